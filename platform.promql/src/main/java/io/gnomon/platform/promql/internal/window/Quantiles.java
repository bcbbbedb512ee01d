package io.gnomon.platform.promql.internal.window;

import io.gnomon.model.query.QueryException;
import io.gnomon.model.text.GoNumbers;
import io.gnomon.platform.promql.internal.ast.Span;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.Remarks;

import java.util.Arrays;

/**
 * quantile_over_time and mad_over_time. The values of the window are kept sorted; a step takes out
 * those that left and puts in those that came, each found by binary search.
 */
public final class Quantiles implements WindowFunction {
    private final boolean medianDeviation;

    Quantiles(boolean medianDeviation) {
        this.medianDeviation = medianDeviation;
    }

    @Override
    public void floats(WindowInput in, Points into) throws QueryException {
        double[] values = in.samples().values;
        double[] sorted = new double[in.samples().size];
        double[] scratch = medianDeviation ? new double[in.samples().size] : sorted;
        int size = 0;
        int low = 0;
        int high = 0;
        for (int step = 0; step < in.steps(); step++) {
            in.check(step);
            int from = in.from()[step];
            int to = in.to()[step];
            if (from >= high) {
                size = 0;
                low = from;
                high = from;
            }
            for (; high < to; high++) {
                size = insert(sorted, size, values[high]);
            }
            for (; low < from; low++) {
                size = remove(sorted, size, values[low]);
            }
            if (size == 0) {
                continue;
            }
            if (medianDeviation) {
                if (Double.isNaN(sorted[0])) {
                    into.set(step, Double.NaN);
                    continue;
                }
                double median = ofSorted(0.5, sorted, size);
                for (int i = 0; i < size; i++) {
                    scratch[i] = Math.abs(sorted[i] - median);
                }
                sort(scratch, size);
                into.set(step, ofSorted(0.5, scratch, size));
            } else {
                double q = in.scalars()[0][step];
                warnUnlessQuantile(q, in.context().remarks(), in.where());
                into.set(step, ofSorted(q, sorted, size));
            }
        }
    }

    private static int insert(double[] sorted, int size, double value) {
        int at = position(sorted, size, value);
        System.arraycopy(sorted, at, sorted, at + 1, size - at);
        sorted[at] = value;
        return size + 1;
    }

    private static int remove(double[] sorted, int size, double value) {
        int at = position(sorted, size, value);
        System.arraycopy(sorted, at + 1, sorted, at, size - at - 1);
        return size - 1;
    }

    /** First index whose value is not below; NaN is below everything. */
    private static int position(double[] sorted, int size, double value) {
        int low = 0;
        int high = size;
        while (low < high) {
            int mid = (low + high) >>> 1;
            if (below(sorted[mid], value)) {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        return low;
    }

    private static boolean below(double a, double b) {
        return Double.isNaN(a) ? !Double.isNaN(b) : a < b;
    }

    /** Sorts the first values, NaN first. */
    public static void sort(double[] values, int size) {
        Arrays.sort(values, 0, size);
        int nans = 0;
        while (nans < size && Double.isNaN(values[size - 1 - nans])) {
            nans++;
        }
        if (nans > 0) {
            System.arraycopy(values, 0, values, nans, size - nans);
            Arrays.fill(values, 0, nans, Double.NaN);
        }
    }

    /** The quantile of sorted values, interpolated between the two nearest. */
    public static double ofSorted(double q, double[] sorted, int size) {
        if (size == 0 || Double.isNaN(q)) {
            return Double.NaN;
        }
        if (q < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (q > 1) {
            return Double.POSITIVE_INFINITY;
        }
        double rank = q * (size - 1);
        int lower = (int) Math.max(0, Math.floor(rank));
        int upper = Math.min(size - 1, lower + 1);
        double weight = rank - Math.floor(rank);
        return sorted[lower] * (1 - weight) + sorted[upper] * weight;
    }

    /** Remarks that q is none. */
    public static void warnUnlessQuantile(double q, Remarks remarks, Span where) {
        if (!(q >= 0 && q <= 1)) {
            remarks.warn(
                    "quantile value should be between 0 and 1, got " + GoNumbers.shortest(q),
                    where);
        }
    }
}
