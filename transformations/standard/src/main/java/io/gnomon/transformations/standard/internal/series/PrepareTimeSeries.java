package io.gnomon.transformations.standard.internal.series;

import io.gnomon.model.frame.Cells;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.DataFrame.Kind;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.FieldType;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.Frames;
import io.gnomon.transformations.standard.internal.StandardTransformation;
import io.gnomon.transformations.standard.internal.joins.Join;

import org.osgi.service.component.annotations.Component;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** "prepareTimeSeries": time series in one of three shapes. Frames that are none are left out. */
@Component(service = TransformationFactory.class)
public final class PrepareTimeSeries extends StandardTransformation<PrepareTimeSeries.Options> {
    public PrepareTimeSeries() {
        super("prepareTimeSeries", Options.class);
    }

    @Doc("Reshapes time series")
    public record Options(
            @Doc(
                            "A frame for each series, one for all with a field each, or one with a"
                                    + " row for each sample")
                    @Default("wide")
                    @Form(widget = "radio")
                    Format format) {}

    /** {@code many} is what {@code multi} was called before. */
    public enum Format {
        WIDE,
        MULTI,
        MANY,
        LONG
    }

    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, Options chosen) {
        List<DataFrame> series =
                frames.stream()
                        .filter(Frames::isTimeSeries)
                        .flatMap(f -> each(f).stream())
                        .toList();
        return switch (chosen.format()) {
            case MULTI, MANY -> series;
            case WIDE -> Join.by(series, Join::time, Join.Mode.OUTER);
            case LONG -> LabelsToFields.columns(series);
        };
    }

    /** A frame for each series: texts beside the numbers are labels. */
    private static List<DataFrame> each(DataFrame frame) {
        Field time = Frames.first(frame, FieldType.TIME);
        List<Field> texts = ofType(frame, FieldType.TEXT);
        List<DataFrame> series = new ArrayList<>();
        for (Map.Entry<Labels, List<Integer>> group : groups(frame, texts).entrySet()) {
            int[] rows = group.getValue().stream().mapToInt(Integer::intValue).toArray();
            for (Field field : ofType(frame, FieldType.NUMBER)) {
                Labels.Builder labels = field.labels().toBuilder();
                group.getKey().toMap().forEach((name, value) -> labels.set(name, value));
                if (time != null) {
                    series.add(
                            frame.withFields(
                                            List.of(
                                                    time.withColumn(time.column().rows(rows)),
                                                    new Field(
                                                            field.name(),
                                                            field.column().rows(rows),
                                                            labels.build(),
                                                            field.config())))
                                    .as(Kind.TIME_SERIES));
                }
            }
        }
        return series;
    }

    private static Map<Labels, List<Integer>> groups(DataFrame frame, List<Field> texts) {
        Map<Labels, List<Integer>> groups = new LinkedHashMap<>();
        for (int row = 0; row < frame.rows(); row++) {
            Labels.Builder labels = Labels.builder();
            for (Field text : texts) {
                labels.set(text.name(), Cells.text(text.column().value(row)));
            }
            groups.computeIfAbsent(labels.build(), k -> new ArrayList<>()).add(row);
        }
        return groups;
    }

    private static List<Field> ofType(DataFrame frame, FieldType type) {
        return frame.fields().stream().filter(field -> field.column().type() == type).toList();
    }
}
