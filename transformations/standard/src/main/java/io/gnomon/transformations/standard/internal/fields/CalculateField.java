package io.gnomon.transformations.standard.internal.fields;

import io.gnomon.model.frame.Calculation;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.FieldType;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.Frames;
import io.gnomon.transformations.standard.internal.StandardTransformation;
import io.gnomon.transformations.standard.internal.joins.Join;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

import java.util.ArrayList;
import java.util.List;

/** "calculateField": a field more, calculated of the others of its row or of the rows before. */
@Component(service = TransformationFactory.class)
public final class CalculateField extends StandardTransformation<CalculateField.Options> {
    public CalculateField() {
        super("calculateField", Options.class);
    }

    /**
     * Options.
     *
     * @param timeSeries frames of time series are joined by time first
     */
    @Doc("Adds a field that is calculated")
    public record Options(
            @Doc("How it is calculated") @Default("reduceRow") Mode mode,
            @Doc("Of the fields of a row") ReduceRow reduce,
            @Doc("Of two fields") Binary binary,
            @Doc("Of one field") Unary unary,
            @Doc("Of a field and the rows before") Cumulative cumulative,
            @Doc("Of a field and the rows around") Window window,
            @Doc("Name; empty: says what is calculated") @Default("") String alias,
            @Doc("Leaves out the old fields but for the time") @Key("replaceFields")
                    boolean replaceFields,
            @Doc("Joins time series by time first")
                    @Key("timeSeries")
                    @Default("true")
                    @Form(advanced = true)
                    boolean timeSeries) {}

    public enum Mode {
        @Key("reduceRow")
        REDUCE_ROW,
        @Key("binary")
        BINARY,
        @Key("unary")
        UNARY,
        @Key("cumulativeFunctions")
        CUMULATIVE,
        @Key("windowFunctions")
        WINDOW,
        @Key("index")
        INDEX
    }

    public record ReduceRow(
            @Doc("Calculation, such as mean") @Default("sum") String reducer,
            @Doc("Fields; none: all numbers") List<String> include) {
        public ReduceRow {
            var _ = Calculation.named(reducer);
        }
    }

    /**
     * Each side is the name of a field, a number, or an object with a matcher or a fixed number.
     */
    public record Binary(
            @Nullable SettingsNode left,
            @Default("+") Arithmetic.Binary operator,
            @Nullable SettingsNode right) {}

    public record Unary(
            @Default("abs") Arithmetic.Unary operator,
            @Key("fieldName") @Default("") @Form(widget = "fieldName") String fieldName) {}

    public record Cumulative(
            @Default("") @Form(widget = "fieldName") String field,
            @Doc("sum or mean") @Default("sum") Running reducer) {}

    public enum Running {
        SUM,
        MEAN
    }

    public record Window(
            @Default("") @Form(widget = "fieldName") String field,
            @Doc("mean, stdDev or variance") @Default("mean") Moving reducer,
            @Doc("Where the row lies in its window") @Key("windowAlignment") @Default("trailing")
                    Alignment alignment,
            @Doc("Whether the size is a part of all rows, such as 0.1, or a number of rows")
                    @Key("windowSizeMode")
                    @Default("percentage")
                    SizeMode sizeMode,
            @Doc("Size of the window") @Key("windowSize") @Default("0.1") double size) {
        public Window {
            if (!(size > 0)) {
                throw new IllegalArgumentException("windowSize must be above 0, not " + size);
            }
        }
    }

    public enum Moving {
        @Key("mean")
        MEAN("mean"),
        @Key("stdDev")
        STD_DEV("stdDev"),
        @Key("variance")
        VARIANCE("variance");

        private final String id;

        Moving(String id) {
            this.id = id;
        }

        Calculation calculation() {
            return Calculation.named(id);
        }
    }

    public enum Alignment {
        TRAILING,
        CENTERED
    }

    public enum SizeMode {
        PERCENTAGE,
        FIXED
    }

    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, Options chosen) {
        boolean series =
                chosen.timeSeries()
                        && frames.size() > 1
                        && frames.stream().allMatch(frame -> Join.time(frame) != null);
        List<DataFrame> joined = series ? Join.by(frames, Join::time, Join.Mode.OUTER) : frames;
        return joined.stream().map(frame -> calculated(frame, chosen)).toList();
    }

    private static DataFrame calculated(DataFrame frame, Options chosen) {
        Field made = new RowArithmetic(frame).of(chosen);
        if (made == null) {
            return frame;
        }
        Field named =
                chosen.alias().isEmpty()
                        ? made
                        : new Field(chosen.alias(), made.column(), made.labels(), made.config());
        List<Field> fields = new ArrayList<>();
        if (chosen.replaceFields()) {
            Field time = Frames.first(frame, FieldType.TIME);
            if (time != null) {
                fields.add(time);
            }
        } else {
            fields.addAll(frame.fields());
        }
        fields.add(named);
        return frame.withFields(fields);
    }
}
