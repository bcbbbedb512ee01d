package io.gnomon.transformations.standard.internal;

import static io.gnomon.transformations.standard.internal.Transformed.by;
import static io.gnomon.transformations.standard.internal.Transformed.numbers;
import static io.gnomon.transformations.standard.internal.Transformed.series;
import static io.gnomon.transformations.standard.internal.Transformed.table;
import static io.gnomon.transformations.standard.internal.Transformed.texts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field.Column;
import io.gnomon.transformations.standard.internal.rows.GroupToNestedTable;
import io.gnomon.transformations.standard.internal.series.Regression;
import io.gnomon.transformations.standard.internal.series.Smoothing;
import io.gnomon.transformations.standard.internal.series.TimeSeriesTable;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Lines through series, and series as lines in tables. */
final class LinesTest {
    @Test
    void seriesBecomeRowsWithALine() throws Exception {
        assertEquals(
                """
                frame A "" TABLE rows=2
                  host = a b
                  zone = 1 null
                  Trend {custom={cellOptions={type=sparkline}}} = [[1000,1.0],[3000,3.5]] [[1000,4.0]]
                """,
                by(
                        new TimeSeriesTable(),
                        "{}",
                        series("A", "host=a,zone=1", 1.0, null, 3.5),
                        series("A", "host=b", 4.0)));
    }

    @Test
    void eachQueryHasATableAndAColumnOfItsOwn() throws Exception {
        List<DataFrame> tables =
                Transformed.answer(
                        new TimeSeriesTable(),
                        "{}",
                        List.of(series("A", "", 1.0), series("B", "", 2.0)));
        assertEquals("Trend #A", tables.get(0).fields().get(0).name());
        assertEquals("Trend #B", tables.get(1).fields().get(0).name());
        assertTrue(
                tables.get(0).fields().get(0).config().toString().contains("sparkline"),
                "tables draw it");
    }

    @Test
    void theBestLineIsAddedToTheData() throws Exception {
        assertEquals(
                """
                frame A "" TIME_SERIES rows=4
                  Time = 1000 2000 3000 4000
                  Value{job="x"} = 1.0 - 5.0 7.0
                frame A "linear regression" TIME_SERIES rows=4
                  Time = 1000 2000 3000 4000
                  Value predicted = 1.0 3.0 5.0 7.0
                """,
                by(
                        new Regression(),
                        "{\"predictionCount\": 4}",
                        series("A", "job=x", 1.0, null, 5.0, 7.0)));
    }

    @Test
    void aPolynomialFitsACurve() throws Exception {
        // y = x^2 - 2x + 3
        DataFrame curve =
                Transformed.answer(
                                new Regression(),
                                "{\"modelType\": \"polynomial\", \"degree\": 2,"
                                        + " \"predictionCount\": 3, \"xFieldName\": \"x\","
                                        + " \"yFieldName\": \"y\"}",
                                List.of(
                                        table(
                                                "A",
                                                numbers("x", 0.0, 1.0, 2.0, 4.0),
                                                numbers("y", 3.0, 2.0, 3.0, 11.0))))
                        .get(1);
        assertEquals(
                List.of(0.0, 2.0, 4.0),
                List.of(
                        curve.fields().get(0).column().value(0),
                        curve.fields().get(0).column().value(1),
                        curve.fields().get(0).column().value(2)));
        double[] fitted = ((Column.Numbers) curve.fields().get(1).column()).values();
        assertEquals(3, fitted[0], 1e-9);
        assertEquals(3, fitted[1], 1e-9);
        assertEquals(11, fitted[2], 1e-9);
    }

    @Test
    void onePointHasNoLine() throws Exception {
        assertEquals(
                1,
                Transformed.answer(new Regression(), "{}", List.of(series("A", "", 1.0))).size());
    }

    @Test
    void aRoughSeriesIsAveragedAndAPeakStays() throws Exception {
        Double[] values = new Double[200];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % 2 == 0 ? 1.0 : 2.0) + (i >= 100 && i < 110 ? 50 : 0);
        }
        DataFrame smooth =
                Transformed.answer(
                                new Smoothing(),
                                "{\"resolution\": 200}",
                                List.of(series("A", "", values)))
                        .get(0);
        double[] averages = ((Column.Numbers) smooth.fields().get(1).column()).values();
        assertTrue(averages.length < 200 && averages.length > 175, averages.length + " points");
        assertEquals(1.5, averages[3], 0.26);
        double highest = 0;
        for (double average : averages) {
            highest = Math.max(highest, average);
        }
        assertTrue(highest > 20, "the peak is " + highest);
    }

    @Test
    void rowsWithinGroupsAreTold() throws Exception {
        DataFrame groups =
                Transformed.answer(
                                new GroupToNestedTable(),
                                "{\"fields\": {\"host\": {\"operation\": \"groupby\"}, \"v\":"
                                        + " {\"operation\": \"aggregate\", \"aggregations\":"
                                        + " [\"sum\"]}}}",
                                List.of(
                                        table(
                                                "A",
                                                texts("host", "a", "b", "a"),
                                                numbers("v", 1.0, 2.0, 3.0))))
                        .get(0);
        assertEquals(2, groups.rows());
        assertEquals(4.0, groups.fields().get(1).column().value(0));
        assertEquals(
                "a row for each group; the 3 rows within them are not shown",
                groups.notices().get(0).text());
    }
}
