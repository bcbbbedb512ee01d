package io.gnomon.transformations.standard.internal.series;

import io.gnomon.model.frame.Cells;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.FieldType;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.common.NoSettings;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.Frames;
import io.gnomon.transformations.standard.internal.StandardTransformation;
import io.gnomon.transformations.standard.internal.TableRows;

import org.osgi.service.component.annotations.Component;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * "timeSeriesTable": a row for each series, with its labels and, as a small line, its samples. The
 * cell of a line is JSON, {@code [[milliseconds, value], ...]}; samples without a value are left
 * out of it.
 */
@Component(service = TransformationFactory.class)
public final class TimeSeriesTable extends StandardTransformation<NoSettings> {
    private static final String TREND = "Trend";

    public TimeSeriesTable() {
        super("timeSeriesTable", NoSettings.class);
    }

    /** A table for each query; what is no series stays as it is. */
    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, NoSettings none) {
        Map<String, List<DataFrame>> queries = new LinkedHashMap<>();
        List<DataFrame> result = new ArrayList<>();
        for (DataFrame frame : frames) {
            if (Frames.isTimeSeries(frame)) {
                queries.computeIfAbsent(frame.refId(), key -> new ArrayList<>()).add(frame);
            } else {
                result.add(frame);
            }
        }
        queries.forEach((refId, series) ->
                result.add(table(series, queries.size() > 1 ? TREND + " #" + refId : TREND)));
        return result;
    }

    private static DataFrame table(List<DataFrame> frames, String trend) {
        TableRows table = new TableRows();
        for (DataFrame frame : frames) {
            for (Field field : frame.fields()) {
                for (int i = 0; i < labelsOf(field).size(); i++) {
                    table.column(field.labels().name(i), FieldType.TEXT);
                }
            }
        }
        for (DataFrame frame : frames) {
            Field time = Frames.first(frame, FieldType.TIME);
            for (Field field : frame.fields()) {
                if (time != null && field.column().type() == FieldType.NUMBER) {
                    Map<String, Object> hints = new HashMap<>(field.config());
                    hints.remove("displayName");
                    hints.put("custom", Map.of("cellOptions", Map.of("type", "sparkline")));
                    table.column(
                            trend,
                            new Field(trend, field.column(), Labels.EMPTY, hints),
                            FieldType.JSON);
                    int row = table.add();
                    Labels labels = field.labels();
                    for (int i = 0; i < labels.size(); i++) {
                        table.set(row, labels.name(i), labels.value(i));
                    }
                    table.set(row, trend, samples(time, field));
                }
            }
        }
        return Frames.table(frames, table.fields());
    }

    private static Labels labelsOf(Field field) {
        return field.column().type() == FieldType.NUMBER ? field.labels() : Labels.EMPTY;
    }

    private static String samples(Field time, Field field) {
        StringJoiner json = new StringJoiner(",", "[", "]");
        for (int row = 0; row < field.column().size(); row++) {
            double value = Cells.number(field.column().value(row));
            if (Double.isFinite(value) && time.column().value(row) instanceof Long at) {
                json.add("[" + at + "," + value + "]");
            }
        }
        return json.toString();
    }
}
