package io.gnomon.platform.tsdb.internal.tools;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.SampleColumn;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * {@code gnomon tsdb create-blocks-from openmetrics FILE DATA}: puts the samples of an OpenMetrics
 * file into a data directory, in blocks of two hours or more. Of two samples of a series at the
 * same time the first counts; apart from that they may come in any order.
 */
public final class BackfillTool extends FolderTool {
    /** Lengths of blocks as multiples of the shortest: those of the store's levels. */
    private static final int[] FACTORS = {1, 3, 12, 96};

    private static final int BYTES_PER_SAMPLE = 16;

    public BackfillTool() {
        super("create-blocks-from openmetrics");
    }

    @Override
    void run(Arguments arguments, PrintWriter out, PrintWriter err)
            throws ToolException, IOException {
        long range = range(arguments.duration("max-block-duration", 0));
        // Half of the heap for columns, which may be half empty after they grew.
        long samples = Runtime.getRuntime().maxMemory() / 4 / BYTES_PER_SAMPLE;
        backfill(arguments, out, range, samples);
    }

    /** The longest block that is not longer than asked for; never under the shortest. */
    private static long range(long maxMillis) {
        long range = NewBlocks.STEP_MILLIS;
        for (int factor : FACTORS) {
            if (factor * NewBlocks.STEP_MILLIS <= maxMillis) {
                range = factor * NewBlocks.STEP_MILLIS;
            }
        }
        return range;
    }

    /**
     * Reads the file once for its times, then once for each group of blocks that fits in memory.
     */
    static void backfill(Arguments arguments, PrintWriter out, long range, long samplesAtOnce)
            throws ToolException, IOException {
        OpenMetricsFile file =
                new OpenMetricsFile(Path.of(arguments.get(0)), arguments.labels("label"));
        TimeWindows windows = new TimeWindows(range);
        file.read((series, time, value) -> windows.add(time));
        PrintWriter told = arguments.has("quiet") ? new PrintWriter(PrintWriter.nullWriter()) : out;
        NewBlocks target =
                new NewBlocks(
                        Path.of(arguments.get(1)),
                        new BlockTable(told, arguments.has("human-readable")));
        List<Labels> labels = file.labels();
        Integer[] order = new Integer[labels.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparing(labels::get));
        int[] place = new int[order.length];
        Labels[] sorted = new Labels[order.length];
        for (int i = 0; i < order.length; i++) {
            place[order[i]] = i;
            sorted[i] = labels.get(order[i]);
        }
        for (List<Long> group : windows.groups(samplesAtOnce)) {
            @Nullable SampleColumn[] columns = new @Nullable SampleColumn[sorted.length];
            long begin = group.getFirst();
            long end = group.getLast() + range;
            file.read((series, time, value) -> {
                if (time >= begin && time < end) {
                    int at = place[series];
                    SampleColumn column = columns[at];
                    if (column == null) {
                        column = new SampleColumn(16);
                        columns[at] = column;
                    }
                    column.add(time, value);
                }
            });
            for (SampleColumn column : columns) {
                if (column != null) {
                    sort(column);
                }
            }
            for (long window : group) {
                target.write(
                        window,
                        window + range,
                        new ColumnsFeed(sorted, columns, window, window + range));
            }
        }
    }

    /** By time; of equal times the first stays. */
    private static void sort(SampleColumn column) {
        boolean ascending = true;
        for (int i = 1; ascending && i < column.size; i++) {
            ascending = column.times[i] > column.times[i - 1];
        }
        if (ascending) {
            return;
        }
        SampleColumn copy = column.copy();
        Integer[] rows = new Integer[copy.size];
        Arrays.setAll(rows, i -> i);
        Arrays.sort(rows, Comparator.comparingLong(row -> copy.times[Objects.requireNonNull(row)]));
        column.clear();
        for (int row : rows) {
            if (column.size == 0 || copy.times[row] != column.times[column.size - 1]) {
                column.add(copy.times[row], copy.values[row]);
            }
        }
    }
}
