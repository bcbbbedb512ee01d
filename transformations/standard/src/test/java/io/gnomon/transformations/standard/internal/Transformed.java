package io.gnomon.transformations.standard.internal;

import io.gnomon.model.frame.Columns;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.DataFrame.Kind;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.Field.Column;
import io.gnomon.model.frame.FieldType;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.testkit.frame.FrameChecks;
import io.gnomon.platform.testkit.frame.FrameText;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.transformation.TransformationFactory;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs transformations with options as dashboards write them, and makes their frames. */
final class Transformed {
    private static final SettingsBinder BINDER = new RecordBinder();

    private Transformed() {}

    /** What comes out, as text. */
    static String by(TransformationFactory<?> factory, String options, DataFrame... frames)
            throws Exception {
        List<DataFrame> answer = answer(factory, options, List.of(frames));
        FrameChecks.check(answer);
        return FrameText.of(answer);
    }

    static <S extends Record> List<DataFrame> answer(
            TransformationFactory<S> factory, String options, List<DataFrame> frames)
            throws Exception {
        S bound = BINDER.bind(BINDER.parseJson(options), factory.settings());
        return factory.create(bound).apply(frames);
    }

    /** A table of a query. */
    static DataFrame table(String refId, Field... fields) {
        int rows = fields.length == 0 ? 0 : fields[0].column().size();
        return new DataFrame(refId, "", Kind.TABLE, rows, List.of(fields), List.of());
    }

    /** A series at 1 s, 2 s, ... of a query. */
    static DataFrame series(String refId, String labels, @Nullable Double... values) {
        long[] times = new long[values.length];
        Arrays.setAll(times, i -> 1000L * (i + 1));
        return new DataFrame(
                refId,
                "",
                Kind.TIME_SERIES,
                values.length,
                List.of(times("Time", times), numbers("Value", labels, values)),
                List.of());
    }

    static Field times(String name, long... values) {
        return new Field(name, new Column.Time(values));
    }

    static Field texts(String name, @Nullable String... values) {
        return new Field(name, Columns.texts(Arrays.asList(values)));
    }

    static Field numbers(String name, @Nullable Double... values) {
        return new Field(name, Columns.of(FieldType.NUMBER, Arrays.asList(values)));
    }

    /**
     * Numbers of a series.
     *
     * @param labels such as {@code job=a,cpu=0}
     */
    static Field numbers(String name, String labels, @Nullable Double[] values) {
        Labels.Builder builder = Labels.builder();
        for (String label : labels.isEmpty() ? new String[0] : labels.split(",", -1)) {
            String[] parts = label.split("=", 2);
            builder.set(parts[0], parts[1]);
        }
        return new Field(
                name,
                Columns.of(FieldType.NUMBER, Arrays.asList(values)),
                builder.build(),
                Map.of());
    }
}
