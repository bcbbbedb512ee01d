package io.gnomon.transformations.standard.internal.rows;

import io.gnomon.model.frame.Calculation;
import io.gnomon.model.frame.Columns;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.FieldType;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.Frames;
import io.gnomon.transformations.standard.internal.StandardTransformation;
import io.gnomon.transformations.standard.internal.TableRows;

import org.osgi.service.component.annotations.Component;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** "reduce": each field becomes one row, or one value. */
@Component(service = TransformationFactory.class)
public final class Reduce extends StandardTransformation<Reduce.Options> {
    private static final String FIELD = "Field";

    public Reduce() {
        super("reduce", Options.class);
    }

    @Doc("Reduces fields to single values")
    public record Options(
            @Doc("Calculations, such as max") @Default("[max]") List<String> reducers,
            @Doc("A row for each field, or fields with one value each")
                    @Default("seriesToRows")
                    @Form(widget = "radio")
                    Mode mode,
            @Doc("Times, too") @Key("includeTimeField") boolean includeTimeField,
            @Doc("A column for each label") @Key("labelsToFields") boolean labelsToFields) {
        public Options {
            reducers.forEach(id -> Calculation.named(id));
        }
    }

    public enum Mode {
        @Key("seriesToRows")
        SERIES_TO_ROWS,
        @Key("reduceFields")
        REDUCE_FIELDS
    }

    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, Options chosen) {
        if (chosen.reducers().isEmpty()) {
            return frames;
        }
        List<Calculation> calculations =
                chosen.reducers().stream().map(Calculation::named).toList();
        return chosen.mode() == Mode.REDUCE_FIELDS
                ? frames.stream().map(frame -> oneRow(frame, calculations, chosen)).toList()
                : rows(frames, calculations, chosen);
    }

    private static Stream<Field> reduced(DataFrame frame, Options chosen) {
        return frame.fields().stream()
                .filter(field ->
                        chosen.includeTimeField() || field.column().type() != FieldType.TIME);
    }

    private static DataFrame oneRow(
            DataFrame frame, List<Calculation> calculations, Options chosen) {
        List<Field> fields = new ArrayList<>();
        reduced(frame, chosen)
                .forEach(field -> {
                    for (Calculation calculation : calculations) {
                        Field one =
                                field.withColumn(
                                        Columns.of(
                                                calculation.typeFor(field.column()),
                                                Arrays.asList(calculation.apply(field.column()))));
                        fields.add(
                                calculations.size() == 1
                                        ? one
                                        : one.shownAs(
                                                field.shownName() + " " + calculation.title()));
                    }
                });
        return frame.withFields(fields).as(DataFrame.Kind.TABLE);
    }

    private static List<DataFrame> rows(
            List<DataFrame> frames, List<Calculation> calculations, Options chosen) {
        TableRows table = new TableRows();
        table.column(FIELD, FieldType.TEXT);
        List<Field> fields = frames.stream().flatMap(frame -> reduced(frame, chosen)).toList();
        if (fields.isEmpty()) {
            return List.of();
        }
        if (chosen.labelsToFields()) {
            fields.forEach(field ->
                    field.labels()
                            .toMap()
                            .keySet()
                            .forEach(name -> table.column(name, FieldType.TEXT)));
        }
        boolean texts = fields.stream().allMatch(field -> field.column().type() == FieldType.TEXT);
        for (Calculation calculation : calculations) {
            table.column(calculation.title(), type(calculation, fields, texts));
        }
        for (Field field : fields) {
            int row = table.add();
            table.set(row, FIELD, field.shownName());
            if (chosen.labelsToFields()) {
                Labels labels = field.labels();
                for (int i = 0; i < labels.size(); i++) {
                    table.set(row, labels.name(i), labels.value(i));
                }
            }
            for (Calculation calculation : calculations) {
                FieldType type = type(calculation, fields, texts);
                if (calculation.typeFor(field.column()) == type) {
                    table.set(row, calculation.title(), calculation.apply(field.column()));
                }
            }
        }
        return List.of(Frames.table(frames, table.fields()));
    }

    /** One column holds values of one type: of fields of several, those of numbers. */
    private static FieldType type(Calculation calculation, List<Field> fields, boolean texts) {
        FieldType first = calculation.typeFor(fields.get(0).column());
        boolean same =
                fields.stream().allMatch(field -> calculation.typeFor(field.column()) == first);
        return same ? first : texts ? FieldType.TEXT : FieldType.NUMBER;
    }
}
