package io.gnomon.transformations.standard.internal.rows;

import io.gnomon.model.frame.Cells;
import io.gnomon.model.frame.Columns;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.FieldType;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.Frames;
import io.gnomon.transformations.standard.internal.StandardTransformation;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

import java.util.ArrayList;
import java.util.List;

/** "transpose": rows become fields. The values of the first field become the names. */
@Component(service = TransformationFactory.class)
public final class Transpose extends StandardTransformation<Transpose.Options> {
    public Transpose() {
        super("transpose", Options.class);
    }

    @Doc("Turns rows into fields")
    public record Options(
            @Doc("Name of the field that holds the names of the old ones")
                    @Key("firstFieldName")
                    @Default("Field")
                    String firstFieldName,
            @Doc("Name of all other fields; empty: the values of the first old field")
                    @Key("restFieldsName")
                    @Default("")
                    String restFieldsName) {}

    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, Options chosen) {
        return frames.stream()
                .map(frame -> frame.fields().isEmpty() ? frame : transposed(frame, chosen))
                .toList();
    }

    private static DataFrame transposed(DataFrame frame, Options chosen) {
        Field head = frame.fields().get(0);
        List<Field> others = frame.fields().subList(1, frame.fields().size());
        FieldType type = common(others);
        List<Field> fields = new ArrayList<>();
        String first = chosen.firstFieldName();
        fields.add(
                new Field(
                        first.isEmpty() ? "Field" : first,
                        Columns.texts(others.stream().map(Field::shownName).toList())));
        for (int row = 0; row < frame.rows(); row++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (Field field : others) {
                Object value = field.column().value(row);
                boolean asText = type == FieldType.TEXT && value != null;
                values.add(asText ? Cells.text(value) : value);
            }
            String rest = chosen.restFieldsName();
            String name = rest.isEmpty() ? Cells.text(head.column().value(row)) : rest;
            fields.add(new Field(name, Columns.of(type, values)));
        }
        return Frames.table(List.of(frame), Frames.withOwnNames(fields));
    }

    /** Values of different types are texts. */
    private static FieldType common(List<Field> fields) {
        List<FieldType> types =
                fields.stream().map(field -> field.column().type()).distinct().toList();
        return types.size() == 1 ? types.get(0) : FieldType.TEXT;
    }
}
