package io.gnomon.platform.promql.internal.window;

import io.gnomon.platform.promql.internal.run.Windows;

/**
 * How far the samples of each window are from its borders, in seconds, and what an increase between
 * them is to be multiplied with to reach the borders: all that follows from times alone.
 */
final class Borders {
    /** Between the first and the last sample of each window. */
    final double[] sampled;

    /** By how much the increase is extended before the first sample. */
    final double[] toStart;

    /** By how much it is extended behind the last one. */
    final double[] toEnd;

    /** What the increase is multiplied with. */
    final double[] factor;

    Borders(WindowRows rows, long[] times) {
        Windows windows = rows.windows();
        int count = windows.count();
        sampled = new double[count];
        toStart = new double[count];
        toEnd = new double[count];
        factor = new double[count];
        for (int step = 0; step < count; step++) {
            int first = rows.from()[step];
            int last = rows.to()[step] - 1;
            if (first <= last) {
                sampled[step] = (times[last] - times[first]) / 1000.0;
                double average = last == first ? 0 : sampled[step] / (last - first);
                toStart[step] = near((times[first] - windows.start(step)) / 1000.0, average);
                toEnd[step] = near((windows.end(step) - times[last]) / 1000.0, average);
                factor[step] = factor(sampled[step], toStart[step], toEnd[step]);
            }
        }
    }

    /** Samples that are not close to the border are extended by half of their distance. */
    private static double near(double distance, double average) {
        return distance >= average * 1.1 ? average / 2 : distance;
    }

    static double factor(double sampled, double toStart, double toEnd) {
        return sampled == 0 ? 1 : (sampled + toStart + toEnd) / sampled;
    }
}
