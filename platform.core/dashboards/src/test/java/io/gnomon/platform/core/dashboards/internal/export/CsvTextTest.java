package io.gnomon.platform.core.dashboards.internal.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.model.frame.Columns;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.DataFrame.Kind;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.Field.Column;
import io.gnomon.model.frame.FieldType;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

final class CsvTextTest {
    private static DataFrame frame(Kind kind, Field... fields) {
        return new DataFrame("A", "", kind, fields[0].column().size(), List.of(fields), List.of());
    }

    @Test
    void seriesShareTheTimes() {
        DataFrame first =
                frame(
                        Kind.TIME_SERIES,
                        new Field("Time", new Column.Time(new long[] {0, 1000})),
                        new Field("Value", new Column.Numbers(new double[] {1, 2.5}))
                                .shownAs("read, all"));
        DataFrame second =
                frame(
                        Kind.TIME_SERIES,
                        new Field("Time", new Column.Time(new long[] {1000, 2000})),
                        new Field(
                                "b",
                                Columns.of(FieldType.NUMBER, Arrays.asList(null, Double.NaN))));
        assertEquals(
                """
                Time,"read, all",b\r
                1970-01-01T00:00:00Z,1,\r
                1970-01-01T00:00:01Z,2.5,\r
                1970-01-01T00:00:02Z,,NaN\r
                """,
                CsvText.of(List.of(first, second)));
    }

    @Test
    void tablesStandBelowEachOtherAndFormulasAreTexts() {
        DataFrame table =
                frame(
                        Kind.TABLE,
                        new Field("host", Columns.texts(Arrays.asList("=cmd()", "a \"b\"", null))),
                        new Field("n", new Column.Numbers(new double[] {-1, 0, 1e6})));
        assertEquals(
                """
                host,n\r
                '=cmd(),-1\r
                "a ""b""\",0\r
                ,1000000\r
                \r
                host,n\r
                '=cmd(),-1\r
                "a ""b""\",0\r
                ,1000000\r
                """,
                CsvText.of(List.of(table, table)));
    }
}
