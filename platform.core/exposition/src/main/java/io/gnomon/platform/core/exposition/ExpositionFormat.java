package io.gnomon.platform.core.exposition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
        List<Offer> offers = new ArrayList<>();
        for (String entry : accept.split(",", -1)) {
            offers.add(Offer.parse(entry));
        }
        offers.sort(Comparator.comparingDouble(offer -> -offer.quality));
        for (Offer offer : offers) {
            String version = offer.parameters.getOrDefault("version", "");
            NameEscaping asked = NameEscaping.of(offer.parameters.getOrDefault("escaping", ""));
            NameEscaping escaping = asked == null ? NameEscaping.UNDERSCORES : asked;
            if (offer.quality <= 0) {
                break;
            }
            if (offer.type.equals(OPEN_METRICS_TYPE)
                    && List.of("", "0.0.1", "1.0.0").contains(version)) {
                return new ExpositionFormat(true, version.isEmpty() ? "1.0.0" : version, escaping);
            }
            if (offer.type.equals(TEXT_TYPE) && List.of("", "0.0.4", "1.0.0").contains(version)) {
                return new ExpositionFormat(false, version.isEmpty() ? "0.0.4" : version, escaping);
            }
        }
        return TEXT;
    }

    /** Value of the Content-Type header. */
    public String contentType() {
        return (openMetrics ? OPEN_METRICS_TYPE : TEXT_TYPE)
                + "; version="
                + version
                + "; charset=utf-8; escaping="
                + escaping.text();
    }

    private record Offer(String type, Map<String, String> parameters, double quality) {
        static Offer parse(String entry) {
            String[] parts = entry.split(";", -1);
            Map<String, String> parameters = new HashMap<>();
            for (int i = 1; i < parts.length; i++) {
                int equals = parts[i].indexOf('=');
                if (equals > 0) {
                    parameters.put(
                            parts[i].substring(0, equals).strip().toLowerCase(Locale.ROOT),
                            parts[i].substring(equals + 1).strip());
                }
            }
            return new Offer(
                    parts[0].strip().toLowerCase(Locale.ROOT),
                    parameters,
                    quality(parameters.getOrDefault("q", "1")));
        }

        private static double quality(String text) {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                return 0;
            }
        }
    }
}
