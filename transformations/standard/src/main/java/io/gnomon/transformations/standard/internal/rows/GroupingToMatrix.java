package io.gnomon.transformations.standard.internal.rows;

import io.gnomon.model.frame.Cells;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.FieldType;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.Frames;
import io.gnomon.transformations.standard.internal.StandardTransformation;
import io.gnomon.transformations.standard.internal.TableRows;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** "groupingToMatrix": a cell for each pair of values of two fields, with the value of a third. */
@Component(service = TransformationFactory.class)
public final class GroupingToMatrix extends StandardTransformation<GroupingToMatrix.Options> {
    public GroupingToMatrix() {
        super("groupingToMatrix", Options.class);
    }

    @Doc("Makes a matrix of three fields")
    public record Options(
            @Doc("Its values become columns")
                    @Key("columnField")
                    @Default("Time")
                    @Form(widget = "fieldName")
                    String columnField,
            @Doc("Its values become rows")
                    @Key("rowField")
                    @Default("Time")
                    @Form(widget = "fieldName")
                    String rowField,
            @Doc("Its values stand in the cells")
                    @Key("valueField")
                    @Default("Value")
                    @Form(widget = "fieldName")
                    String valueField,
            @Doc("What stands in cells without a value") @Key("emptyValue") @Default("empty")
                    Empty emptyValue) {}

    public enum Empty {
        EMPTY,
        NULL,
        TRUE,
        FALSE,
        ZERO;

        @Nullable Object of(FieldType type) {
            return switch (this) {
                case NULL -> null;
                case EMPTY -> type == FieldType.TEXT ? "" : null;
                case ZERO -> type == FieldType.NUMBER ? (Object) 0.0 : null;
                case TRUE -> type == FieldType.BOOLEAN ? (Object) true : null;
                case FALSE -> type == FieldType.BOOLEAN ? (Object) false : null;
            };
        }
    }

    /** Several frames, or one without the fields, stay as they are. */
    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, Options chosen) {
        if (frames.size() != 1) {
            return frames;
        }
        DataFrame frame = frames.get(0);
        Field columns = Frames.field(frame, chosen.columnField());
        Field rows = Frames.field(frame, chosen.rowField());
        Field values = Frames.field(frame, chosen.valueField());
        if (columns == null || rows == null || values == null) {
            return frames;
        }
        Set<@Nullable Object> headings = new LinkedHashSet<>();
        for (int row = 0; row < frame.rows(); row++) {
            headings.add(columns.column().value(row));
        }
        String corner = chosen.rowField() + "\\" + chosen.columnField();
        FieldType type = values.column().type();
        TableRows matrix = new TableRows();
        matrix.column(corner, rows.column().type());
        for (Object heading : headings) {
            String name = Cells.text(heading);
            Map<String, Object> hints = new HashMap<>(values.config());
            hints.remove("displayName");
            matrix.column(name, new Field(name, values.column(), values.labels(), hints), type);
        }
        Map<@Nullable Object, Integer> places = new HashMap<>();
        for (int row = 0; row < frame.rows(); row++) {
            Object key = rows.column().value(row);
            int place =
                    places.computeIfAbsent(
                            key, k -> begin(matrix, corner, k, headings, chosen, type));
            matrix.set(place, Cells.text(columns.column().value(row)), values.column().value(row));
        }
        return List.of(Frames.table(frames, matrix.fields()));
    }

    private static int begin(
            TableRows matrix,
            String corner,
            @Nullable Object key,
            Set<@Nullable Object> headings,
            Options chosen,
            FieldType type) {
        int row = matrix.add();
        matrix.set(row, corner, key);
        for (Object heading : headings) {
            matrix.set(row, Cells.text(heading), chosen.emptyValue().of(type));
        }
        return row;
    }
}
