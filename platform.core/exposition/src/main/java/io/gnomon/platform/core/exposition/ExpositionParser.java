package io.gnomon.platform.core.exposition;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MetricType;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Reads a text exposition entry by entry: {@link #next} goes to the next one, the accessors tell
 * what it is. Nothing is allocated for a sample whose series the caller knows by its bytes ({@link
 * #nextIfSeries}). For one thread; made for reuse.
 *
 * <p>Text format 0.0.4 and 1.0.0, and OpenMetrics 0.0.1 and 1.0, with quoted UTF-8 names. What the
 * two do not share is small: times (milliseconds, seconds), exemplars, UNIT and the final {@code #
 * EOF}. The rules between lines (one TYPE a family, no negative counts ...) are {@link
 * ExpositionCheck}'s, because servers scrape targets that break them.
 */
public final class ExpositionParser {
    /** What {@link #next} found. */
    public enum Entry {
        SAMPLE,
        TYPE,
        HELP,
        UNIT,
        END
    }

    private final boolean openMetrics;
    private final ByteCursor cursor;
    private final SeriesReader series;
    private final SeriesReader exemplarLabels;
    private final CommentReader comments;

    private int entryStart;
    private int seriesEnd;
    private double value;
    private boolean timed;
    private long timeMillis;
    private @Nullable Exemplar exemplar;
    private String typedFamily = "";
    private MetricType type = MetricType.UNKNOWN;

    /** A parser of OpenMetrics, else of the text format. */
    public ExpositionParser(boolean openMetrics) {
        this(openMetrics, new ByteCursor(openMetrics ? "OpenMetrics" : "text format"));
    }

    /** A parser of the text format that refuses escapes that are none; others keep them. */
    static ExpositionParser strict() {
        return new ExpositionParser(false, new ByteCursor("text format", true));
    }

    private ExpositionParser(boolean openMetrics, ByteCursor cursor) {
        this.openMetrics = openMetrics;
        this.cursor = cursor;
        this.series = new SeriesReader(cursor);
        this.exemplarLabels = new SeriesReader(cursor);
        this.comments = new CommentReader(openMetrics, cursor);
    }

    /** Starts with the first {@code length} bytes of a text, which stay the caller's. */
    public void reset(byte[] text, int length) {
        cursor.reset(text, 0, length);
        typedFamily = "";
        type = MetricType.UNKNOWN;
    }

    /**
     * Goes to the next entry.
     *
     * @throws ExpositionException when the text is not in the format; the parser is then of no use
     *     until it is reset
     */
    public Entry next() throws ExpositionException {
        while (true) {
            if (!openMetrics) {
                cursor.skipBlanks();
            }
            entryStart = cursor.position;
            int c = cursor.peek();
            if (c < 0) {
                if (openMetrics) {
                    throw cursor.error("data does not end with # EOF");
                }
                return Entry.END;
            }
            if (c == '#') {
                Entry entry = commentLine();
                if (entry != null) {
                    return entry;
                }
            } else if (c == '\n') {
                if (openMetrics) {
                    throw cursor.error("empty lines are not allowed");
                }
                cursor.nextLine();
            } else {
                series.read();
                seriesEnd = cursor.position;
                sample();
                return Entry.SAMPLE;
            }
        }
    }

    /**
     * Goes to the next entry when it is a sample of the series written as {@code known[from, to)};
     * else stays. The label set is then not read.
     */
    public boolean nextIfSeries(byte[] known, int from, int to) throws ExpositionException {
        int start = cursor.position;
        int after = start + to - from;
        return after < cursor.end
                && Arrays.mismatch(known, from, to, cursor.text, start, after) < 0
                && nextOfSeries(start, after);
    }

    /**
     * Goes to the sample whose series stands at {@code [start, end)} of the text and is known to
     * the caller; stays when what follows shows that the series does not end there. The label set
     * is not read.
     */
    public boolean nextOfSeries(int start, int end) throws ExpositionException {
        ByteCursor at = cursor;
        if (end >= at.end || !ByteCursor.isBlank(at.text[end])) {
            return false;
        }
        int before = at.position;
        at.position = end + 1;
        double plain = Decimals.parseLine(at);
        if (!Decimals.isRefused(plain)) {
            value = plain;
            timed = false;
            exemplar = null;
            at.nextLine();
        } else {
            at.skipBlanks();
            if (at.peek() == '{') {
                at.position = before;
                return false;
            }
            sample();
        }
        entryStart = start;
        seriesEnd = end;
        return true;
    }

    /** Goes on reading here, at the start of a line; those before have been dealt with. */
    public void skipTo(int position) {
        cursor.position = position;
    }

    /** Whether the line here is neither a comment nor empty. */
    public boolean atSample() {
        int c = cursor.peek();
        return c >= 0 && c != '#' && c != '\n';
    }

    /**
     * After {@link #skipTo}: looks back for the TYPE line that is in force here. Not needed when no
     * comment was skipped.
     */
    public void recallType() throws ExpositionException {
        int here = cursor.position;
        typedFamily = "";
        type = MetricType.UNKNOWN;
        boolean found = false;
        for (int end = here; end > 0 && !found; end = cursor.lineStart(end)) {
            cursor.position = cursor.lineStart(end);
            if (!openMetrics) {
                cursor.skipBlanks();
            }
            found = cursor.peek() == '#' && commentLine() == Entry.TYPE;
        }
        cursor.position = here;
    }

    /** The samples that follow are of this type when their names begin with the family's. */
    public void assumeType(String typed, MetricType familyType) {
        typedFamily = typed;
        type = familyType;
    }

    /** Where the entry begins in the text; of a sample also where its series begins. */
    public int entryStart() {
        return entryStart;
    }

    /** Where the series of the sample ends. */
    public int seriesEnd() {
        return seriesEnd;
    }

    /** Where the next entry is looked for: behind the line feed. */
    public int position() {
        return cursor.position;
    }

    /** Value of the sample. */
    public double value() {
        return value;
    }

    /** Whether the sample has a time of its own. */
    public boolean timed() {
        return timed;
    }

    /** That time, milliseconds UTC. */
    public long timeMillis() {
        return timeMillis;
    }

    /** Exemplar of the sample, null for none; without a time of its own it has 0. */
    public @Nullable Exemplar exemplar() {
        return exemplar;
    }

    /** Type in the TYPE line. */
    public MetricType type() {
        return type;
    }

    /**
     * Type of the family of the sample that {@link #next} found, UNKNOWN when none was declared.
     */
    public MetricType sampleType() {
        return series.name().startsWith(typedFamily) ? type : MetricType.UNKNOWN;
    }

    /**
     * Label set of the sample that {@link #next} found, metric name included, bounds normalised.
     */
    public Labels labels() {
        return series.build(sampleType());
    }

    /** As {@link #labels}, with the names of empty labels. */
    public SeriesText series() {
        return series.text(sampleType());
    }

    /** A series that was seen before, from its bytes and the type of its family. */
    public static SeriesText series(byte[] text, int from, int to, MetricType type) {
        ByteCursor cursor = new ByteCursor("text format");
        cursor.reset(text, from, to);
        SeriesReader reader = new SeriesReader(cursor);
        try {
            reader.read();
        } catch (ExpositionException e) {
            throw new IllegalArgumentException("not the bytes of a series", e);
        }
        return reader.text(type);
    }

    /** Family that the TYPE, HELP or UNIT line is about. */
    public String family() {
        return comments.family();
    }

    /** Text of the HELP or UNIT line. */
    public String comment() {
        return comments.text();
    }

    /** Reads a comment line; null when it says nothing. */
    private @Nullable Entry commentLine() throws ExpositionException {
        Entry entry = comments.read();
        if (entry == Entry.TYPE) {
            typedFamily = comments.family();
            type = comments.type();
        }
        return entry;
    }

    private void sample() throws ExpositionException {
        cursor.skipBlanks();
        int start = cursor.position;
        cursor.skipToken();
        value = Decimals.parse(cursor.text, start, cursor.position);
        if (Decimals.isRefused(value)) {
            throw start == cursor.end
                    ? cursor.error("unexpected end of input stream")
                    : cursor.error(
                            "expected float as value, got \""
                                    + cursor.visible(start, cursor.position)
                                    + "\"");
        }
        timed = false;
        exemplar = null;
        cursor.skipBlanks();
        if (!cursor.atLineEnd()) {
            if (!openMetrics || cursor.peek() != '#') {
                timed = true;
                timeMillis = time();
                cursor.skipBlanks();
            }
            if (openMetrics && cursor.peek() == '#') {
                exemplar = readExemplar();
                cursor.skipBlanks();
            }
            if (!cursor.atLineEnd()) {
                throw cursor.error("spurious string after timestamp: \"" + restOfLine() + "\"");
            }
        }
        cursor.nextLine();
    }

    private String restOfLine() {
        int start = cursor.position;
        cursor.skipToLineEnd();
        return cursor.visible(start, cursor.position);
    }

    private long time() throws ExpositionException {
        int start = cursor.position;
        cursor.skipToken();
        if (openMetrics) {
            double seconds = Decimals.parse(cursor.text, start, cursor.position);
            if (Double.isFinite(seconds)) {
                return Math.round(seconds * 1000);
            }
        } else {
            try {
                return Long.parseLong(cursor.slice(start, cursor.position));
            } catch (NumberFormatException e) {
                // said below
            }
        }
        throw cursor.error(
                "expected "
                        + (openMetrics ? "seconds" : "integer")
                        + " as timestamp, got \""
                        + cursor.visible(start, cursor.position)
                        + "\"");
    }

    private Exemplar readExemplar() throws ExpositionException {
        cursor.position++;
        cursor.skipBlanks();
        Labels labels = exemplarLabels.readLabels();
        cursor.skipBlanks();
        int start = cursor.position;
        cursor.skipToken();
        double number = Decimals.parse(cursor.text, start, cursor.position);
        if (Decimals.isRefused(number)) {
            throw cursor.error(
                    "expected float as value of the exemplar, got \""
                            + cursor.visible(start, cursor.position)
                            + "\"");
        }
        cursor.skipBlanks();
        return new Exemplar(labels, number, cursor.atLineEnd() ? 0 : time());
    }
}
