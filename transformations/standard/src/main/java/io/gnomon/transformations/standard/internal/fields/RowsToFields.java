package io.gnomon.transformations.standard.internal.fields;

import io.gnomon.model.frame.Cells;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.FieldType;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.Frames;
import io.gnomon.transformations.standard.internal.StandardTransformation;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * "rowsToFields": each row becomes a field with one value. The first text field names it and the
 * first field of numbers gives its value, unless mappings say otherwise; other fields that
 * configure nothing are labels.
 */
@Component(service = TransformationFactory.class)
public final class RowsToFields extends StandardTransformation<RowsToFields.Options> {
    private static final String NAME = "field.name";
    private static final String VALUE = "field.value";

    public RowsToFields() {
        super("rowsToFields", Options.class);
    }

    @Doc("Makes a field of each row")
    public record Options(
            @Doc(
                            "What each field gives: field.name, field.value, field.label or a"
                                    + " setting such as max")
                    List<Hints.Mapping> mappings) {}

    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, Options chosen) {
        return frames.stream().map(frame -> turned(frame, chosen)).toList();
    }

    private static DataFrame turned(DataFrame frame, Options chosen) {
        Field name = chosenField(frame, chosen, NAME, FieldType.TEXT);
        Field value = chosenField(frame, chosen, VALUE, FieldType.NUMBER);
        if (name == null || value == null) {
            return frame;
        }
        List<Field> fields = new ArrayList<>();
        for (int row = 0; row < frame.rows(); row++) {
            Labels labels = Labels.EMPTY;
            Map<String, Object> hints = new HashMap<>();
            for (Field other : frame.fields()) {
                if (other.equals(name) || other.equals(value)) {
                    continue;
                }
                Object cell = other.column().value(row);
                String handler = Hints.handler(other.shownName(), chosen.mappings());
                if (handler.isEmpty() || handler.equals("field.label")) {
                    boolean text = other.column().type() == FieldType.TEXT || !handler.isEmpty();
                    labels = text ? labels.with(other.shownName(), Cells.text(cell)) : labels;
                } else {
                    Hints.put(hints, handler, cell);
                }
            }
            fields.add(
                    new Field(
                            Cells.text(name.column().value(row)),
                            value.column().rows(row),
                            labels,
                            hints));
        }
        return frame.withFields(Frames.withOwnNames(fields)).as(DataFrame.Kind.TABLE);
    }

    private static @Nullable Field chosenField(
            DataFrame frame, Options chosen, String handler, FieldType usual) {
        for (Hints.Mapping mapping : chosen.mappings()) {
            if (handler.equals(mapping.handlerKey())) {
                return Frames.field(frame, mapping.fieldName());
            }
        }
        return Frames.first(frame, usual);
    }
}
