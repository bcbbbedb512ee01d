package io.gnomon.transformations.standard.internal;

import static io.gnomon.transformations.standard.internal.Transformed.by;
import static io.gnomon.transformations.standard.internal.Transformed.numbers;
import static io.gnomon.transformations.standard.internal.Transformed.series;
import static io.gnomon.transformations.standard.internal.Transformed.table;
import static io.gnomon.transformations.standard.internal.Transformed.texts;
import static io.gnomon.transformations.standard.internal.Transformed.times;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.transformations.standard.internal.series.FilterByRefId;
import io.gnomon.transformations.standard.internal.series.Heatmap;
import io.gnomon.transformations.standard.internal.series.Histogram;
import io.gnomon.transformations.standard.internal.series.LabelsToFields;
import io.gnomon.transformations.standard.internal.series.PrepareTimeSeries;
import io.gnomon.transformations.standard.internal.series.SeriesToRows;

import org.junit.jupiter.api.Test;

final class SeriesTest {
    @Test
    void keepsAnswersOfQueries() throws Exception {
        assertEquals(
                """
                frame B "" TIME_SERIES rows=1
                  Time = 1000
                  Value{x="2"} = 2.0
                """,
                by(
                        new FilterByRefId(),
                        "{\"include\": \"B|C\"}",
                        series("A", "x=1", 1.0),
                        series("B", "x=2", 2.0)));
    }

    @Test
    void labelsBecomeFields() throws Exception {
        assertEquals(
                """
                frame A "" TABLE rows=3
                  Time = 1000 2000 1000
                  host = a a b
                  read = 1.0 2.0 -
                  write = - - 3.0
                """,
                by(
                        new LabelsToFields(),
                        "{\"valueLabel\": \"op\", \"keepLabels\": [\"host\"]}",
                        series("A", "host=a,op=read,zone=1", 1.0, 2.0),
                        series("A", "host=b,op=write,zone=1", 3.0)));
    }

    @Test
    void labelsBecomeRows() throws Exception {
        assertEquals(
                """
                frame A "Value" TABLE rows=2
                  label = host op
                  value = a read
                """,
                by(
                        new LabelsToFields(),
                        "{\"mode\": \"rows\"}",
                        series("A", "host=a,op=read", 1.0)));
    }

    @Test
    void samplesBecomeRowsNewestFirst() throws Exception {
        assertEquals(
                """
                frame A "" TABLE rows=3
                  Time = 2000 1000 1000
                  Metric = Value Value Value
                  Value = 2.0 1.0 3.0
                """,
                by(
                        new SeriesToRows(),
                        "{}",
                        series("A", "cpu=0", 1.0, 2.0),
                        series("A", "cpu=1", 3.0, null)));
    }

    @Test
    void reshapesSeries() throws Exception {
        assertEquals(
                """
                frame A "" TIME_SERIES rows=2
                  Time = 1 2
                  Value{host="a"} = 1.0 3.0
                frame A "" TIME_SERIES rows=1
                  Time = 1
                  Value{host="b"} = 2.0
                """,
                by(
                        new PrepareTimeSeries(),
                        "{\"format\": \"multi\"}",
                        table(
                                "A",
                                times("Time", 1, 1, 2),
                                texts("host", "a", "b", "a"),
                                numbers("Value", 1.0, 2.0, 3.0))));
        assertEquals(
                """
                frame A "" TABLE rows=3
                  Time = 1000 2000 1000
                  host = a a b
                  Value = 1.0 2.0 3.0
                """,
                by(
                        new PrepareTimeSeries(),
                        "{\"format\": \"long\"}",
                        series("A", "host=a", 1.0, 2.0),
                        series("A", "host=b", 3.0)));
    }

    @Test
    void countsValuesInBuckets() throws Exception {
        assertEquals(
                """
                frame A "" TABLE rows=3
                  xMin = 0.0 5.0 10.0
                  xMax = 5.0 10.0 15.0
                  Value{cpu="0"} = 2.0 1.0 1.0
                  Value{cpu="1"} = 0.0 1.0 0.0
                """,
                by(
                        new Histogram(),
                        "{\"bucketSize\": 5}",
                        series("A", "cpu=0", 1.0, 4.9, 5.0, 10.0),
                        series("A", "cpu=1", 7.0, Double.NaN, null)));
        assertEquals(
                """
                frame A "" TABLE rows=2
                  xMin = 0.5 10.5
                  xMax = 10.5 20.5
                  Count = 1.0 1.0
                """,
                by(
                        new Histogram(),
                        "{\"bucketSize\": 10, \"bucketOffset\": 0.5, \"combine\": true}",
                        series("A", "", 1.0, 11.0)));
    }

    @Test
    void countsSamplesInCells() throws Exception {
        assertEquals(
                """
                frame A "" HEATMAP rows=2
                  Time = 0 2000
                  1 = 1.0 0.0
                  2 = 1.0 2.0
                """,
                by(
                        new Heatmap(),
                        """
                        {"xBuckets": {"mode": "size", "value": "2s"}, "yBuckets": {"mode": "size", "value": "1"}}
                        """,
                        series("A", "cpu=0", 0.5, 1.5),
                        series("A", "cpu=1", 1.0, null, 1.9)));
    }
}
