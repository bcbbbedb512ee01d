package io.gnomon.platform.core.exposition;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A text format that can be written.
 *
 * @param openMetrics OpenMetrics, else Prometheus's text format
 * @param version of the format: 1.0.0 or 0.0.1 of OpenMetrics, 0.0.4 or 1.0.0 of the text format
 * @param escaping how names that are not legacy names are written
 */
public record ExpositionFormat(boolean openMetrics, String version, NameEscaping escaping) {
    /** The text format 0.0.4, what is written when nobody asks for another. */
    public static final ExpositionFormat TEXT =
            new ExpositionFormat(false, "0.0.4", NameEscaping.UNDERSCORES);

    private static final String OPEN_METRICS_TYPE = "application/openmetrics-text";
    private static final String TEXT_TYPE = "text/plain";

    /**
     * The format that an Accept header prefers among those that can be written; {@link #TEXT} when
     * it names none. Entries count by falling q, equal ones in their order.
     */
    public static ExpositionFormat negotiate(String accept) {
        for (AcceptEntry entry : AcceptEntry.parse(accept)) {
            ExpositionFormat format = of(entry);
            if (format != null) {
                return format;
            }
        }
        return TEXT;
    }

    /** The format that an entry of an Accept header names, null when it cannot be written. */
    public static @Nullable ExpositionFormat of(AcceptEntry entry) {
        String version = entry.parameter("version");
        if (entry.type().equals(OPEN_METRICS_TYPE)
                && List.of("", "0.0.1", "1.0.0").contains(version)) {
            return new ExpositionFormat(
                    true, version.isEmpty() ? "1.0.0" : version, entry.escaping());
        }
        if (entry.type().equals(TEXT_TYPE) && List.of("", "0.0.4", "1.0.0").contains(version)) {
            return new ExpositionFormat(
                    false, version.isEmpty() ? "0.0.4" : version, entry.escaping());
        }
        return null;
    }

    /** Value of the Content-Type header. */
    public String contentType() {
        return (openMetrics ? OPEN_METRICS_TYPE : TEXT_TYPE)
                + "; version="
                + version
                + "; charset=utf-8; escaping="
                + escaping.text();
    }
}
