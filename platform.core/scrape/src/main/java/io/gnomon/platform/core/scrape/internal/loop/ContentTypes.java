package io.gnomon.platform.core.scrape.internal.loop;

import io.gnomon.platform.core.config.ScrapeConfig;
import io.gnomon.platform.core.config.ScrapeProtocol;
import io.gnomon.platform.core.scrape.internal.append.ScrapeFailure;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is asked of a target with Accept, and how the Content-Type of its answer is read. */
final class ContentTypes {
    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final String TEXT = "text/plain";
    private static final String PROTOBUF = "application/vnd.google.protobuf";

    private ContentTypes() {}

    /** Value of the Accept header: the protocols in their order with falling weights. */
    static String accept(ScrapeConfig config) {
        List<String> entries = new ArrayList<>();
        int weight = ScrapeProtocol.values().length + 1;
        for (ScrapeProtocol protocol : config.protocols()) {
            boolean escapes =
                    protocol == ScrapeProtocol.OPEN_METRICS_TEXT_1_0_0
                            || protocol == ScrapeProtocol.PROMETHEUS_TEXT_1_0_0;
            entries.add(
                    protocol.mediaType()
                            + (escapes ? ";escaping=" + config.escapingScheme().text() : "")
                            + ";q=0."
                            + weight--);
        }
        entries.add("*/*;q=0." + weight);
        return String.join(",", entries);
    }

    /** How a body is written. */
    enum Form {
        TEXT,
        OPEN_METRICS,
        PROTOBUF
    }

    /**
     * How a body is written.
     *
     * @param fallback how to read an answer without a usable type, null to refuse it
     */
    static Form form(String contentType, @Nullable ScrapeProtocol fallback) throws ScrapeFailure {
        Form form = form(mediaType(contentType));
        if (form != null) {
            return form;
        }
        Form otherwise = fallback == null ? null : form(mediaType(fallback.mediaType()));
        if (otherwise == null) {
            throw new ScrapeFailure(
                    contentType.isBlank()
                            ? "non-compliant scrape target sending blank Content-Type and no"
                                    + " fallback_scrape_protocol specified for target"
                            : "received unsupported Content-Type \""
                                    + contentType
                                    + "\" and no fallback_scrape_protocol specified for target");
        }
        return otherwise;
    }

    private static @Nullable Form form(String mediaType) {
        return switch (mediaType) {
            case TEXT -> Form.TEXT;
            case OPEN_METRICS -> Form.OPEN_METRICS;
            case PROTOBUF -> Form.PROTOBUF;
            default -> null;
        };
    }

    private static String mediaType(String contentType) {
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end))
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
