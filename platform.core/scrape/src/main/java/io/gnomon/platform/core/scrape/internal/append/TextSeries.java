package io.gnomon.platform.core.scrape.internal.append;

import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.exposition.ExpositionException;
import io.gnomon.platform.core.exposition.ExpositionParser;
import io.gnomon.platform.core.exposition.SeriesText;

import java.util.Arrays;

/**
 * Series of a target that answers with text, and the text of its scrape before; keys are the bytes
 * before the value.
 *
 * <p>Most of a text says what the one before said: comments, names, labels and two values of three.
 * So the texts are compared, not read ({@link #readKnown}): where they agree, lines are passed by
 * whole and have the values that they had; where they differ within a value, that value is read.
 * Where they differ otherwise the caller reads a line, which {@link #find} looks up, and the
 * comparison goes on behind the place where that series stood.
 */
final class TextSeries extends SeriesCache {
    /** A text grows when its numbers do. */
    private static final int SPARE_PART = 32;

    /** The text of the scrape before, then keys of series that it did not have. */
    private byte[] before = new byte[4096];

    private int beforeEnd;

    /** Whether {@link #before} is the text of the scrape whose order the cache knows. */
    private boolean comparable;

    /** How far {@link #before} has been compared: behind the line of a sample, or 0. */
    private int at;

    // By entry. Places of the entries that this scrape has seen are places in its text.
    private int[] starts = new int[64];
    private int[] keyLengths = new int[64];
    private int[] lineEnds = new int[64];
    private double[] values = new double[64];

    /** Whether the line has a value and nothing else. */
    private boolean[] plain = new boolean[64];

    /** Type of the family, for bounds. */
    private MetricType[] types = new MetricType[64];

    private byte[] text = {};
    private int length;
    private int start;
    private int end;
    private MetricType type = MetricType.UNKNOWN;
    private boolean passedComments;

    /** Starts with a text, which stays the caller's; {@link #keepText} ends it in any case. */
    void beginText(byte[] body, int bodyLength, boolean sameFormat) {
        text = body;
        length = bodyLength;
        at = 0;
        comparable &= sameFormat;
        passedComments = false;
    }

    /** Whether {@link #readKnown} passed comments since this was asked. */
    boolean passedComments() {
        boolean passed = passedComments;
        passedComments = false;
        return passed;
    }

    /** Hands over samples, and moves the parser, as far as the text is as before but for values. */
    void readKnown(ExpositionParser parser, Rows rows) throws ExpositionException, ScrapeFailure {
        int from = parser.position();
        int entry = comparable ? expectedUnseen() : -1;
        while (entry >= 0) {
            int equal = Arrays.mismatch(before, at, beforeEnd, text, from, length);
            int until = equal < 0 ? Math.min(beforeEnd, at + length - from) : at + equal;
            int shift = from - at;
            while (entry >= 0 && plain[entry] && lineEnds[entry] <= until) {
                entry = same(entry, shift, rows);
            }
            from = at + shift;
            if (entry < 0
                    || starts[entry] + keyLengths[entry] >= until
                    || !parser.nextOfSeries(
                            starts[entry] + shift, starts[entry] + keyLengths[entry] + shift)) {
                break;
            }
            passedComments |= starts[entry] != at;
            at = lineEnds[entry];
            from = parser.position();
            asExpected(entry);
            read(entry, parser);
            rows.sample(entry, parser);
            entry = expectedUnseen();
        }
        parser.skipTo(from);
    }

    /** The line of an entry is as it was; the entry that is expected next. */
    private int same(int entry, int shift, Rows rows) throws ScrapeFailure {
        passedComments |= starts[entry] != at;
        at = lineEnds[entry];
        starts[entry] += shift;
        lineEnds[entry] = at + shift;
        asExpected(entry);
        rows.sample(entry, values[entry]);
        return expectedUnseen();
    }

    private int expectedUnseen() {
        int entry = expected();
        return entry >= 0 && isSeen(entry) ? -1 : entry;
    }

    /** Keeps where the sample stands in the text and what it says. */
    private void read(int entry, ExpositionParser parser) {
        starts[entry] = parser.entryStart();
        lineEnds[entry] = parser.position();
        values[entry] = parser.value();
        plain[entry] = !parser.timed() && parser.exemplar() == null;
    }

    /** The entry of a series that the parser has read. */
    int find(ExpositionParser parser) {
        start = parser.entryStart();
        end = parser.seriesEnd();
        type = parser.sampleType();
        int hash = 1;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + text[i];
        }
        int stood = place();
        int entry = lookUp(hash);
        if (place() != stood) {
            at = lineEnds[entry];
        }
        read(entry, parser);
        return entry;
    }

    /**
     * The text has been read, or as much of it as can be: it is copied, because the next one is
     * compared with it.
     */
    void keepText() {
        byte[] old = before;
        int unseen = seenCount() < size() ? unseenKeyBytes() : 0;
        if (unseen > 0 || length > old.length) {
            before = new byte[length + unseen + length / SPARE_PART];
        }
        System.arraycopy(text, 0, before, 0, length);
        beforeEnd = length;
        int to = length;
        for (int entry = 0; entry < size() && unseen > 0; entry++) {
            if (!isSeen(entry)) {
                System.arraycopy(old, starts[entry], before, to, keyLengths[entry]);
                starts[entry] = to;
                to += keyLengths[entry];
            }
        }
        text = before;
        comparable = false;
    }

    private int unseenKeyBytes() {
        int bytes = 0;
        for (int entry = 0; entry < size(); entry++) {
            bytes += isSeen(entry) ? 0 : keyLengths[entry];
        }
        return bytes;
    }

    @Override
    void committed(boolean eachOnce) {
        comparable = eachOnce;
    }

    @Override
    boolean hasCurrentKey(int entry) {
        int keyEnd = starts[entry] + keyLengths[entry];
        return Arrays.equals(textOf(entry), starts[entry], keyEnd, text, start, end);
    }

    /** Where the key of an entry stands. */
    private byte[] textOf(int entry) {
        return isSeen(entry) ? text : before;
    }

    @Override
    void keepCurrentKey(int entry) {
        if (entry == starts.length) {
            starts = Arrays.copyOf(starts, 2 * entry);
            keyLengths = Arrays.copyOf(keyLengths, 2 * entry);
            lineEnds = Arrays.copyOf(lineEnds, 2 * entry);
            values = Arrays.copyOf(values, 2 * entry);
            plain = Arrays.copyOf(plain, 2 * entry);
            types = Arrays.copyOf(types, 2 * entry);
        }
        starts[entry] = start;
        keyLengths[entry] = end - start;
        types[entry] = type;
    }

    @Override
    void moveKey(int from, int to) {
        starts[to] = starts[from];
        keyLengths[to] = keyLengths[from];
        lineEnds[to] = lineEnds[from];
        values[to] = values[from];
        plain[to] = plain[from];
        types[to] = types[from];
    }

    /** Their bytes go with the text. */
    @Override
    void dropKeys(int fromEntry) {}

    @Override
    SeriesText exposed(int entry) {
        int keyEnd = starts[entry] + keyLengths[entry];
        return ExpositionParser.series(textOf(entry), starts[entry], keyEnd, types[entry]);
    }
}
