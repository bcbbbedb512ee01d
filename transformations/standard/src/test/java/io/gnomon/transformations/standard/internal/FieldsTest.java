package io.gnomon.transformations.standard.internal;

import static io.gnomon.transformations.standard.internal.Transformed.by;
import static io.gnomon.transformations.standard.internal.Transformed.numbers;
import static io.gnomon.transformations.standard.internal.Transformed.series;
import static io.gnomon.transformations.standard.internal.Transformed.table;
import static io.gnomon.transformations.standard.internal.Transformed.texts;
import static io.gnomon.transformations.standard.internal.Transformed.times;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.transformations.standard.internal.fields.ConfigFromData;
import io.gnomon.transformations.standard.internal.fields.ConvertFieldType;
import io.gnomon.transformations.standard.internal.fields.ExtractFields;
import io.gnomon.transformations.standard.internal.fields.FilterFieldsByName;
import io.gnomon.transformations.standard.internal.fields.FormatString;
import io.gnomon.transformations.standard.internal.fields.FormatTime;
import io.gnomon.transformations.standard.internal.fields.RenameByRegex;
import io.gnomon.transformations.standard.internal.fields.RowsToFields;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

final class FieldsTest {
    private static final DataFrame TABLE =
            table(
                    "A",
                    times("Time", 0, 86_400_000),
                    texts("host", "a", "b"),
                    numbers("Value #A", 1.0, 2.5));

    @Test
    void keepsFieldsByName() throws Exception {
        assertEquals(
                """
                frame A "" TABLE rows=2
                  host = a b
                  Value #A = 1.0 2.5
                """,
                by(
                        new FilterFieldsByName(),
                        "{\"include\": {\"names\": [\"host\"], \"pattern\": \"/^Value/\"}}",
                        TABLE));
        assertEquals(
                """
                frame A "" TABLE rows=2
                  Value #A = 1.0 2.5
                """,
                by(
                        new FilterFieldsByName(),
                        "{\"exclude\": {\"names\": [\"Time\"], \"pattern\": \"ho.*\"}}",
                        TABLE));
        assertEquals(
                "", by(new FilterFieldsByName(), "{\"include\": {\"names\": [\"x\"]}}", TABLE));
    }

    @Test
    void keepsFieldsThatAVariableNames() throws Exception {
        assertEquals(
                """
                frame A "" TABLE rows=2
                  Time = 0 86400000
                  host = a b
                """,
                by(
                        new FilterFieldsByName(),
                        "{\"include\": {\"variable\": \"{Time,host}\"}}",
                        TABLE));
    }

    @Test
    void renamesByRegex() throws Exception {
        assertEquals(
                """
                frame A "" TABLE rows=2
                  Time = 0 86400000
                  host = a b
                  Value #A {displayName=A: Value} = 1.0 2.5
                """,
                by(
                        new RenameByRegex(),
                        "{\"regex\": \"(.*) #(.*)\", \"renamePattern\": \"$2: $1\"}",
                        TABLE));
    }

    @Test
    void replacesWithFlagsAsDashboardsWriteThem() {
        assertEquals("b-b", TextPattern.of("/A/gi").replaceIn("a-A", "b"));
        assertEquals("b-A", TextPattern.of("/a/").replaceIn("a-A", "b"));
        assertEquals("$x", TextPattern.of("/(?<n>a)/").replaceIn("a", "$$${m}x"));
    }

    @Test
    void convertsTypes() throws Exception {
        assertEquals(
                """
                frame A "" TABLE rows=3
                  n = 1.5 - -
                  when = 1767225600000 1767312000000 -
                  flag = true false true
                """,
                by(
                        new ConvertFieldType(),
                        """
                        {"conversions": [{"targetField": "n", "destinationType": "number"},
                         {"targetField": "when", "destinationType": "time", "dateFormat": "DD.MM.YYYY"},
                         {"targetField": "flag", "destinationType": "boolean"}]}
                        """,
                        table(
                                "A",
                                texts("n", "1.5", "x", null),
                                texts("when", "01.01.2026", "02.01.2026", "soon"),
                                numbers("flag", 1.0, 0.0, 2.0))));
        assertEquals(
                """
                frame A "" TABLE rows=2
                  t = 1700000000000 1700000000123
                """,
                by(
                        new ConvertFieldType(),
                        "{\"conversions\": [{\"targetField\": \"t\", \"destinationType\":"
                                + " \"time\"}]}",
                        table(
                                "A",
                                texts(
                                        "t",
                                        "2023-11-14T22:13:20Z",
                                        "2023-11-14 23:13:20.123+01:00"))));
    }

    @Test
    void writesTimes() throws Exception {
        assertEquals(
                """
                frame A "" TABLE rows=1
                  Time = Thu 1 Jan 1970, 01:00 AM
                """,
                by(
                        new FormatTime(),
                        """
                        {"timeField": "Time", "outputFormat": "ddd D MMM YYYY[,] hh:mm A", "timezone": "Europe/Berlin"}
                        """,
                        table("A", times("Time", 0))));
    }

