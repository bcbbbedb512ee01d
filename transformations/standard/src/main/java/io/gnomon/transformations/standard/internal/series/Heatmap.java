package io.gnomon.transformations.standard.internal.series;

import io.gnomon.model.frame.Cells;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.DataFrame.Kind;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.Field.Column;
import io.gnomon.model.frame.FieldType;
import io.gnomon.model.text.Durations;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.Frames;
import io.gnomon.transformations.standard.internal.StandardTransformation;

import org.osgi.service.component.annotations.Component;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * "heatmap": samples counted in buckets of time and value. The frame has the begin of each time
 * bucket and a field for each bucket of values, called by its upper bound.
 */
@Component(service = TransformationFactory.class)
public final class Heatmap extends StandardTransformation<Heatmap.Options> {
    private static final int X_BUCKETS = 50;
    private static final int Y_BUCKETS = 20;
    private static final int BUCKETS_MAX = 2_000;

    public Heatmap() {
        super("heatmap", Options.class);
    }

    @Doc("Counts samples in buckets of time and value")
    public record Options(
            @Doc("Buckets of time") @Key("xBuckets") Axis xBuckets,
            @Doc("Buckets of values") @Key("yBuckets") Axis yBuckets) {}

    public record Axis(
            @Doc("Whether the value is the width or the number of buckets")
                    @Default("size")
                    @Form(widget = "radio")
                    Mode mode,
            @Doc("A number or, of a width in time, a duration such as 5m; empty: by itself")
                    @Default("")
                    String value) {}

    public enum Mode {
        SIZE,
        COUNT
    }

    /** Samples, and how they are parted along one axis. */
    private record Buckets(double low, double width, int count) {
        static Buckets of(List<Double> values, double width) {
            double min = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
            double max = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
            double low = Math.floor(min / width) * width;
            double count = Math.floor((max - low) / width + 1e-9) + 1;
            if (count > BUCKETS_MAX) {
                throw new IllegalArgumentException(
                        "buckets of width %s are more than %d"
                                .formatted(Cells.text(width), BUCKETS_MAX));
            }
            return new Buckets(low, width, (int) count);
        }

        int of(double value) {
            return Math.clamp((int) Math.floor((value - low) / width + 1e-9), 0, count - 1);
        }
    }

    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, Options chosen) {
        List<Double> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        frames.forEach(frame -> collect(frame, times, values));
        if (values.isEmpty()) {
            return List.of();
        }
        Buckets x =
                Buckets.of(times, Math.max(1, width(chosen.xBuckets(), times, X_BUCKETS, true)));
        Buckets y = Buckets.of(values, width(chosen.yBuckets(), values, Y_BUCKETS, false));
        double[][] counts = new double[y.count()][x.count()];
        for (int i = 0; i < values.size(); i++) {
            counts[y.of(values.get(i))][x.of(times.get(i))]++;
        }
        long[] starts = new long[x.count()];
        Arrays.setAll(starts, i -> (long) (x.low() + i * x.width()));
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("Time", new Column.Time(starts)));
        for (int row = 0; row < y.count(); row++) {
            // Rounded, because a sum of tenths has digits that nobody asked for.
            double bound = Math.round((y.low() + (row + 1) * y.width()) * 1e9) / 1e9;
            fields.add(new Field(Cells.text(bound), new Column.Numbers(counts[row])));
        }
        return List.of(Frames.table(frames, fields).as(Kind.HEATMAP));
    }

    private static void collect(DataFrame frame, List<Double> times, List<Double> values) {
        Field time = Frames.first(frame, FieldType.TIME);
        for (Field field : frame.fields()) {
            for (int row = 0; time != null && row < frame.rows(); row++) {
                boolean counts = field.column().type() == FieldType.NUMBER;
                double value = counts ? Cells.number(field.column().value(row)) : Double.NaN;
                if (Double.isFinite(value) && time.column().value(row) instanceof Long at) {
                    times.add((double) at);
                    values.add(value);
                }
            }
        }
    }

    private static double width(Axis axis, List<Double> values, int usual, boolean time) {
        double min = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double max = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        double span = max > min ? max - min : 1;
        String text = axis.value().strip();
        if (text.isEmpty()) {
            return span / usual;
        }
        double number = Cells.number(text);
        if (axis.mode() == Mode.COUNT) {
            number = span / number;
        } else if (time && Double.isNaN(number)) {
            number = Durations.parseMillis(text);
        }
        if (!(number > 0) || Double.isInfinite(number)) {
            throw new IllegalArgumentException(
                    "the buckets' value must be a number above 0, not \"%s\"".formatted(text));
        }
        return number;
    }
}
