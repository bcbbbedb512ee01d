package io.gnomon.transformations.standard.internal.fields;

import io.gnomon.model.frame.Cells;
import io.gnomon.model.frame.Columns;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.Field.Column;
import io.gnomon.model.frame.FieldType;
import io.gnomon.model.text.MomentFormat;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.Frames;
import io.gnomon.transformations.standard.internal.StandardTransformation;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** "convertFieldType": values of a field as another type; what cannot be one has no value. */
@Component(service = TransformationFactory.class)
public final class ConvertFieldType extends StandardTransformation<ConvertFieldType.Options> {
    public ConvertFieldType() {
        super("convertFieldType", Options.class);
    }

    @Doc("Converts fields to other types")
    public record Options(@Doc("Fields and their new types") List<Conversion> conversions) {}

    public record Conversion(
            @Doc("Name of the field") @Key("targetField") @Form(widget = "fieldName")
                    @Nullable String targetField,
            @Doc("New type") @Key("destinationType") @Nullable Target destinationType,
            @Doc("How times are written, such as YYYY-MM-DD; empty: ISO 8601")
                    @Key("dateFormat")
                    @Default("")
                    String dateFormat) {
        public Conversion {
            var _ = MomentFormat.of(dateFormat);
        }
    }

    /** {@code enum} and {@code other} have no type of their own here: texts and JSON. */
    public enum Target {
        TIME(FieldType.TIME),
        NUMBER(FieldType.NUMBER),
        STRING(FieldType.TEXT),
        BOOLEAN(FieldType.BOOLEAN),
        ENUM(FieldType.TEXT),
        OTHER(FieldType.JSON);

        private final FieldType type;

        Target(FieldType type) {
            this.type = type;
        }
    }

    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, Options chosen) {
        return Frames.mapFields(
                frames,
                field -> {
                    Field converted = field;
                    for (Conversion conversion : chosen.conversions()) {
                        converted = converted(converted, conversion);
                    }
                    return converted;
                });
    }

    private static Field converted(Field field, Conversion conversion) {
        String name = conversion.targetField();
        Target target = conversion.destinationType();
        if (name == null || target == null || !Frames.isCalled(field, name)) {
            return field;
        }
        Column column = field.column();
        List<@Nullable Object> values = new ArrayList<>();
        for (int row = 0; row < column.size(); row++) {
            Object value = column.value(row);
            values.add(
                    value == null ? null : converted(value, target.type, conversion.dateFormat()));
        }
        return field.withColumn(Columns.of(target.type, values));
    }

    private static @Nullable Object converted(Object value, FieldType type, String dateFormat) {
        return switch (type) {
            case TIME -> time(value, dateFormat);
            case NUMBER -> {
                double number = Cells.number(value);
                yield Double.isNaN(number) && value instanceof String ? null : (Object) number;
            }
            case BOOLEAN -> truth(value);
            case TEXT ->
                    value instanceof Long at && !dateFormat.isEmpty()
                            ? MomentFormat.of(dateFormat).format(at, ZoneOffset.UTC)
                            : Cells.text(value);
            case JSON -> JsonTexts.of(value);
        };
    }

    private static @Nullable Object time(Object value, String dateFormat) {
        if (value instanceof String text && Double.isNaN(Cells.number(text))) {
            return MomentFormat.of(dateFormat).parse(text);
        }
        double millis = Cells.number(value);
        return Double.isFinite(millis) ? (Object) (long) millis : null;
    }

    private static boolean truth(Object value) {
        return switch (value) {
            case Boolean truth -> truth;
            case String text ->
                    !text.isEmpty() && !text.equals("0") && !text.equalsIgnoreCase("false");
            default -> Cells.number(value) != 0;
        };
    }
}
