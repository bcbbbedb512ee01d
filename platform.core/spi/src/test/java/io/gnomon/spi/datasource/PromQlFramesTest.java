package io.gnomon.spi.datasource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.Field.Column;
import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryResult;
import io.gnomon.model.query.QueryResult.Notes;
import io.gnomon.model.query.QueryResult.Series;
import io.gnomon.model.sample.SampleColumn;

import org.junit.jupiter.api.Test;

import java.util.List;

final class PromQlFramesTest {
    private static Series series(Labels labels, double... timesAndValues) {
        SampleColumn samples = new SampleColumn();
        for (int i = 0; i < timesAndValues.length; i += 2) {
            samples.add((long) timesAndValues[i], timesAndValues[i + 1]);
        }
        return new Series(labels, samples);
    }

    @Test
    void aSeriesOverTimeStandsOnTheGridOfSteps() {
        Labels a = Labels.of("job", "a");
        List<DataFrame> frames =
                new PromQlFrames("A", false)
                        .range(
                                new QueryResult.Matrix(
                                        List.of(
                                                series(a, 1000, 1, 3000, Double.NaN),
                                                series(Labels.EMPTY, 1000, 5, 2000, 6, 3000, 7)),
                                        Notes.NONE),
                                1000,
                                3999,
                                1000);
        assertEquals(2, frames.size());
        Field time = frames.get(0).fields().get(0);
        assertArrayEquals(new long[] {1000, 2000, 3000}, ((Column.Time) time.column()).values());
        Field value = frames.get(0).fields().get(1);
        assertEquals(a, value.labels());
        Column.Numbers numbers = (Column.Numbers) value.column();
        assertArrayEquals(new double[] {1, 0, Double.NaN}, numbers.values());
        assertArrayEquals(new boolean[] {false, true, false}, numbers.missing());
        assertNull(((Column.Numbers) frames.get(1).fields().get(1).column()).missing());
        assertSame(
                ((Column.Time) time.column()).values(),
                ((Column.Time) frames.get(1).fields().get(0).column()).values());
    }

    @Test
    void aTableHasAColumnForEachLabelOfAnySeries() {
        List<DataFrame> frames =
                new PromQlFrames("B", true)
                        .instant(
                                new QueryResult.Vector(
                                        List.of(
                                                series(Labels.of("job", "a", "cpu", "0"), 9, 1),
                                                series(Labels.of("job", "b", "zone", "z"), 9, 2)),
                                        new Notes(List.of("careful"), List.of(), 0, 0)));
        assertEquals(1, frames.size());
        DataFrame table = frames.get(0);
        assertEquals(DataFrame.Kind.TABLE, table.kind());
        assertEquals(2, table.rows());
        assertEquals(
                List.of("Time", "cpu", "job", "zone", "Value"),
                table.fields().stream().map(Field::name).toList());
        assertArrayEquals(
                new String[] {"0", ""}, ((Column.Texts) table.fields().get(1).column()).values());
        assertEquals(
                List.of(new DataFrame.Notice(DataFrame.Severity.WARNING, "careful")),
                table.notices());
    }

    @Test
    void aScalarIsASeriesWithoutLabels() {
        DataFrame frame =
                new PromQlFrames("A", false)
                        .instant(new QueryResult.Scalar(7, 42, Notes.NONE))
                        .get(0);
        assertEquals(1, frame.rows());
        assertArrayEquals(
                new double[] {42}, ((Column.Numbers) frame.fields().get(1).column()).values());
    }

    @Test
    void anEmptyAnswerKeepsItsWarnings() {
        DataFrame frame =
                new PromQlFrames("A", false)
                        .range(
                                new QueryResult.Matrix(
                                        List.of(), new Notes(List.of("no data"), List.of(), 0, 0)),
                                0,
                                10,
                                5)
                        .get(0);
        assertEquals(0, frame.rows());
        assertEquals("no data", frame.notices().get(0).text());
    }
}
