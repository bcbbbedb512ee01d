package io.gnomon.platform.promql.internal.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.promql.internal.ast.Expr.Extension;
import io.gnomon.platform.promql.internal.ast.Span;
import io.gnomon.platform.promql.internal.run.Budget;
import io.gnomon.platform.promql.internal.run.EngineSettings;
import io.gnomon.platform.promql.internal.run.Grid;
import io.gnomon.platform.promql.internal.run.Interrupter;
import io.gnomon.platform.promql.internal.run.MemoryPool;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;
import io.gnomon.platform.promql.internal.run.Remarks;
import io.gnomon.platform.promql.internal.run.Tally;
import io.gnomon.platform.promql.internal.run.Windows;
import io.gnomon.platform.promql.internal.run.Workers;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Random;

/** A window that slides must have the same value as the same window looked at alone. */
class SlidingWindowsTest {
    private static final long SEED = 20_261_122;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate",
                "increase",
                "delta",
                "irate",
                "idelta",
                "changes",
                "resets",
                "sum_over_time",
                "avg_over_time",
                "max_over_time",
                "min_over_time",
                "ts_of_max_over_time",
                "ts_of_min_over_time",
                "count_over_time",
                "first_over_time",
                "last_over_time",
                "stddev_over_time",
                "stdvar_over_time",
                "mad_over_time",
                "quantile_over_time",
                "deriv",
                "predict_linear",
                "present_over_time",
                "double_exponential_smoothing"
            })
    void slidingEqualsAlone(String name) throws Exception {
        WindowFunction function = WindowFunctions.find(name, Extension.NONE);
        assertNotNull(function);
        Random random = new Random(SEED);
        for (int round = 0; round < 50; round++) {
            SampleColumn column = column(random);
            long range = 1L + random.nextInt(40_000);
            Grid grid = new Grid(random.nextInt(20_000), 1L + random.nextInt(9000), 30);
            Points sliding = apply(function, column, grid, range);
            for (int step = 0; step < grid.count(); step++) {
                Grid alone = new Grid(grid.time(step), 1, 1);
                Points expected = apply(function, column, alone, range);
                String where = name + " round " + round + " step " + step + " seed " + SEED;
                assertEquals(expected.present[0], sliding.present[step], where);
                if (expected.present[0]) {
                    assertEquals(expected.values[0], sliding.values[step], 1e-9, where);
                }
            }
        }
    }

    private static SampleColumn column(Random random) {
        SampleColumn column = new SampleColumn();
        long time = 0;
        while (column.size < 60) {
            time += 1L + random.nextInt(3000);
            double value = random.nextInt(8) == 0 ? Double.NaN : random.nextInt(10);
            column.add(time, value);
        }
        return column;
    }

    private static Points apply(WindowFunction function, SampleColumn column, Grid grid, long range)
            throws Exception {
        QueryContext context =
                new QueryContext(
                        grid,
                        300_000,
                        EngineSettings.DEFAULT,
                        new Budget(
                                Budget.deadline(60_000),
                                1L << 30,
                                1L << 30,
                                () -> false,
                                new MemoryPool(1L << 30)),
                        new Remarks("x"),
                        new Tally(grid, false),
                        Workers.NONE,
                        new Interrupter(),
                        1);
        Windows windows = new Windows(grid, null, 0, range, 0, 0);
        WindowRows rows = new WindowRows(windows);
        rows.find(column);
        double[] scalar = new double[grid.count()];
        Arrays.fill(scalar, 0.3);
        Points points = new Points(grid.count());
        function.floats(
                new WindowInput(
                        context,
                        () -> "",
                        column,
                        rows,
                        new double[][] {scalar, scalar},
                        Span.NONE),
                points);
        return points;
    }
}