    @Test
    void changesSpelling() throws Exception {
        String options = "{\"stringField\": \"x\", \"outputFormat\": \"%s\"}";
        DataFrame given = table("A", texts("x", "node exporterFull", null));
        String expected = "frame A \"\" TABLE rows=2\n  x = %s null\n";
        assertEquals(
                expected.formatted("node_exporter_full"),
                by(new FormatString(), options.formatted("Snake Case"), given));
        assertEquals(
                expected.formatted("nodeExporterFull"),
                by(new FormatString(), options.formatted("Camel Case"), given));
        assertEquals(
                expected.formatted("Node Exporterfull"),
                by(new FormatString(), options.formatted("Title Case"), given));
        assertEquals(
                expected.formatted("ode"),
                by(
                        new FormatString(),
                        """
                        {"stringField": "x", "outputFormat": "Substring", "substringStart": 1, "substringEnd": 4}
                        """,
                        given));
    }

    @Test
    void extractsJsonPairsAndGroups() throws Exception {
        assertEquals(
                """
                frame A "" TABLE rows=2
                  status = 200.0 -
                  ok = true null
                  at = {"x":1} null
                """,
                by(
                        new ExtractFields(),
                        "{\"source\": \"line\", \"format\": \"json\", \"replace\": true}",
                        table(
                                "A",
                                texts(
                                        "line",
                                        "{\"status\":200,\"ok\":true,\"at\":{\"x\":1}}",
                                        "no"))));
        assertEquals(
                """
                frame A "" TABLE rows=1
                  deep = b
                """,
                by(
                        new ExtractFields(),
                        """
                        {"source": "line", "format": "json", "replace": true,
                         "jsonPaths": [{"path": "a[1].name", "alias": "deep"}]}
                        """,
                        table("A", texts("line", "{\"a\":[{},{\"name\":\"b\"}]}"))));
        assertEquals(
                """
                frame A "" TABLE rows=1
                  line = level=info msg="hello you" n: 3
                  level = info
                  msg = hello you
                  n = 3
                """,
                by(
                        new ExtractFields(),
                        "{\"source\": \"line\", \"format\": \"auto\"}",
                        table("A", texts("line", "level=info msg=\"hello you\" n: 3"))));
        assertEquals(
                """
                frame A "" TABLE rows=2
                  name = sda null
                  part = 1 null
                """,
                by(
                        new ExtractFields(),
                        """
                        {"source": "disk", "format": "regexp", "regExp": "/(?<name>[a-z]+)(?<part>\\\\d+)/", "replace": true}
                        """,
                        table("A", texts("disk", "sda1", "?"))));
    }

    @Test
    void oneQueryConfiguresOthers() throws Exception {
        assertEquals(
                """
                frame A "" TIME_SERIES rows=1
                  Time = 1000
                  Value{cpu="0"} {max=8.0, unit=bytes} = 1.0
                """,
                by(
                        new ConfigFromData(),
                        """
                        {"configRefId": "B", "mappings": [{"fieldName": "top", "handlerKey": "max", "reducerId": "max"}]}
                        """,
                        series("A", "cpu=0", 1.0),
                        table("B", numbers("top", 8.0, 5.0), texts("Unit", "bytes", null))));
    }

    @Test
    void oneQueryMapsValuesOfOthers() throws Exception {
        List<DataFrame> mapped =
                Transformed.answer(
                        new ConfigFromData(),
                        """
                        {"configRefId": "B", "mappings": [
                         {"fieldName": "code", "handlerKey": "mappings.value"},
                         {"fieldName": "word", "handlerKey": "mappings.text"},
                         {"fieldName": "paint", "handlerKey": "mappings.color"}]}
                        """,
                        List.of(
                                series("A", "", 1.0),
                                table(
                                        "B",
                                        numbers("code", 1.0, 2.0),
                                        texts("word", "up", "down"),
                                        texts("paint", "green", null))));
        assertEquals(
                Map.of(
                        "mappings",
                        List.of(
                                Map.of(
                                        "type",
                                        "value",
                                        "options",
                                        Map.of(
                                                "1",
                                                Map.of("index", 0, "text", "up", "color", "green"),
                                                "2",
                                                Map.of("index", 1, "text", "down"))))),
                mapped.get(0).fields().get(1).config());
    }

    @Test
    void rowsBecomeFields() throws Exception {
        assertEquals(
                """
                frame A "" TABLE rows=1
                  cpu{zone="1"} {max=100.0} = 7.0
                  mem{zone="2"} {max=64.0} = 3.0
                """,
                by(
                        new RowsToFields(),
                        "{}",
                        table(
                                "A",
                                texts("name", "cpu", "mem"),
                                numbers("Value", 7.0, 3.0),
                                numbers("Max", 100.0, 64.0),
                                texts("zone", "1", "2"))));
    }
}
