package io.gnomon.transformations.standard.internal;

import static io.gnomon.transformations.standard.internal.Transformed.by;
import static io.gnomon.transformations.standard.internal.Transformed.numbers;
import static io.gnomon.transformations.standard.internal.Transformed.series;
import static io.gnomon.transformations.standard.internal.Transformed.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.transformations.standard.internal.fields.CalculateField;

import org.junit.jupiter.api.Test;

final class CalculateFieldTest {
    private static final DataFrame TABLE =
            table("A", numbers("used", 1.0, 2.0, null, 4.0), numbers("size", 4.0, 4.0, 4.0, 8.0));

    private static String calculated(String options) throws Exception {
        String[] lines = by(new CalculateField(), options, TABLE).split("\n", -1);
        return lines[lines.length - 2].strip();
    }

    @Test
    void seriesAreJoinedAndReducedAsInTheDashboardOfKubernetes() throws Exception {
        assertEquals(
                """
                frame A "" TIME_SERIES rows=2
                  Time = 1000 2000
                  CPU usage in % = 2.0 3.0
                """,
                by(
                        new CalculateField(),
                        """
                        {"alias": "CPU usage in %", "mode": "reduceRow", "reduce": {"reducer": "mean"}, "replaceFields": true}
                        """,
                        series("A", "x=1", 1.0, 2.0),
                        series("B", "x=2", 3.0, 4.0)));
    }

    @Test
    void binaryWithFieldsNumbersAndMatchers() throws Exception {
        assertEquals(
                "used / size = 0.25 0.5 - 0.5",
                calculated(
                        """
                        {"mode": "binary", "binary": {"left": "used", "operator": "/", "right": "size"}}
                        """));
        assertEquals(
                "percent = 100.0 200.0 - 400.0",
                calculated(
                        """
                        {"mode": "binary", "alias": "percent", "binary":
                         {"left": {"matcher": {"id": "byName", "options": "used"}}, "operator": "*",
                          "right": {"fixed": "100"}}}
                        """));
        assertEquals(
                "used > 1 = 0.0 1.0 0.0 1.0",
                calculated(
                        """
                        {"mode": "binary", "binary": {"left": "used", "operator": ">", "right": 1}}
                        """));
    }

    @Test
    void unaryRunningAndMoving() throws Exception {
        assertEquals(
                "floor(used) = 1.0 2.0 - 4.0",
                calculated(
                        """
                        {"mode": "unary", "unary": {"operator": "floor", "fieldName": "used"}}
                        """));
        assertEquals(
                "cumulative sum(used) = 1.0 3.0 3.0 7.0",
                calculated(
                        """
                        {"mode": "cumulativeFunctions", "cumulative": {"field": "used", "reducer": "sum"}}
                        """));
        assertEquals(
                "trailing moving mean(used) = 1.0 1.5 2.0 4.0",
                calculated(
                        """
                        {"mode": "windowFunctions", "window": {"field": "used", "reducer": "mean",
                         "windowAlignment": "trailing", "windowSizeMode": "fixed", "windowSize": 2}}
                        """));
        assertEquals("Row = 0.0 1.0 2.0 3.0", calculated("{\"mode\": \"index\"}"));
    }

    @Test
    void whatIsNotThereAddsNothing() throws Exception {
        assertEquals(
                "size = 4.0 4.0 4.0 8.0",
                calculated("{\"mode\": \"unary\", \"unary\": {\"fieldName\": \"none\"}}"));
    }

    @Test
    void aMatcherThatIsNotKnownIsNamed() {
        assertEquals(
                "calculateField finds the fields of an operator by name, not by \"byType\"",
                assertThrows(
                                IllegalArgumentException.class,
                                () ->
                                        calculated(
                                                """
                                                {"mode": "binary", "binary": {"left":
                                                 {"matcher": {"id": "byType", "options": "number"}}, "right": "1"}}
                                                """))
                        .getMessage());
    }
}
