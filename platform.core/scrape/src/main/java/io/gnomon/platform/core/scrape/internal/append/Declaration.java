package io.gnomon.platform.core.scrape.internal.append;

import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.exposition.ExpositionParser;

import java.util.Set;

/** What the comments of a text say of the family that is read. For one thread. */
final class Declaration {
    private static final Set<String> SUFFIXES =
            Set.of(
                    "",
                    "_bucket",
                    "_sum",
                    "_count",
                    "_gsum",
                    "_gcount",
                    "_total",
                    "_created",
                    "_info");

    private String family = "";
    private MetricType type = MetricType.UNKNOWN;
    private String help = "";
    private String unit = "";

    String family() {
        return family;
    }

    /** Whether a sample with this name is of the family. */
    boolean isOf(String name) {
        return !family.isEmpty()
                && name.startsWith(family)
                && SUFFIXES.contains(name.substring(family.length()));
    }

    /** Takes a comment; one of another family lets the one before be reported. */
    void read(ExpositionParser.Entry entry, ExpositionParser parser, ReportedSamples samples) {
        if (!parser.family().equals(family)) {
            report(samples);
            family = parser.family();
            type = MetricType.UNKNOWN;
            help = "";
            unit = "";
        }
        switch (entry) {
            case TYPE -> type = parser.type();
            case HELP -> help = parser.comment();
            case UNIT -> unit = parser.comment();
            case SAMPLE, END -> throw new IllegalArgumentException(entry + " is no comment");
        }
    }

    /** The samples that follow are of the family. */
    void report(ReportedSamples samples) {
        if (!family.isEmpty() && !samples.isLast(family, new MetricMetadata(type, help, unit))) {
            samples.family(family, type, help, unit);
        }
    }
}
