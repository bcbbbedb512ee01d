package io.gnomon.platform.core.exposition;

import io.gnomon.model.text.GoNumbers;
import io.gnomon.spi.exporter.MetricSink;

import java.util.Arrays;

/**
 * Observations of a summary: their number and sum, and the quantiles of the last thousand. Any
 * thread.
 */
public final class Summary {
    private final double[] ranks;
    private final double[] last = new double[1000];
    private long count;
    private double sum;

    /**
     * @param ranks of the quantiles that are told, 0 to 1
     */
    public Summary(double... ranks) {
        this.ranks = ranks.clone();
    }

    /** Adds an observation. */
    public synchronized void add(double value) {
        last[(int) (count++ % last.length)] = value;
        sum += value;
    }

    /** The samples of the family that was declared last; quantiles are NaN while there are none. */
    public void writeTo(MetricSink sink, String... labels) {
        double[] sorted;
        long number;
        double total;
        synchronized (this) {
            sorted = Arrays.copyOf(last, (int) Math.min(count, last.length));
            number = count;
            total = sum;
        }
        Arrays.sort(sorted);
        String[] ranked = Arrays.copyOf(labels, labels.length + 2);
        ranked[labels.length] = "quantile";
        for (double rank : ranks) {
            ranked[labels.length + 1] = GoNumbers.shortest(rank);
            sink.sample(
                    sorted.length == 0 ? Double.NaN : sorted[(int) (rank * (sorted.length - 1))],
                    ranked);
        }
        sink.suffixed("_sum", total, labels);
        sink.suffixed("_count", (double) number, labels);
    }
}
