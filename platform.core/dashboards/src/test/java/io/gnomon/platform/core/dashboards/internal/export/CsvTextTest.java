package io.gnomon.platform.core.dashboards.internal.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.model.frame.Columns;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.DataFrame.Kind;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.Field.Column;
import io.gnomon.model.frame.FieldType;
import io.gnomon.platform.core.dashboards.internal.Json;

import org.junit.jupiter.api.Test;

import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

final class CsvTextTest {
    private static DataFrame frame(Kind kind, Field... fields) {
        return new DataFrame("A", "", kind, fields[0].column().size(), List.of(fields), List.of());
    }

    private static String csv(String fieldConfig, DataFrame... frames) throws Exception {
        ObjectNode config = Json.object(fieldConfig);
        return CsvText.of(
                List.of(frames),
                (field, frame) -> FieldLook.of(field, frame, config, ZoneOffset.UTC));
    }

    @Test
    void seriesShareTheTimes() throws Exception {
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
                csv("{}", first, second));
    }

    @Test
    void tablesStandBelowEachOtherAndFormulasAreTexts() throws Exception {
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
                csv("{}", table, table));
    }

    @Test
    void columnsAreThoseThatThePanelShows() throws Exception {
        DataFrame table =
                frame(
                        Kind.TABLE,
                        new Field("host", Columns.texts(List.of("a"))),
                        new Field("secret", Columns.texts(List.of("b"))),
                        new Field("load", new Column.Numbers(new double[] {0.5})));
        assertEquals(
                "Computer,load\r\na,0.5\r\n",
                csv(
                        """
                        {"defaults": {"unit": "percentunit"}, "overrides": [
                          {"matcher": {"id": "byName", "options": "host"},
                           "properties": [{"id": "displayName", "value": "Computer"}]},
                          {"matcher": {"id": "byName", "options": "secret"},
                           "properties": [{"id": "custom.hidden", "value": true}]}]}
                        """,
                        table));
    }
}
