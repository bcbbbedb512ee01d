package io.gnomon.transformations.standard.internal.series;

import io.gnomon.model.frame.Cells;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.Field.Column;
import io.gnomon.model.frame.FieldType;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.Frames;
import io.gnomon.transformations.standard.internal.StandardTransformation;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * "regression": beside the data a frame with the line, or the polynomial, that fits it best by
 * least squares.
 */
@Component(service = TransformationFactory.class)
public final class Regression extends StandardTransformation<Regression.Options> {
    public Regression() {
        super("regression", Options.class);
    }

    @Doc("Adds the line that fits best")
    public record Options(
            @Doc("What is fitted") @Default("linear") @Form(widget = "radio") @Key("modelType")
                    Model modelType,
            @Doc("Degree of the polynomial") @Default("2") @Limit(min = 2, max = 5) int degree,
            @Doc("Points of the line")
                    @Default("100")
                    @Limit(min = 2, max = 10_000)
                    @Key("predictionCount")
                    int predictionCount,
            @Doc("Field of x; empty: the time, else the first of numbers")
                    @Default("")
                    @Key("xFieldName")
                    String xFieldName,
            @Doc("Field of y; empty: the first of numbers that is not x")
                    @Default("")
                    @Key("yFieldName")
                    String yFieldName) {}

    public enum Model {
        LINEAR,
        POLYNOMIAL
    }

    /** The first frame with both fields counts. */
    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, Options chosen) {
        List<DataFrame> result = new ArrayList<>(frames);
        for (DataFrame frame : frames) {
            Field x = x(frame, chosen.xFieldName());
            Field y = x == null ? null : y(frame, chosen.yFieldName(), x);
            if (x != null && y != null) {
                DataFrame line = line(frame, x, y, chosen);
                if (line != null) {
                    result.add(line);
                }
                break;
            }
        }
        return result;
    }

    private static @Nullable Field x(DataFrame frame, String name) {
        if (!name.isEmpty()) {
            return Frames.field(frame, name);
        }
        Field time = Frames.first(frame, FieldType.TIME);
        return time == null ? Frames.first(frame, FieldType.NUMBER) : time;
    }

    private static @Nullable Field y(DataFrame frame, String name, Field x) {
        if (!name.isEmpty()) {
            return Frames.field(frame, name);
        }
        return frame.fields().stream()
                .filter(field -> field.column().type() == FieldType.NUMBER && !field.equals(x))
                .findFirst()
                .orElse(null);
    }

    /** Null when there are too few points for a line. */
    private static @Nullable DataFrame line(DataFrame frame, Field x, Field y, Options chosen) {
        int degree = chosen.modelType() == Model.LINEAR ? 1 : chosen.degree();
        List<double[]> points = new ArrayList<>();
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int row = 0; row < frame.rows(); row++) {
            double at = Cells.number(x.column().value(row));
            double value = Cells.number(y.column().value(row));
            if (Double.isFinite(at) && Double.isFinite(value)) {
                points.add(new double[] {at, value});
                min = Math.min(min, at);
                max = Math.max(max, at);
            }
        }
        if (points.size() <= degree || min >= max) {
            return null;
        }
        // Between -1 and 1 the powers of large times stay comparable.
        double middle = min + (max - min) / 2;
        double half = (max - min) / 2;
        points.forEach(point -> point[0] = (point[0] - middle) / half);
        double[] factors = LeastSquares.polynomial(points, degree);
        double[] xs = new double[chosen.predictionCount()];
        double[] ys = new double[xs.length];
        for (int i = 0; i < xs.length; i++) {
            double at = -1 + 2.0 * i / (xs.length - 1);
            xs[i] = middle + at * half;
            for (int power = degree; power >= 0; power--) {
                ys[i] = ys[i] * at + factors[power];
            }
        }
        return new DataFrame(
                frame.refId(),
                chosen.modelType().name().toLowerCase(Locale.ROOT) + " regression",
                frame.kind(),
                xs.length,
                List.of(
                        new Field(x.name(), column(x, xs), x.labels(), x.config()),
                        new Field(y.name() + " predicted", new Column.Numbers(ys))),
                List.of());
    }

    private static Column column(Field like, double[] values) {
        if (like.column().type() != FieldType.TIME) {
            return new Column.Numbers(values);
        }
        long[] times = new long[values.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = Math.round(values[i]);
        }
        return new Column.Time(times);
    }
}
