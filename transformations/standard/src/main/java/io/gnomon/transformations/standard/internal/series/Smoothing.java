package io.gnomon.transformations.standard.internal.series;

import io.gnomon.model.frame.Cells;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.Field.Column;
import io.gnomon.model.frame.FieldType;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.Frames;
import io.gnomon.transformations.standard.internal.StandardTransformation;

import org.osgi.service.component.annotations.Component;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * "smoothing": time series as moving averages over the window that ASAP finds (Rong, Bailis: "ASAP:
 * Prioritizing Attention via Time Series Smoothing", VLDB 2017): of all windows up to a tenth of
 * the series the one whose average is least rough, with what sticks out (the kurtosis) no less than
 * before.
 */
@Component(service = TransformationFactory.class)
public final class Smoothing extends StandardTransformation<Smoothing.Options> {
    private static final int WINDOW_PART = 10;

    public Smoothing() {
        super("smoothing", Options.class);
    }

    @Doc("Smooths time series")
    public record Options(
            @Doc("Points that are left before the average is taken")
                    @Default("100")
                    @Limit(min = 10, max = 10_000)
                    int resolution) {}

    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, Options chosen) {
        List<DataFrame> result = new ArrayList<>();
        for (DataFrame frame : frames) {
            Field time = Frames.first(frame, FieldType.TIME);
            List<DataFrame> smoothed = new ArrayList<>();
            for (Field field : frame.fields()) {
                if (time != null && field.column().type() == FieldType.NUMBER) {
                    smoothed.add(smoothed(frame, time, field, chosen.resolution()));
                }
            }
            result.addAll(smoothed.isEmpty() ? List.of(frame) : smoothed);
        }
        return result;
    }

    /** A frame of its own, because series that lack different samples keep different times. */
    private static DataFrame smoothed(DataFrame frame, Field time, Field field, int resolution) {
        double[][] points = points(time, field, resolution);
        double[] values = average(points[1], window(points[1]));
        long[] times = new long[values.length];
        int skipped = (points[0].length - values.length) / 2;
        for (int i = 0; i < times.length; i++) {
            times[i] = Math.round(points[0][i + skipped]);
        }
        return frame.withFields(
                List.of(
                        time.withColumn(new Column.Time(times)),
                        field.withColumn(new Column.Numbers(values))));
    }

    /** Times and values, each the mean of as many neighbours as bring them to the resolution. */
    private static double[][] points(Field time, Field field, int resolution) {
        List<double[]> all = new ArrayList<>();
        for (int row = 0; row < field.column().size(); row++) {
            double value = Cells.number(field.column().value(row));
            if (Double.isFinite(value) && time.column().value(row) instanceof Long at) {
                all.add(new double[] {at, value});
            }
        }
        int each = Math.max(1, all.size() / resolution);
        double[][] points = new double[2][all.size() / each];
        for (int i = 0; i < points[0].length; i++) {
            for (double[] point : all.subList(i * each, (i + 1) * each)) {
                points[0][i] += point[0] / each;
                points[1][i] += point[1] / each;
            }
        }
        return points;
    }

    private static int window(double[] values) {
        double kurtosis = kurtosis(values);
        double least = roughness(values);
        int best = 1;
        for (int window = 2; window <= values.length / WINDOW_PART; window++) {
            double[] average = average(values, window);
            double roughness = roughness(average);
            if (roughness < least && kurtosis(average) >= kurtosis) {
                least = roughness;
                best = window;
            }
        }
        return best;
    }

    private static double[] average(double[] values, int window) {
        double[] averages = new double[Math.max(0, values.length - window + 1)];
        for (int i = 0; i < averages.length; i++) {
            averages[i] = mean(Arrays.copyOfRange(values, i, i + window));
        }
        return averages;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    /** Mean of the n-th powers of the distances from the mean. */
    private static double moment(double[] values, int n) {
        double mean = mean(values);
        return Arrays.stream(values).map(value -> Math.pow(value - mean, n)).average().orElse(0);
    }

    private static double kurtosis(double[] values) {
        double variance = moment(values, 2);
        return variance == 0 ? 0 : moment(values, 4) / (variance * variance);
    }

    /** Standard deviation of the steps from one value to the next. */
    private static double roughness(double[] values) {
        double[] steps = new double[Math.max(0, values.length - 1)];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = values[i + 1] - values[i];
        }
        return Math.sqrt(moment(steps, 2));
    }
}
