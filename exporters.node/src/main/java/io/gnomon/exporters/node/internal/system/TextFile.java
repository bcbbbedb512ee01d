package io.gnomon.exporters.node.internal.system;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.exposition.ExpositionException;
import io.gnomon.platform.core.exposition.ExpositionParser;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Metrics written down by a job of the host, in the text format of Prometheus (version 0.0.4), by
 * family. What precedes a mistake counts, as node_exporter does it.
 */
final class TextFile {
    private final Map<String, Family> families = new LinkedHashMap<>();
    private String mistake = "";
    private boolean timed;

    /** Samples of one name; the help is empty when the file gives none. */
    static final class Family {
        private final String name;
        private String help = "";
        private MetricType type = MetricType.UNKNOWN;
        private final List<Sample> samples = new ArrayList<>();

        private Family(String name) {
            this.name = name;
        }

        String name() {
            return name;
        }

        String help() {
            return help;
        }

        MetricType type() {
            return type;
        }

        /** As the file has them; a summary or histogram without sum or count has 0. */
        List<Sample> samples() {
            if (type != MetricType.SUMMARY && type != MetricType.HISTOGRAM) {
                return samples;
            }
            Map<Labels, Set<String>> known = new LinkedHashMap<>();
            for (Sample sample : samples) {
                Labels group = sample.labels.without(List.of("quantile", "le"));
                known.computeIfAbsent(group, _ -> new HashSet<>()).add(sample.suffix);
            }
            List<Sample> complete = new ArrayList<>(samples);
            known.forEach((group, suffixes) -> {
                for (String suffix : List.of("_sum", "_count")) {
                    if (!suffixes.contains(suffix)) {
                        complete.add(new Sample(suffix, 0, group));
                    }
                }
            });
            return complete;
        }
    }

    /**
     * A sample.
     *
     * @param suffix what its name has behind the family's
     * @param labels without the metric name
     */
    record Sample(String suffix, double value, Labels labels) {
        /** Label names and values, alternating. */
        String[] pairs() {
            String[] pairs = new String[2 * labels.size()];
            for (int i = 0; i < labels.size(); i++) {
                pairs[2 * i] = labels.name(i);
                pairs[2 * i + 1] = labels.value(i);
            }
            return pairs;
        }
    }

    /**
     * Reads a file's text.
     *
     * @param where the file, for the message of a mistake
     */
    static TextFile of(String text, Object where) {
        TextFile file = new TextFile();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ExpositionParser parser = new ExpositionParser(false);
        parser.reset(bytes, bytes.length);
        try {
            file.read(parser, bytes);
        } catch (ExpositionException e) {
            file.mistake = where + ":" + e.line() + ": " + e.what();
        }
        return file;
    }

    /** Families with samples, in the order of the file. */
    List<Family> families() {
        return families.values().stream().filter(f -> !f.samples.isEmpty()).toList();
    }

    /** What is wrong with the file, empty for nothing. */
    String mistake() {
        return mistake;
    }

    /** Whether a sample has a time of its own. */
    boolean timed() {
        return timed;
    }

    private void read(ExpositionParser parser, byte[] text) throws ExpositionException {
        while (true) {
            switch (parser.next()) {
                case END -> {
                    return;
                }
                case HELP -> family(parser.family()).help = parser.comment();
                case TYPE -> family(parser.family()).type = parser.type();
                case UNIT -> {}
                case SAMPLE -> sample(parser, text);
            }
        }
    }

    private Family family(String name) {
        return families.computeIfAbsent(name, Family::new);
    }

    private void sample(ExpositionParser parser, byte[] text) {
        timed |= parser.timed();
        // Bounds as the file writes them: who scrapes us normalises them.
        Labels series =
                ExpositionParser.series(
                                text, parser.entryStart(), parser.seriesEnd(), MetricType.UNKNOWN)
                        .labels();
        String name = series.metricName();
        Family family = families.get(name);
        String suffix = "";
        if (family == null) {
            for (String each : List.of("_bucket", "_sum", "_count")) {
                Family whole =
                        name.endsWith(each)
                                ? families.get(name.substring(0, name.length() - each.length()))
                                : null;
                if (whole != null && isPart(whole.type, each)) {
                    family = whole;
                    suffix = each;
                }
            }
        }
        (family == null ? family(name) : family)
                .samples.add(
                        new Sample(
                                suffix,
                                parser.value(),
                                series.without(List.of(Labels.METRIC_NAME))));
    }

    private static boolean isPart(MetricType type, String suffix) {
        return type == MetricType.HISTOGRAM
                || (type == MetricType.SUMMARY && !suffix.equals("_bucket"));
    }
}
