package io.gnomon.platform.core.exposition.internal.lint;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.exposition.ExpositionCheck;
import io.gnomon.platform.core.exposition.ExpositionException;
import io.gnomon.platform.core.exposition.ExpositionParser;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** The families of a text exposition. */
final class LintedText {
    private final TreeMap<String, LintedFamily> families = new TreeMap<>();

    private LintedText() {}

    /**
     * Reads a text.
     *
     * @return families that have samples, by name
     * @throws ExpositionException when the text is wrong
     */
    static List<LintedFamily> families(byte[] text) throws ExpositionException {
        ExpositionCheck.check(text);
        return new LintedText()
                .read(text).stream().filter(family -> !family.metrics().isEmpty()).toList();
    }

    private Collection<LintedFamily> read(byte[] text) throws ExpositionException {
        ExpositionParser parser = new ExpositionParser(false);
        parser.reset(text, text.length);
        while (true) {
            switch (parser.next()) {
                case END -> {
                    return families.values();
                }
                case HELP -> family(parser.family()).help(parser.comment());
                case TYPE -> family(parser.family()).type(parser.type());
                case SAMPLE -> {
                    Labels labels = parser.labels();
                    familyOfSample(labels.metricName()).add(labels);
                }
                case UNIT -> throw new IllegalStateException("the text format has no UNIT lines");
            }
        }
    }

    private LintedFamily family(String name) {
        return families.computeIfAbsent(name, LintedFamily::new);
    }

    private LintedFamily familyOfSample(String name) {
        LintedFamily own = families.get(name);
        if (own == null) {
            for (String suffix : List.of("_bucket", "_count", "_sum")) {
                if (name.endsWith(suffix)) {
                    String base = name.substring(0, name.length() - suffix.length());
                    LintedFamily of = families.get(base);
                    MetricType type = of == null ? MetricType.UNKNOWN : of.type();
                    boolean summary = type == MetricType.SUMMARY && !suffix.equals("_bucket");
                    if (of != null && (summary || type == MetricType.HISTOGRAM)) {
                        return of;
                    }
                }
            }
        }
        return own == null ? family(name) : own;
    }
}
