package io.gnomon.platform.core.promformat.chunk;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.model.sample.SampleColumn;

/**
 * Cuts columns into chunks and encodes them as {@link ChunkEncoding#XOR}, {@link
 * ChunkEncoding#HISTOGRAM} and {@link ChunkEncoding#FLOAT_HISTOGRAM}, which hold no start times.
 *
 * <p>A chunk ends after {@link #MAX_SAMPLES}, where the kind of sample changes, and for histograms
 * where the layout changes, a counter was reset, or the last sample was a staleness marker. As in
 * Prometheus it is the chunks that tell of resets: the hint that is read back is RESET for the
 * first of a chunk that begins with one, NO_RESET inside a chunk.
 *
 * <p>For one thread, made for reuse.
 */
public final class ChunkEncoder {
    /** Samples in a chunk at most; what Prometheus aims at. */
    public static final int MAX_SAMPLES = 120;

    private static final int UNKNOWN = 0b00;
    private static final int NO_RESET = 0b01;
    private static final int RESET = 0b10;
    private static final int GAUGE = 0b11;

    private final BitWriter out = new BitWriter();
    private final FloatChunks floats = new FloatChunks();
    private final HistogramChunks histograms = new HistogramChunks();
    private int encoding;
    private int length;

    /**
     * Encodes a chunk from row {@code from} on.
     *
     * @return the row behind it
     */
    public int encode(SampleColumn column, int from) {
        out.clear();
        Histogram first = column.histogram(from);
        int to = from + 1;
        int limit = Math.min(column.size, from + MAX_SAMPLES);
        if (first == null) {
            while (to < limit && column.histogram(to) == null) {
                to++;
            }
            encoding = ChunkEncoding.XOR;
            floats.writeXor(column, from, to, out);
        } else {
            while (to < limit && continues(column, to)) {
                to++;
            }
            encoding = first.integer() ? ChunkEncoding.HISTOGRAM : ChunkEncoding.FLOAT_HISTOGRAM;
            histograms.write(column, from, to, resets(column, from), out);
        }
        length = out.finish();
        return to;
    }

    /** Encoding of the chunk. */
    public int encoding() {
        return encoding;
    }

    /** Array that begins with the chunk's data; valid until the next call. */
    public byte[] bytes() {
        return out.bytes();
    }

    /** Length of the chunk's data. */
    public int length() {
        return length;
    }

    /** Whether a histogram can be in the chunk of the row before it. */
    private static boolean continues(SampleColumn column, int row) {
        Histogram h = column.histogram(row);
        Histogram before = column.histogram(row - 1);
        if (h == null || before == null || h.integer() != before.integer()) {
            return false;
        }
        if (HistogramChunks.isStale(h)) {
            return h.resetHint() != ResetHint.RESET
                    && (before.resetHint() == ResetHint.GAUGE)
                            == (h.resetHint() == ResetHint.GAUGE);
        }
        if (HistogramChunks.isStale(before)) {
            return false;
        }
        boolean gauges = isGauge(before) && isGauge(h);
        return gauges ? sameLayout(before, h) : transition(before, h) == NO_RESET;
    }

    private static boolean isGauge(Histogram h) {
        return h.resetHint() == ResetHint.GAUGE;
    }

    private static boolean sameLayout(Histogram a, Histogram b) {
        return HistogramLayout.of(a).fits(b);
    }

    /** The header of a chunk that begins with a row. */
    private static int resets(SampleColumn column, int row) {
        Histogram h = HistogramChunks.row(column, row);
        if (isGauge(h)) {
            return GAUGE;
        }
        if (h.resetHint() == ResetHint.RESET) {
            return RESET;
        }
        Histogram before = row == 0 ? null : column.histogram(row - 1);
        return before == null || HistogramChunks.isStale(h) || HistogramChunks.isStale(before)
                ? UNKNOWN
                : transition(before, h);
    }

    /** What happened between two counter histograms, as far as their numbers tell. */
    private static int transition(Histogram before, Histogram h) {
        if (h.resetHint() == ResetHint.RESET || h.count() < before.count()) {
            return RESET;
        }
        if (isGauge(before) || isGauge(h) || !sameLayout(before, h)) {
            return UNKNOWN;
        }
        return h.zeroCount() < before.zeroCount()
                        || shrinks(before.positiveBuckets(), h.positiveBuckets())
                        || shrinks(before.negativeBuckets(), h.negativeBuckets())
                ? RESET
                : NO_RESET;
    }

    private static boolean shrinks(double[] before, double[] after) {
        for (int i = 0; i < before.length; i++) {
            if (after[i] < before[i]) {
                return true;
            }
        }
        return false;
    }
}
