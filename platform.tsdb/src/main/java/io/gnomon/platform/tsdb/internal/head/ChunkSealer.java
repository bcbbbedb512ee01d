package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.platform.tsdb.internal.codec.ByteSink;
import io.gnomon.platform.tsdb.internal.codec.FloatColumn;
import io.gnomon.platform.tsdb.internal.codec.HistogramCodec;

/** Compresses full chunks and puts them into regions. For who has the log's lock. */
final class ChunkSealer {
    private final Regions regions;
    private final FloatColumn floats = new FloatColumn(true);
    private final ByteSink values = new ByteSink(2048);
    private final ByteSink sealed = new ByteSink(2048);

    ChunkSealer(Regions regions) {
        this.regions = regions;
    }

    /**
     * Seals the open chunk of a series.
     *
     * @param samples all of the chunk
     * @param partlyHidden whether some readers do not see all of it
     * @return reference of the sealed chunk
     */
    long seal(SeriesTable.State state, SampleColumn samples, boolean partlyHidden) {
        if (state.has(SeriesTable.OWN_TIMES)) {
            return seal(state.sealed, samples, partlyHidden);
        }
        encodeValues(samples);
        sealed.clear();
        SealedChunk.encode(
                state.sealed,
                state.column,
                state.firstRow,
                samples.size,
                samples.histograms != null,
                partlyHidden,
                values,
                sealed);
        return append(samples);
    }

    /** Seals a chunk with its own times, behind another one. */
    long seal(long before, SampleColumn samples, boolean partlyHidden) {
        encodeValues(samples);
        sealed.clear();
        SealedChunk.encode(
                before,
                samples.times,
                samples.size,
                samples.histograms != null,
                partlyHidden,
                values,
                sealed);
        return append(samples);
    }

    private long append(SampleColumn samples) {
        return regions.append(sealed.array(), sealed.size(), samples.times[samples.size - 1]);
    }

    private void encodeValues(SampleColumn samples) {
        values.clear();
        if (samples.histograms == null) {
            if (isConstant(samples)) {
                floats.encodeConstant(samples.values[0], values);
            } else {
                floats.encode(samples.values, 0, samples.size, values);
            }
            return;
        }
        for (int i = 0; i < samples.size; i++) {
            Histogram histogram = samples.histogram(i);
            if (histogram != null) {
                HistogramCodec.encode(histogram, values);
            }
        }
    }

    private static boolean isConstant(SampleColumn samples) {
        long first = Double.doubleToRawLongBits(samples.values[0]);
        for (int i = 1; i < samples.size; i++) {
            if (Double.doubleToRawLongBits(samples.values[i]) != first) {
                return false;
            }
        }
        return !SampleValues.isStale(samples.values[0]);
    }
}
