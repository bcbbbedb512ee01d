package io.gnomon.transformations.standard.internal.series;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.Field.Column;
import io.gnomon.model.frame.FieldType;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.Frames;
import io.gnomon.transformations.standard.internal.StandardTransformation;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** "histogram": how many values of each field lie in buckets of equal width. */
@Component(service = TransformationFactory.class)
public final class Histogram extends StandardTransformation<Histogram.Options> {
    private static final int BUCKETS = 30;
    private static final int BUCKETS_MAX = 10_000;

    public Histogram() {
        super("histogram", Options.class);
    }

    @Doc("Counts values in buckets")
    public record Options(
            @Doc("About how many buckets") @Key("bucketCount") @Nullable Double bucketCount,
            @Doc("Width of a bucket; none: a round one") @Key("bucketSize")
                    @Nullable Double bucketSize,
            @Doc("Where a bucket begins") @Key("bucketOffset") @Default("0") @Form(advanced = true)
                    double bucketOffset,
            @Doc("Values of all fields together") boolean combine) {
        public Options {
            mustBePositive("bucketCount", bucketCount);
            mustBePositive("bucketSize", bucketSize);
        }

        private static void mustBePositive(String name, @Nullable Double value) {
            if (value != null && !(value > 0)) {
                throw new IllegalArgumentException(
                        "%s must be above 0, not %s".formatted(name, value));
            }
        }
    }

    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, Options chosen) {
        List<Field> fields = new ArrayList<>();
        for (DataFrame frame : frames) {
            frame.fields().stream()
                    .filter(field -> field.column().type() == FieldType.NUMBER)
                    .forEach(fields::add);
        }
        double[] all = fields.stream().flatMapToDouble(Histogram::finite).toArray();
        if (all.length == 0) {
            return List.of();
        }
        double size = size(all, chosen);
        double offset = chosen.bucketOffset();
        double low = floor(Arrays.stream(all).min().orElseThrow(), size, offset);
        double top = Arrays.stream(all).max().orElseThrow();
        double buckets = Math.floor((top - low) / size + 1e-9) + 1;
        if (buckets > BUCKETS_MAX) {
            throw new IllegalArgumentException(
                    "bucketSize %s makes more than %d buckets".formatted(size, BUCKETS_MAX));
        }
        double[] from = new double[(int) buckets];
        double[] to = new double[from.length];
        Arrays.setAll(from, i -> low + i * size);
        Arrays.setAll(to, i -> low + (i + 1) * size);
        List<Field> table = new ArrayList<>();
        table.add(new Field("xMin", new Column.Numbers(from)));
        table.add(new Field("xMax", new Column.Numbers(to)));
        if (chosen.combine()) {
            table.add(new Field("Count", counts(Arrays.stream(all), low, size, from.length)));
        } else {
            fields.forEach(field ->
                    table.add(field.withColumn(counts(finite(field), low, size, from.length))));
        }
        return List.of(Frames.table(frames, Frames.withOwnNames(table)));
    }

    private static Column counts(DoubleStream values, double low, double size, int buckets) {
        double[] counts = new double[buckets];
        values.forEach(value ->
                counts[
                        Math.clamp(
                                (int) Math.floor((value - low) / size + 1e-9), 0, buckets - 1)]++);
        return new Column.Numbers(counts);
    }

    private static double size(double[] values, Options chosen) {
        if (chosen.bucketSize() != null) {
            return chosen.bucketSize();
        }
        double count = chosen.bucketCount() == null ? BUCKETS : chosen.bucketCount();
        double span = Arrays.stream(values).max().orElse(0) - Arrays.stream(values).min().orElse(0);
        return span > 0 ? round(span / count) : 1;
    }

    /** The next larger of 1, 2, 2.5 and 5 times a power of ten. */
    private static double round(double size) {
        double power = Math.pow(10, Math.floor(Math.log10(size)));
        for (double nice : new double[] {1, 2, 2.5, 5}) {
            if (nice * power >= size * (1 - 1e-9)) {
                return nice * power;
            }
        }
        return 10 * power;
    }

    private static double floor(double value, double size, double offset) {
        return Math.floor((value - offset) / size + 1e-9) * size + offset;
    }

    private static DoubleStream finite(Field field) {
        Column column = field.column();
        DoubleStream.Builder values = DoubleStream.builder();
        for (int row = 0; row < column.size(); row++) {
            if (column.value(row) instanceof Double value && Double.isFinite(value)) {
                values.add(value);
            }
        }
        return values.build();
    }
}
