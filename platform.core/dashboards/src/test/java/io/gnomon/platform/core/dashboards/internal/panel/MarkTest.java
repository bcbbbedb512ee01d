package io.gnomon.platform.core.dashboards.internal.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.model.frame.Columns;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.FieldType;
import io.gnomon.model.labels.Labels;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

final class MarkTest {
    private static final Mark.Format FORMAT =
            new Mark.Format("{{alertname}} of {{job}}", "{{ instance }}", List.of("job"), false);

    private static DataFrame series(@Nullable Double... values) {
        Long[] times = new Long[values.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = i * 60_000L;
        }
        Labels labels = Labels.of("alertname", "Down", "instance", "a:1", "job", "node");
        return new DataFrame(
                "A",
                "",
                DataFrame.Kind.TIME_SERIES,
                values.length,
                List.of(
                        new Field("Time", Columns.of(FieldType.TIME, List.of(times))),
                        new Field(
                                "Value",
                                Columns.of(FieldType.NUMBER, Arrays.asList(values)),
                                labels,
                                Map.of())),
                List.of());
    }

    private static Mark mark(long start, long end) {
        return new Mark("", 0, start, end, "Down of node", "a:1", List.of("node"));
    }

    @Test
    void eachStretchOfSamplesIsARegion() {
        List<DataFrame> frames = List.of(series(1.0, 1.0, null, 0.0, 1.0, Double.NaN, 2.0, 3.0));
        assertEquals(
                List.of(mark(0, 60_000), mark(240_000, 240_000), mark(360_000, 420_000)),
                Mark.of(frames, FORMAT));
        assertEquals(List.of(), Mark.of(List.of(series(0.0, null)), FORMAT));
    }

    @Test
    void samplesMayBeTimesThemselves() {
        Mark.Format times =
                new Mark.Format("{{alertname}} of {{job}}", "{{instance}}", List.of("job"), true);
        assertEquals(
                List.of(mark(5_000, 5_000), mark(7_000, 7_000)),
                Mark.of(List.of(series(5_000.0, null, 7_000.0)), times));
    }

    @Test
    void rowsOfTablesAreMarksByTheNamesOfColumns() {
        DataFrame table =
                new DataFrame(
                        "A",
                        "",
                        DataFrame.Kind.TABLE,
                        2,
                        List.of(
                                new Field("Time", Columns.of(FieldType.TIME, List.of(1L, 5L))),
                                new Field(
                                        "timeEnd",
                                        Columns.of(FieldType.TIME, Arrays.asList(3L, null))),
                                new Field("text", Columns.texts(List.of("one", "two"))),
                                new Field("tags", Columns.texts(List.of("a, b", ""))),
                                new Field("id", Columns.texts(Arrays.asList("7", null)))),
                        List.of());
        assertEquals(
                List.of(
                        new Mark("7", 0, 1, 3, "", "one", List.of("a", "b")),
                        new Mark("", 0, 5, 5, "", "two", List.of())),
                Mark.of(List.of(table), FORMAT));
        assertEquals(
                "{\"query\":\"Q\",\"time\":1,\"title\":\"\",\"text\":\"one\",\"color\":\"red\","
                        + "\"timeEnd\":3,\"id\":\"7\",\"tags\":[\"a\",\"b\"]}",
                Mark.of(List.of(table), FORMAT).get(0).json("Q", "red").toString());
    }
}
