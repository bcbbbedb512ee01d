package io.gnomon.transformations.standard.internal.series;

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
import io.gnomon.transformations.standard.internal.StandardTransformation;
import io.gnomon.transformations.standard.internal.joins.Merge;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** "labelsToFields": labels of series become fields of a table. */
@Component(service = TransformationFactory.class)
public final class LabelsToFields extends StandardTransformation<LabelsToFields.Options> {
    public LabelsToFields() {
        super("labelsToFields", Options.class);
    }

    @Doc("Makes fields of labels")
    public record Options(
            @Doc("A field for each label, or a row for each label")
                    @Default("columns")
                    @Form(widget = "radio")
                    Mode mode,
            @Doc("The labels that are meant; none: all") @Key("keepLabels") List<String> keepLabels,
            @Doc("Label that holds the name of the values") @Key("valueLabel")
                    @Nullable String valueLabel) {}

    public enum Mode {
        COLUMNS,
        ROWS
    }

    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, Options chosen) {
        if (chosen.mode() == Mode.ROWS) {
            return rows(frames, chosen);
        }
        return columns(frames, chosen);
    }

    /** The series as one table with a field for each label. */
    static List<DataFrame> columns(List<DataFrame> series) {
        return columns(series, new Options(Mode.COLUMNS, List.of(), null));
    }

    private static List<DataFrame> columns(List<DataFrame> frames, Options chosen) {
        return Merge.merged(
                frames.stream().flatMap(frame -> tables(frame, chosen).stream()).toList());
    }

    /** A table for each series of a frame, so that labels of one are not taken for another's. */
    private static List<DataFrame> tables(DataFrame frame, Options chosen) {
        List<Field> plain =
                frame.fields().stream().filter(field -> field.labels().isEmpty()).toList();
        List<DataFrame> tables = new ArrayList<>();
        for (Field field : frame.fields()) {
            if (!field.labels().isEmpty()) {
                List<Field> fields = new ArrayList<>(plain);
                addColumns(field, fields, chosen);
                tables.add(frame.withFields(fields).as(DataFrame.Kind.TABLE));
            }
        }
        return tables.isEmpty() ? List.of(frame) : tables;
    }

    private static void addColumns(Field field, List<Field> fields, Options chosen) {
        Labels labels = field.labels();
        String name = field.name();
        for (int i = 0; i < labels.size(); i++) {
            String label = labels.name(i);
            if (label.equals(chosen.valueLabel())) {
                name = labels.value(i);
            } else if (isMeant(label, chosen)) {
                fields.add(
                        new Field(
                                label,
                                Columns.texts(
                                        Collections.nCopies(
                                                field.column().size(), labels.value(i)))));
            }
        }
        Map<String, Object> hints = new HashMap<>(field.config());
        hints.remove("displayName");
        fields.add(new Field(name, field.column(), Labels.EMPTY, hints));
    }

    private static boolean isMeant(String label, Options chosen) {
        return chosen.keepLabels().isEmpty() || chosen.keepLabels().contains(label);
    }

    /** For each series a table of its labels. */
    private static List<DataFrame> rows(List<DataFrame> frames, Options chosen) {
        List<DataFrame> tables = new ArrayList<>();
        for (DataFrame frame : frames) {
            for (Field field : frame.fields()) {
                if (field.labels().isEmpty()) {
                    continue;
                }
                List<String> names = new ArrayList<>();
                List<String> values = new ArrayList<>();
                Labels labels = field.labels();
                for (int i = 0; i < labels.size(); i++) {
                    if (isMeant(labels.name(i), chosen)) {
                        names.add(labels.name(i));
                        values.add(labels.value(i));
                    }
                }
                tables.add(
                        new DataFrame(
                                frame.refId(),
                                field.shownName(),
                                DataFrame.Kind.TABLE,
                                names.size(),
                                List.of(
                                        new Field("label", Columns.of(FieldType.TEXT, names)),
                                        new Field("value", Columns.of(FieldType.TEXT, values))),
                                frame.notices()));
            }
        }
        return tables;
    }
}
