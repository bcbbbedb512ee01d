package io.gnomon.transformations.standard.internal.series;

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

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** "seriesToRows": the samples of all series in one table of time, name and value, newest first. */
@Component(service = TransformationFactory.class)
public final class SeriesToRows extends StandardTransformation<NoSettings> {
    private static final String TIME = "Time";
    private static final String METRIC = "Metric";
    private static final String VALUE = "Value";

    public SeriesToRows() {
        super("seriesToRows", NoSettings.class);
    }

    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, NoSettings none) {
        List<DataFrame> series = frames.stream().filter(Frames::isTimeSeries).toList();
        if (series.isEmpty()) {
            return frames;
        }
        TableRows table = new TableRows();
        table.column(TIME, FieldType.TIME);
        table.column(METRIC, FieldType.TEXT);
        for (DataFrame frame : series) {
            Field time = Frames.first(frame, FieldType.TIME);
            for (Field field : frame.fields()) {
                if (time != null && field.column().type() == FieldType.NUMBER) {
                    add(table, time, field);
                }
            }
        }
        DataFrame rows = Frames.table(series, table.fields());
        Field times = rows.fields().get(0);
        Comparator<Integer> newestFirst =
                Comparator.comparing(
                        (Integer row) -> times.column().value(row) instanceof Long at ? at : 0L,
                        Comparator.reverseOrder());
        return List.of(
                rows.withRows(
                        IntStream.range(0, rows.rows())
                                .boxed()
                                .sorted(newestFirst)
                                .mapToInt(Integer::intValue)
                                .toArray()));
    }

    /** Steps without a sample give no row. */
    private static void add(TableRows table, Field time, Field field) {
        Map<String, Object> hints = new HashMap<>(field.config());
        hints.remove("displayName");
        table.column(
                VALUE, new Field(VALUE, field.column(), Labels.EMPTY, hints), FieldType.NUMBER);
        for (int i = 0; i < field.column().size(); i++) {
            Object value = field.column().value(i);
            if (value != null) {
                int row = table.add();
                table.set(row, TIME, time.column().value(i));
                table.set(row, METRIC, field.shownName());
                table.set(row, VALUE, value);
            }
        }
    }
}
