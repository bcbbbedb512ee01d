package io.gnomon.platform.core.scrape.internal.append;

import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.exposition.ExpositionException;
import io.gnomon.platform.core.exposition.ExpositionParser;
import io.gnomon.platform.core.exposition.SeriesText;

import java.util.Arrays;

/** Series of a target that answers with text; keys are the bytes before the value. */
final class TextSeries extends SeriesCache {
    private byte[] keys = new byte[4096];
    private int keysEnd;
    private int[] starts = new int[64];
    private int[] ends = new int[64];

    /** Type of the family, for bounds. */
    private MetricType[] types = new MetricType[64];

    private byte[] text = {};
    private int start;
    private int end;
    private MetricType type = MetricType.UNKNOWN;

    /** Goes to the next sample of the parser when it is of the expected series; -1 when not. */
    int nextExpected(ExpositionParser parser) throws ExpositionException {
        int entry = expected();
        if (entry >= 0 && parser.nextIfSeries(keys, starts[entry], ends[entry])) {
            asExpected(entry);
            return entry;
        }
        return -1;
    }

    /** The entry of a series that the parser has read. */
    int find(byte[] body, int from, int to, MetricType familyType) {
        text = body;
        start = from;
        end = to;
        type = familyType;
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + body[i];
        }
        return lookUp(hash);
    }

    @Override
    boolean hasCurrentKey(int entry) {
        return Arrays.equals(keys, starts[entry], ends[entry], text, start, end);
    }

    @Override
    void keepCurrentKey(int entry) {
        if (entry == starts.length) {
            starts = Arrays.copyOf(starts, 2 * entry);
            ends = Arrays.copyOf(ends, 2 * entry);
            types = Arrays.copyOf(types, 2 * entry);
        }
        int length = end - start;
        if (keysEnd + length > keys.length) {
            keys = Arrays.copyOf(keys, Math.max(2 * keys.length, keysEnd + length));
        }
        System.arraycopy(text, start, keys, keysEnd, length);
        starts[entry] = keysEnd;
        keysEnd += length;
        ends[entry] = keysEnd;
        types[entry] = type;
    }

    @Override
    void moveKey(int from, int to) {
        starts[to] = starts[from];
        ends[to] = ends[from];
        types[to] = types[from];
    }

    /** Keys lie in the order of their entries, so what is kept moves towards the start. */
    @Override
    void dropKeys(int fromEntry) {
        int at = 0;
        for (int entry = 0; entry < fromEntry; entry++) {
            int length = ends[entry] - starts[entry];
            System.arraycopy(keys, starts[entry], keys, at, length);
            starts[entry] = at;
            at += length;
            ends[entry] = at;
        }
        keysEnd = at;
    }

    @Override
    SeriesText exposed(int entry) {
        return ExpositionParser.series(keys, starts[entry], ends[entry], types[entry]);
    }
}
