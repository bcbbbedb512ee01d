package io.gnomon.platform.core.exposition;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.MetricType;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Checks what a text exposition must hold besides its syntax: one HELP and one TYPE a family and
 * before its samples, bounds that are numbers, no negative counts, a final line feed. For texts
 * that people or programs hand in to be checked or kept, where nobody comes back a minute later.
 */
public final class ExpositionCheck {
    private static final String FORMAT = "text format";

    private final byte[] text;
    private final ExpositionParser parser = ExpositionParser.strict();
    private final Map<String, MetricType> types = new HashMap<>();
    private final Set<String> helped = new HashSet<>();
    private final Set<String> sampled = new HashSet<>();
    private int line = 1;
    private int counted;

    private ExpositionCheck(byte[] text) {
        this.text = text;
    }

    /**
     * Reads the whole text.
     *
     * @throws ExpositionException with the first thing that is wrong
     */
    public static void check(byte[] text) throws ExpositionException {
        new ExpositionCheck(text).run();
    }

    private void run() throws ExpositionException {
        parser.reset(text, text.length);
        while (true) {
            ExpositionParser.Entry entry = parser.next();
            countLines(parser.entryStart());
            switch (entry) {
                case END -> {
                    return;
                }
                case HELP -> {
                    if (!parser.comment().isEmpty() && !helped.add(parser.family())) {
                        throw error("second HELP line for metric name " + family());
                    }
                }
                case TYPE -> {
                    if (sampled.contains(parser.family())
                            || types.put(parser.family(), parser.type()) != null) {
                        throw error(
                                "second TYPE line for metric name "
                                        + family()
                                        + ", or TYPE reported after samples");
                    }
                }
                case SAMPLE -> sample();
                case UNIT -> throw new IllegalStateException("the text format has no UNIT lines");
            }
        }
    }

    private void sample() throws ExpositionException {
        Labels labels = parser.labels();
        String name = labels.metricName();
        String family = familyOf(name);
        sampled.add(family);
        MetricType type = types.getOrDefault(family, MetricType.UNKNOWN);
        if (type == MetricType.SUMMARY) {
            requireFloat("quantile", labels.get("quantile"));
        }
        if (type == MetricType.HISTOGRAM) {
            requireFloat("le", labels.get("le"));
            if (parser.value() < 0 && name.equals(family + "_count")) {
                throw error("negative count for histogram \"" + family + "\"");
            }
            if (parser.value() < 0 && name.equals(family + "_bucket")) {
                throw error("negative bucket population for histogram \"" + family + "\"");
            }
        }
        if (text[parser.position() - 1] != '\n') {
            throw error("unexpected end of input stream: the last line has no line feed");
        }
    }

    private void requireFloat(String label, String value) throws ExpositionException {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && Decimals.isRefused(Decimals.parse(bytes, 0, bytes.length))) {
            throw error("expected float as value for '" + label + "' label, got \"" + value + "\"");
        }
    }

    /** A sample of a histogram or summary may have an ending that its family has not. */
    private String familyOf(String name) {
        for (String ending : new String[] {"_bucket", "_count", "_sum"}) {
            if (name.endsWith(ending)) {
                String family = name.substring(0, name.length() - ending.length());
                MetricType type = types.get(family);
                if (type == MetricType.HISTOGRAM
                        || (type == MetricType.SUMMARY && !ending.equals("_bucket"))) {
                    return family;
                }
            }
        }
        return name;
    }

    private String family() {
        return "\"" + parser.family() + "\"";
    }

    private void countLines(int upTo) {
        for (; counted < upTo; counted++) {
            line += text[counted] == '\n' ? 1 : 0;
        }
    }

    private ExpositionException error(String what) {
        return new ExpositionException(FORMAT, line, what);
    }
}
