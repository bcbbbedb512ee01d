package io.gnomon.transformations.standard.internal.joins;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.FieldType;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.Frames;
import io.gnomon.transformations.standard.internal.StandardTransformation;
import io.gnomon.transformations.standard.internal.TableRows;

import org.osgi.service.component.annotations.Component;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * "joinByLabels": one table of time series: a row for each combination of some labels, a field for
 * each value of another label. Of several samples each gets a row.
 */
@Component(service = TransformationFactory.class)
public final class JoinByLabels extends StandardTransformation<JoinByLabels.Options> {
    public JoinByLabels() {
        super("joinByLabels", Options.class);
    }

    @Doc("Joins time series by their labels")
    public record Options(
            @Doc("Label whose values become fields") String value,
            @Doc("Labels to join by; none: all others") List<String> join) {}

    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, Options chosen) {
        List<Field> series =
                frames.stream()
                        .flatMap(frame -> frame.fields().stream())
                        .filter(field -> field.column().type() == FieldType.NUMBER)
                        .filter(field -> field.labels().has(chosen.value()))
                        .toList();
        if (series.isEmpty()) {
            return frames;
        }
        TreeSet<String> others = new TreeSet<>();
        series.forEach(field -> others.addAll(field.labels().toMap().keySet()));
        others.remove(chosen.value());
        others.remove(Labels.METRIC_NAME);
        List<String> join = chosen.join().isEmpty() ? List.copyOf(others) : chosen.join();
        TableRows table = new TableRows();
        join.forEach(name -> table.column(name, FieldType.TEXT));
        for (Field field : series) {
            Map<String, Object> hints = new HashMap<>(field.config());
            hints.remove("displayName");
            String name = field.labels().get(chosen.value());
            table.column(
                    "value:" + name,
                    new Field(name, field.column(), Labels.EMPTY, hints),
                    FieldType.NUMBER);
        }
        Map<List<String>, Integer> places = new HashMap<>();
        for (Field field : series) {
            List<String> labels = join.stream().map(field.labels()::get).toList();
            for (int i = 0; i < field.column().size(); i++) {
                List<String> key = new ArrayList<>(labels);
                key.add(Integer.toString(i));
                int row = places.computeIfAbsent(key, k -> begin(table, join, labels));
                table.set(
                        row,
                        "value:" + field.labels().get(chosen.value()),
                        field.column().value(i));
            }
        }
        return List.of(Frames.table(frames, table.fields()));
    }

    private static int begin(TableRows table, List<String> join, List<String> labels) {
        int row = table.add();
        for (int i = 0; i < join.size(); i++) {
            table.set(row, join.get(i), labels.get(i));
        }
        return row;
    }
}
