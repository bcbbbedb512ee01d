package io.gnomon.transformations.standard.internal.rows;

import io.gnomon.model.frame.Cells;
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

import org.osgi.service.component.annotations.Component;

import java.util.ArrayList;
import java.util.List;

/** "partitionByValues": a frame for each combination of values of some fields. */
@Component(service = TransformationFactory.class)
public final class PartitionByValues extends StandardTransformation<PartitionByValues.Options> {
    public PartitionByValues() {
        super("partitionByValues", Options.class);
    }

    @Doc("Parts a table by values")
    public record Options(
            @Doc("Names of the fields") List<String> fields,
            @Doc("Keeps these fields in the parts") @Key("keepFields") boolean keepFields,
            @Doc("How the parts are named") Naming naming) {}

    /**
     * Names of parts.
     *
     * @param separator1 between name and value
     * @param separator2 between values
     */
    public record Naming(
            @Doc("The values are labels of the fields, else the frame's name")
                    @Key("asLabels")
                    @Default("true")
                    boolean asLabels,
            @Doc("Behind the frame's own name") @Form(advanced = true) boolean append,
            @Doc("With names of the fields") @Key("withNames") @Form(advanced = true)
                    boolean withNames,
            @Doc("Between name and value") @Default("=") @Form(advanced = true) String separator1,
            @Doc("Between values") @Default("\" \"") @Form(advanced = true) String separator2) {}

    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, Options chosen) {
        List<DataFrame> parts = new ArrayList<>();
        for (DataFrame frame : frames) {
            List<Field> keys =
                    frame.fields().stream()
                            .filter(field ->
                                    chosen.fields().stream()
                                            .anyMatch(name -> Frames.isCalled(field, name)))
                            .toList();
            if (keys.isEmpty()) {
                parts.add(frame);
            } else {
                Groups.of(frame.rows(), keys)
                        .forEach(rows -> parts.add(part(frame, keys, rows, chosen)));
            }
        }
        return parts;
    }

    private static DataFrame part(DataFrame frame, List<Field> keys, int[] rows, Options chosen) {
        Naming naming = chosen.naming();
        List<Field> fields = new ArrayList<>();
        for (Field field : frame.fields()) {
            if (chosen.keepFields() || !keys.contains(field)) {
                Field rest = field.withColumn(field.column().rows(rows));
                boolean labelled = naming.asLabels() && field.column().type() != FieldType.TIME;
                fields.add(labelled ? labelled(rest, keys, rows[0]) : rest);
            }
        }
        List<String> names = new ArrayList<>();
        if (naming.append() && !frame.name().isEmpty()) {
            names.add(frame.name());
        }
        for (Field key : keys) {
            String value = Cells.text(key.column().value(rows[0]));
            names.add(naming.withNames() ? key.shownName() + naming.separator1() + value : value);
        }
        DataFrame part = frame.withFields(fields);
        return naming.asLabels()
                ? part
                : new DataFrame(
                        part.refId(),
                        String.join(naming.separator2(), names),
                        part.kind(),
                        part.rows(),
                        part.fields(),
                        part.notices());
    }

    private static Field labelled(Field field, List<Field> keys, int row) {
        Labels labels = field.labels();
        for (Field key : keys) {
            labels = labels.with(key.shownName(), Cells.text(key.column().value(row)));
        }
        return new Field(field.name(), field.column(), labels, field.config());
    }
}
