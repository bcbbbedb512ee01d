package io.gnomon.platform.tsdb.internal.head;

import java.util.Arrays;

/** The rows that a group wrote last in the current segment: what its next record builds on. */
final class PreviousRow {
    /** Exponent of a row that is no float. */
    static final byte HISTOGRAM = 14;

    int size;
    int[] ids = new int[16];
    double[] values = new double[16];

    /** Decimal exponents that the rows were written with, {@link FloatStream#NONE} for none. */
    byte[] exponents = new byte[16];

    /** Whether other rows are of the same series in the same order. */
    boolean hasSeriesOf(SampleRows rows) {
        return rows.size == size && Arrays.equals(ids, 0, size, rows.ids, 0, size);
    }

    /** Whether a row is a float like this one, bit for bit. */
    boolean same(int row, double value) {
        return exponents[row] != HISTOGRAM
                && Double.doubleToRawLongBits(values[row]) == Double.doubleToRawLongBits(value);
    }

    /**
     * Takes the rows over by swapping arrays: they are empty then.
     *
     * @param written exponents that the rows were written with
     * @return the array for those of the next row
     */
    byte[] take(SampleRows rows, byte[] written) {
        int[] oldIds = ids;
        double[] oldValues = values;
        byte[] oldExponents = exponents;
        size = rows.size;
        ids = rows.ids;
        values = rows.values;
        exponents = written;
        rows.begin(rows.group, rows.batchTime);
        int capacity = Math.min(oldIds.length, oldValues.length);
        if (capacity < size) {
            rows.ids = new int[size];
            rows.values = new double[size];
        } else {
            rows.ids = oldIds;
            rows.values = oldValues;
        }
        return oldExponents;
    }

    /** Copies rows. */
    void copy(SampleRows rows, byte[] written) {
        if (ids.length < rows.size) {
            ids = new int[rows.size];
            values = new double[rows.size];
            exponents = new byte[rows.size];
        }
        size = rows.size;
        System.arraycopy(rows.ids, 0, ids, 0, size);
        System.arraycopy(rows.values, 0, values, 0, size);
        System.arraycopy(written, 0, exponents, 0, size);
    }
}
