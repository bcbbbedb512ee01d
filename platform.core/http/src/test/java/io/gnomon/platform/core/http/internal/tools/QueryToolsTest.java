package io.gnomon.platform.core.http.internal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/** What is asked and printed; that the lines are promtool's is a test of the whole product. */
class QueryToolsTest {
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();
    private Answer answer = Answer.json(200, "{}");
    private final LoopbackServer server = new LoopbackServer(asked -> answer);

    @AfterEach
    void close() {
        server.close();
    }

    private int run(ToolProvider tool, String format, String... rest) {
        out = new StringWriter();
        err = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of("", format));
        arguments.add(server.uri("").toString());
        arguments.addAll(List.of(rest));
        return tool.run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                arguments.toArray(String[]::new));
    }

    private String instant(String format, String data) {
        answer = Answer.json(200, "{\"status\":\"success\",\"data\":" + data + "}");
        assertEquals(0, run(new QueryInstant(), format, "up", "1.5"), err::toString);
        return out.toString();
    }

    private String asked() {
        var last = server.asked().getLast();
        return last.method()
                + " "
                + last.uri().getPath()
                + " "
                + URLDecoder.decode(
                        last.body().isEmpty() ? last.uri().getRawQuery() : last.body(),
                        StandardCharsets.UTF_8);
    }

    @Test
    void vectors() {
        String data =
                """
                {"resultType":"vector","result":[
                {"metric":{"__name__":"up","b":"<1>","a":"2"},"value":[1.5,"1e+06"]},
                {"metric":{"__name__":"up"},"value":[1700000000,"NaN"]},
                {"metric":{},"histogram":[2,{"count":"3","sum":"1.5","buckets":[[0,"1","2","3"],[3,"-1","1","4"]]}]}]}
                """;
        assertEquals(
                """
                up{a="2", b="<1>"} => 1000000 @[1.5]
                up => NaN @[1700000000]
                {} => Count: 3.000000, Sum: 1.500000, Buckets: [(1,2]:3 [-1,1]:4] @[2]
                """,
                instant("promql", data));
        assertEquals("POST /api/v1/query query=up&time=1.5", asked());
        assertEquals(
                "[{\"metric\":{\"__name__\":\"up\",\"b\":\"\\u003c1\\u003e\",\"a\":\"2\"},\"value\":[1.5,\"1000000\"]},{\"metric\":{\"__name__\":\"up\"},\"value\":[1700000000,\"NaN\"]},{\"metric\":{},\"histogram\":[2,{\"count\":\"3\",\"sum\":\"1.5\",\"buckets\":[[0,\"1\",\"2\",\"3\"],[3,\"-1\",\"1\",\"4\"]]}]}]\n",
                instant("json", data));
    }

    @Test
    void otherTypes() {
        assertEquals(
                "scalar: 5 @[1]\n",
                instant("promql", "{\"resultType\":\"scalar\",\"result\":[1,\"5\"]}"));
        assertEquals(
                "[1,\"5\"]\n", instant("json", "{\"resultType\":\"scalar\",\"result\":[1,\"5\"]}"));
        assertEquals("x\n", instant("promql", "{\"resultType\":\"string\",\"result\":[1,\"x\"]}"));
        assertEquals(
                "[1,\"x\"]\n", instant("json", "{\"resultType\":\"string\",\"result\":[1,\"x\"]}"));
        assertEquals("\n", instant("promql", "{\"resultType\":\"vector\",\"result\":[]}"));
        assertEquals(
                """
                b =>
                1 @[1]
                2 @[2]
                a{x="y"} =>
                3 @[1]
                """,
                instant(
                        "promql",
                        """
                        {"resultType":"matrix","result":[
                        {"metric":{"__name__":"a","x":"y"},"values":[[1,"3"]]},
                        {"metric":{"__name__":"b"},"values":[[1,"1"],[2,"2"]]}]}
                        """));
    }

    @Test
    void ranges() {
        answer =
                Answer.json(
                        200,
                        "{\"status\":\"success\",\"warnings\":[\"w\"],"
                                + "\"data\":{\"resultType\":\"matrix\",\"result\":[]}}");
        assertEquals(0, run(new QueryRange(), "promql", "up", "1", "1001.5", "", "X-A=b"));
        assertEquals("POST /api/v1/query_range query=up&start=1&end=1001.5&step=4", asked());
        assertEquals("b", server.asked().getLast().headers().get("X-a"));
        assertEquals("query warning: w\n", err.toString());
        assertEquals(0, run(new QueryRange(), "promql", "up", "1", "2", "5m"));
        assertTrue(asked().endsWith("step=300"), this::asked);
        assertEquals(1, run(new QueryRange(), "promql", "up", "2", "2", ""));
        assertEquals("start time is not before end time\n", err.toString());
        assertEquals(1, run(new QueryRange(), "promql", "up", "x", "2", ""));
        assertEquals(
                "error parsing start time: cannot parse \"x\" to a valid timestamp\n",
                err.toString());
    }

    @Test
    void seriesAndLabels() {
        answer =
                Answer.json(
                        200,
                        "{\"status\":\"success\",\"data\":[{\"__name__\":\"a\",\"x\":\"y\"}]}");
        assertEquals(0, run(new QuerySeries(), "promql", "1", "2", "{x=\"y\"}", "b"));
        assertEquals("{__name__=\"a\", x=\"y\"}\n", out.toString());
        assertEquals("POST /api/v1/series start=1&end=2&match[]={x=\"y\"}&match[]=b", asked());
        answer = Answer.json(200, "{\"status\":\"success\",\"data\":[\"a\",\"b&\"]}");
        assertEquals(0, run(new QueryLabels(), "promql", "job.x", "1", "2", "up"));
        assertEquals("a\nb&\n", out.toString());
        assertEquals("GET /api/v1/label/U__job_2e_x/values start=1&end=2&match[]=up", asked());
        assertEquals(0, run(new QueryLabels(), "json", "job", "1", "2"));
        assertEquals("[\"a\",\"b\\u0026\"]\n", out.toString());
    }

    @Test
    void failures() {
        answer =
                Answer.json(
                        400, "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"no\"}");
        assertEquals(1, run(new QueryInstant(), "promql", "up(", ""));
        assertEquals("query error: bad_data: no\n", err.toString());
        answer = Answer.text(404, "page not found\n");
        assertEquals(1, run(new QueryInstant(), "promql", "up", ""));
        assertEquals(
                "query error: client_error: client error: 404 (detail: page not found)\n",
                err.toString());
        answer = Answer.text(200, "<html>");
        assertEquals(1, run(new QueryInstant(), "promql", "up", ""));
        assertTrue(err.toString().startsWith("query error: bad_response: "), err::toString);
        assertEquals(
                1,
                new QueryInstant()
                        .run(
                                new PrintWriter(out, true),
                                new PrintWriter(err, true),
                                "",
                                "promql",
                                LoopbackServer.nobody().toString(),
                                "up",
                                ""));
        assertTrue(err.toString().contains("query error: Post \"http://"), err::toString);
    }

    @Test
    void credentials(@TempDir Path folder) throws IOException {
        answer = Answer.json(200, "{\"status\":\"success\",\"data\":[]}");
        String url = server.uri("").toString();
        String withUser = url.replace("//", "//ann:secret@");
        PrintWriter writer = new PrintWriter(err, true);
        assertEquals(0, new QueryLabels().run(writer, writer, "", "promql", withUser, "a", "", ""));
        assertEquals(
                "Basic YW5uOnNlY3JldA==", server.asked().getLast().headers().get("Authorization"));
        Path file = Files.writeString(folder.resolve("http.yml"), "basic_auht: {}");
        assertEquals(
                1,
                new QueryLabels().run(writer, writer, file.toString(), "promql", url, "a", "", ""));
        assertTrue(err.toString().contains("http.yml:1:1: unknown key"), err::toString);
    }

    @Test
    void healthAndReadiness() {
        String url = server.uri("").toString();
        PrintWriter writer = new PrintWriter(err, true);
        answer = Answer.text(200, "Fine.\n");
        assertEquals(0, new CheckHealthy().run(writer, writer, "", url));
        assertEquals("  SUCCESS:  Fine.\n\n", err.toString());
        assertEquals("/-/healthy", server.asked().getLast().uri().getPath());
        answer = Answer.text(503, "no");
        assertEquals(1, new CheckReady().run(writer, writer, "", url));
        assertTrue(
                err.toString().endsWith("check failed: URL=" + url + ", status=503\n"),
                err::toString);
        assertEquals("/-/ready", server.asked().getLast().uri().getPath());
    }

    private int analyze(String type) {
        PrintWriter writer = new PrintWriter(err, true);
        return new QueryAnalyze()
                .run(
                        new PrintWriter(out, true),
                        writer,
                        "",
                        server.uri("").toString(),
                        type,
                        "1h",
                        "60",
                        "h");
    }

    @Test
    void populatedBuckets() {
        answer =
                Answer.json(
                        200,
                        """
                        {"status":"success","data":{"resultType":"matrix","result":[
                        {"metric":{"__name__":"h_bucket","a":"b","le":"+Inf"},"values":[[1,"5"],[2,"6"]]},
                        {"metric":{"__name__":"h_bucket","a":"b","le":"1"},"values":[[1,"2"],[2,"2"]]},
                        {"metric":{"__name__":"h_bucket","a":"b","le":"2"},"values":[[1,"2"],[2,"3"]]},
                        {"metric":{"__name__":"h_count"},"values":[[1,"2"],[2,"3"]]},
                        {"metric":{"__name__":"n"},"histograms":[
                          [1,{"buckets":[[0,"1","2","3"]]}],[2,{"buckets":[[0,"1","2","3"],[0,"2","4","1"]]}]]}]}}
                        """);
        assertEquals(0, analyze("histogram"), err::toString);
        String text = out.toString();
        assertTrue(
                text.contains(
                        """
                        which is typical for classic but not native histograms).

                        - n (native): 1/1.500/2
                        - h_bucket{a="b"} (classic): 2/2.500/3

                        Aggregated bucket stats
                        -----------------------
                        Each line shows min/avg/max over the series above.

                        Native histogram series (1 in total):
                        - min populated: 1/1.000/1
                        - avg populated: 1/1.000/1
                        - max populated: 2/2.000/2

                        Classic histogram series (1 in total):
                        - min populated: 2/2.000/2
                        - avg populated: 2/2.000/2
                        - max populated: 3/3.000/3
                        """),
                text);
        assertEquals("POST /api/v1/query query=h[1h]&time=60", asked());
        assertEquals(1, analyze("gauge"));
        answer =
                Answer.json(
                        200,
                        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}");
        assertEquals(1, analyze("histogram"));
        assertEquals(
                """
                analyze type is gauge, must be 'histogram'
                query of buckets resulted in non-Matrix
                """,
                err.toString());
    }
}
