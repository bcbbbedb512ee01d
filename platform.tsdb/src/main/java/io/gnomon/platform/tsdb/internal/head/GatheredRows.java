package io.gnomon.platform.tsdb.internal.head;

import java.util.Arrays;

/** Batches of one group with the same series, to be appended series by series. For one thread. */
final class GatheredRows {
    private int width;
    private int[] ids = new int[0];

    /** Row behind row. */
    private double[] values = new double[0];

    private int size;

    /** By row: time, batch, and the place of the time in the shared columns. */
    long[] times = new long[8];

    long[] seqs = new long[8];
    int[] columns = new int[8];
    int[] columnRows = new int[8];

    int size() {
        return size;
    }

    int width() {
        return width;
    }

    boolean hasSeriesOf(SampleRows rows) {
        return rows.size == width && Arrays.equals(ids, 0, width, rows.ids, 0, width);
    }

    /** The rows that come have these series; none is there now. */
    void series(SampleRows rows) {
        width = rows.size;
        ids = ids.length < width ? new int[width] : ids;
        System.arraycopy(rows.ids, 0, ids, 0, width);
    }

    void add(SampleRows rows, long seq, int column, int columnRow) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            seqs = Arrays.copyOf(seqs, 2 * size);
            columns = Arrays.copyOf(columns, 2 * size);
            columnRows = Arrays.copyOf(columnRows, 2 * size);
        }
        if ((size + 1) * width > values.length) {
            values = Arrays.copyOf(values, Math.max(8, 2 * size) * width);
        }
        System.arraycopy(rows.values, 0, values, size * width, width);
        times[size] = rows.batchTime;
        seqs[size] = seq;
        columns[size] = column;
        columnRows[size] = columnRow;
        size++;
    }

    /** Hands the rows over and has none then. */
    void appendTo(Head head) {
        if (size == 0) {
            return;
        }
        double[] column = new double[size];
        for (int c = 0; c < width; c++) {
            for (int row = 0, at = c; row < size; row++, at += width) {
                column[row] = values[at];
            }
            head.apply(ids[c], column, this);
        }
        size = 0;
    }
}
