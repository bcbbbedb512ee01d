package io.gnomon.platform.core.dashboards.internal.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.Field.Column;
import io.gnomon.model.labels.Labels;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Map;

final class FrameJsonTest {
    private static String base64(double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putDouble(value);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static String fields(int rows, Field... fields) {
        String answer =
                FrameJson.answer(
                        1,
                        List.of(
                                new DataFrame(
                                        "A",
                                        "n",
                                        DataFrame.Kind.TABLE,
                                        rows,
                                        List.of(fields),
                                        List.of())),
                        List.of(),
                        null,
                        0);
        return answer.substring(answer.indexOf("\"fields\":") + 9, answer.indexOf("}],\"errors"));
    }

    private static Field field(Column column) {
        return new Field("f", column, Labels.EMPTY, Map.of());
    }

    @Test
    void anAnswerIsOneLineOfTheDocumentedForm() {
        DataFrame frame =
                new DataFrame(
                        "A",
                        "up",
                        DataFrame.Kind.TIME_SERIES,
                        2,
                        List.of(
                                new Field(
                                        "Time",
                                        new Column.Time(new long[] {1000, 2000}),
                                        Labels.EMPTY,
                                        Map.of()),
                                new Field(
                                        "Value",
                                        new Column.Numbers(
                                                new double[] {1.5, 0}, new boolean[] {false, true}),
                                        Labels.of("job", "a\"b"),
                                        Map.of("displayName", "x"))),
                        List.of(new DataFrame.Notice(DataFrame.Severity.WARNING, "two\nlines")));
        assertEquals(
                "{\"panelId\":7,\"frames\":[{\"refId\":\"A\",\"name\":\"up\",\"kind\":\"timeseries\",\"rows\":2,"
                    + "\"notices\":[{\"severity\":\"warning\",\"text\":\"two\\nlines\"}],\"fields\":["
                    + "{\"name\":\"Time\",\"type\":\"time\",\"labels\":{},\"config\":{},\"t0\":1000,\"dt\":1000,\"n\":2},"
                    + "{\"name\":\"Value\",\"type\":\"number\",\"labels\":{\"job\":\"a\\\"b\"},\"config\":{\"displayName\":\"x\"},"
                    + "\"f64\":\""
                        + base64(1.5, 0)
                        + "\",\"missing\":\"AAE=\"}]}],"
                        + "\"errors\":[{\"refId\":\"B\",\"message\":\"no\"}],\"intervalMs\":1000,\"from\":0,\"to\":60000}",
                FrameJson.answer(
                        7,
                        List.of(frame),
                        List.of(new FrameJson.Problem("B", "no")),
                        new PanelSpan(0, 60_000, 60, 0),
                        1000));
    }

    @Test
    void timesThatAreNotEvenAreListed() {
        assertEquals(
                "[{\"name\":\"f\",\"type\":\"time\",\"labels\":{},\"config\":{},\"values\":[1,2,4]}]",
                fields(3, field(new Column.Time(new long[] {1, 2, 4}))));
        assertEquals(
                "[{\"name\":\"f\",\"type\":\"time\",\"labels\":{},\"config\":{},\"t0\":5,\"dt\":0,\"n\":1}]",
                fields(1, field(new Column.Time(new long[] {5}))));
        assertEquals(
                "[{\"name\":\"f\",\"type\":\"time\",\"labels\":{},\"config\":{},\"values\":[]}]",
                fields(0, field(new Column.Time(new long[0]))));
    }

    @Test
    void specialNumbersKeepTheirBits() {
        String json =
                fields(
                        3,
                        field(
                                new Column.Numbers(
                                        new double[] {Double.NaN, Double.NEGATIVE_INFINITY, -0.0},
                                        null)));
        assertEquals(
                "[{\"name\":\"f\",\"type\":\"number\",\"labels\":{},\"config\":{},\"f64\":\""
                        + base64(Double.NaN, Double.NEGATIVE_INFINITY, -0.0)
                        + "\"}]",
                json);
    }

    @Test
    void otherColumnsAreLists() {
        assertEquals(
                "[{\"name\":\"f\",\"type\":\"string\",\"labels\":{},\"config\":{},\"values\":[\"a\",null]},"
                    + "{\"name\":\"f\",\"type\":\"boolean\",\"labels\":{},\"config\":{},\"values\":[true,null]},{\"name\":\"f\",\"type\":\"json\",\"labels\":{},\"config\":{},\"values\":[{\"a\":1},\"not"
                    + " json\"]}]",
                fields(
                        2,
                        field(new Column.Texts(new @Nullable String[] {"a", null})),
                        field(new Column.Booleans(new @Nullable Boolean[] {true, null})),
                        field(new Column.Json(new String[] {"{\n \"a\": 1}", "not json"}))));
    }

    @Test
    void hintsMayBeNested() {
        Field field =
                new Field(
                        "f",
                        new Column.Time(new long[0]),
                        Labels.EMPTY,
                        Map.of("custom", List.of(1, 2.5, true, "x", Map.of("a", 1L))));
        assertEquals(
                "[{\"name\":\"f\",\"type\":\"time\",\"labels\":{},\"config\":{\"custom\":[1,2.5,true,\"x\",{\"a\":1}]},\"values\":[]}]",
                fields(0, field));
    }
}
