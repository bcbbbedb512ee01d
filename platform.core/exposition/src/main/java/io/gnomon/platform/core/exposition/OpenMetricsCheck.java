package io.gnomon.platform.core.exposition;

import io.gnomon.model.labels.Labels;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks a text against all that OpenMetrics 1.0 asks for (github.com/prometheus/OpenMetrics,
 * specification): spaces, metadata, names, values and order. Scrapes are read by {@link
 * ExpositionParser} alone, which takes what Prometheus takes; this is for people who write
 * exporters.
 */
public final class OpenMetricsCheck {
    private static final String FORMAT = "OpenMetrics";
    private static final String QUOTED = "\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"";
    private static final String LABEL = "(?:[^\"=,{}\\s]+|" + QUOTED + ")(?:=" + QUOTED + ")?";
    private static final String LABELS = "\\{(?:" + LABEL + "(?:," + LABEL + ")*+)?\\}";

    /** Series, value, perhaps a time, perhaps an exemplar; a single space between them. */
    private static final Pattern SAMPLE =
            Pattern.compile(
                    "[^\\s{]*(?:LABELS)? [^\\s#]+(?: [^\\s#]+)?(?: # LABELS [^\\s#]+(?: [^\\s#]+)?)?"
                            .replace("LABELS", LABELS));

    private static final Pattern METADATA =
            Pattern.compile("# (?:TYPE|HELP|UNIT) (?:[^\\s\"]+|" + QUOTED + ") .*");

    private final byte[] text;
    private final ExpositionParser parser = new ExpositionParser(true);
    private final Set<String> families = new HashSet<>();

    /** What samples of the families may be called. */
    private final Set<String> names = new HashSet<>();

    private @Nullable OpenMetricsFamily open;

    private OpenMetricsCheck(byte[] text) {
        this.text = text;
    }

    /**
     * Reads the whole text.
     *
     * @throws ExpositionException with the first thing that is wrong
     */
    public static void check(byte[] text) throws ExpositionException {
        new OpenMetricsCheck(text).run();
    }

    private void run() throws ExpositionException {
        parser.reset(text, text.length);
        int at = 0;
        try {
            while (true) {
                ExpositionParser.Entry entry = parser.next();
                if (parser.entryStart() != at) {
                    throw new IllegalArgumentException(
                            "a comment must be TYPE, HELP or UNIT with a name and a text");
                }
                if (entry == ExpositionParser.Entry.END) {
                    close();
                    return;
                }
                String line = line(at, parser.position());
                if (entry == ExpositionParser.Entry.SAMPLE) {
                    requireShape(SAMPLE, line);
                    sample(line);
                } else {
                    requireShape(METADATA, line);
                    family(parser.family()).metadata(entry, parser);
                }
                at = parser.position();
            }
        } catch (IllegalArgumentException e) {
            throw new ExpositionException(FORMAT, lineNumber(at), String.valueOf(e.getMessage()));
        }
    }

    private String line(int from, int to) {
        int end = text[to - 1] == '\n' ? to - 1 : to;
        return new String(text, from, end - from, StandardCharsets.UTF_8);
    }

    private int lineNumber(int position) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            line += text[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    private static void requireShape(Pattern shape, String line) {
        if (!shape.matcher(line).matches()) {
            throw new IllegalArgumentException(
                    "a space is missing or too many, or a comma: \"" + line + "\"");
        }
    }

    private void sample(String line) {
        Labels labels = parser.labels();
        String name = labels.metricName();
        OpenMetricsFamily family = open;
        if (family == null || !family.mayExpose(name)) {
            family = family(name);
        }
        family.sample(labels, line, parser);
    }

    /** The family that is read, another one when the name is another's. */
    private OpenMetricsFamily family(String name) {
        OpenMetricsFamily family = open;
        if (family != null && family.name().equals(name)) {
            return family;
        }
        close();
        if (!families.add(name)) {
            throw new IllegalArgumentException(
                    "the lines of \"" + name + "\" do not stand together");
        }
        OpenMetricsFamily opened = new OpenMetricsFamily(name);
        open = opened;
        return opened;
    }

    private void close() {
        OpenMetricsFamily family = open;
        if (family == null) {
            return;
        }
        open = null;
        family.end();
        for (String name : family.exposedNames()) {
            if (!names.add(name)) {
                throw new IllegalArgumentException(
                        "\"" + name + "\" may be a sample of two families");
            }
        }
    }
}
