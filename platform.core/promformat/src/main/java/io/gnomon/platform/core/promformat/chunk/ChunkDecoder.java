package io.gnomon.platform.core.promformat.chunk;

import io.gnomon.model.sample.SampleColumn;

import java.util.Arrays;

/**
 * Reads chunks of every encoding into columns. Floats are read without an object per sample. For
 * one thread, made for reuse.
 */
public final class ChunkDecoder {
    private final BitReader in = new BitReader();
    private final FloatChunks floats = new FloatChunks();
    private final HistogramChunks histograms = new HistogramChunks();

    /**
     * Appends the samples of a chunk to a column.
     *
     * @param encoding one of {@link ChunkEncoding}
     * @param from the chunk's data, without length, encoding and checksum, is {@code bytes[from,
     *     to)}
     * @throws ChunkException when the bytes are not such a chunk or the times do not ascend; the
     *     column is then as before
     */
    public void decode(int encoding, byte[] bytes, int from, int to, SampleColumn out)
            throws ChunkException {
        in.reset(bytes, from, to);
        int before = out.size;
        boolean complete = false;
        try {
            switch (encoding) {
                case ChunkEncoding.XOR -> floats.readXor(in, out);
                case ChunkEncoding.XOR2 -> floats.readXor2(in, out);
                case ChunkEncoding.HISTOGRAM -> histograms.read(in, true, false, out);
                case ChunkEncoding.FLOAT_HISTOGRAM -> histograms.read(in, false, false, out);
                case ChunkEncoding.HISTOGRAM_ST -> histograms.read(in, true, true, out);
                case ChunkEncoding.FLOAT_HISTOGRAM_ST -> histograms.read(in, false, true, out);
                default ->
                        throw new ChunkException(
                                "encoding " + encoding + " is not known (known are 1 to 6)");
            }
            for (int row = Math.max(1, before); row < out.size; row++) {
                if (out.times[row] <= out.times[row - 1]) {
                    throw new ChunkException(
                            "time " + out.times[row] + " follows " + out.times[row - 1]);
                }
            }
            complete = true;
        } finally {
            if (!complete) {
                forget(out, before);
            }
        }
    }

    /** Takes back the rows from {@code size} on. */
    private static void forget(SampleColumn out, int size) {
        if (out.histograms != null) {
            Arrays.fill(out.histograms, size, out.size, null);
        }
        if (out.startTimes != null) {
            Arrays.fill(out.startTimes, size, out.size, 0);
        }
        out.size = size;
    }
}
