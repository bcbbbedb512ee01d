package io.gnomon.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

final class ShapeTest {
    @Test
    void theFileHasShapesOfEachKind() throws Exception {
        List<Shape> shapes = new ArrayList<>(Shape.all("shapes.txt"));
        shapes.addAll(Shape.all("api.txt"));
        for (Shape.Kind kind : Shape.Kind.values()) {
            assertTrue(shapes.stream().anyMatch(shape -> shape.kind() == kind), kind.toString());
        }
        Shape range = new Shape(Shape.Kind.RANGE, "t", "a{b=~\".+\"} + 1");
        assertEquals(
                "/api/v1/query_range?start=1&end=3&step=10&query=a%7Bb%3D%7E%22.%2B%22%7D+%2B+1",
                range.path(1500, 3000));
        Shape get = new Shape(Shape.Kind.GET, "t", "/api?match[]=a&start={start}&end={end}");
        assertEquals("/api?match%5B%5D=a&start=1&end=3", get.path(1500, 3000));
    }

    @Test
    void aWrongLineIsNamed() {
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Shape.parse("shapes.txt", "# comment\n\nsometimes | x | y\n"));
        assertEquals("shapes.txt:3: expected KIND | TITLE | QUERY", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Shape.parse("api.txt", "range only"));
    }

    @Test
    void answersAreComparedByWhatTheySay() throws Exception {
        String one = "{\"metric\":{\"a\":\"1\",\"b\":\"2\"},\"values\":[[1,\"0.1\"],[2,\"NaN\"]]}";
        String two = "{\"metric\":{\"a\":\"2\"},\"values\":[[1,\"5\"]]}";
        String same =
                "{\"metric\":{\"b\":\"2\",\"a\":\"1\"},\"values\":[[1.0,\"0.10000000000001\"],[2,\"NaN\"]]}";
        assertEquals("", difference(result(one, two), result(two, same)));
        assertTrue(difference(result(one), result(two)).contains("other labels"));
        assertTrue(difference(result(one), result(one, two)).startsWith("1 series against 2"));
        assertTrue(difference(result(two), result(two.replace("\"5\"", "\"6\""))).contains("5.0"));
        assertTrue(difference(result(two), result(two.replace("[1,", "[2,"))).contains("point 0"));
        assertEquals("", difference("{\"data\":[\"a\",\"b\"]}", "{\"data\":[\"b\",\"a\"]}"));
        assertEquals(
                "other labels or series", difference("{\"data\":[\"a\"]}", "{\"data\":[\"b\"]}"));
    }

    private static String result(String... series) {
        return "{\"data\":{\"result\":[" + String.join(",", series) + "]}}";
    }

    private static String difference(String a, String b) throws Exception {
        return difference(a, b, false);
    }

    private static String difference(String a, String b, boolean choosesSeries) throws Exception {
        return SameAnswer.difference(
                a.getBytes(StandardCharsets.UTF_8),
                b.getBytes(StandardCharsets.UTF_8),
                choosesSeries);
    }

    @Test
    void ofEqualOnesAQueryMayChooseAny() throws Exception {
        String one = "{\"metric\":{\"a\":\"1\"},\"values\":[[1,\"5\"],[2,\"7\"]]}";
        String two = "{\"metric\":{\"a\":\"2\"},\"values\":[[1,\"5\"]]}";
        String other = "{\"metric\":{\"a\":\"3\"},\"values\":[[2,\"7\"]]}";
        assertEquals("", difference(result(one), result(two, other), true));
        assertTrue(difference(result(one), result(two), true).startsWith("2 steps with values"));
        assertTrue(
                difference(result(two), result(two.replace("5", "6")), true)
                        .startsWith("at 1.0: [5.0] against [6.0]"));
    }

    @Test
    void anUnknownOptionIsRefused() {
        Options options =
                new Options(List.of("--runs", "7"), Map.of("runs", "5", "java", "-Xmx1g"));
        assertEquals(7, options.number("runs"));
        assertEquals("-Xmx1g", options.text("java"));
        assertEquals("9", options.with("runs", "9").text("runs"));
        assertEquals("7", options.text("runs"));
        IllegalArgumentException unknown =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new Options(List.of("--rums", "7"), Map.of("runs", "5")));
        assertEquals("unknown option --rums; there are [runs]", unknown.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> new Options(List.of("--runs"), Map.of("runs", "5")));
    }
}
