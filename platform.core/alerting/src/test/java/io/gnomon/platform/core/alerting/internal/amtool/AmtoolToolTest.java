package io.gnomon.platform.core.alerting.internal.amtool;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the commands ask, and what they make of the answers; more is compared with the peer. */
class AmtoolToolTest {
    private static final String SILENCE =
            """
            {"id":"1","status":{"state":"active"},"updatedAt":"2026-01-01T00:00:00.000Z",\
            "annotations":{"k":"v"},"comment":"c & d","createdBy":"me",\
            "endsAt":"2099-01-01T02:00:00.000+01:00",\
            "matchers":[{"isEqual":false,"isRegex":true,"name":"a","value":"b|c"}],\
            "startsAt":"2026-01-01T00:00:00.000Z"}\
            """;

    @TempDir private Path folder;

    private final LoopbackServer server =
            new LoopbackServer(asked ->
                    switch (asked.method() + " " + asked.uri().getPath()) {
                        case "GET /am/api/v2/silences" -> Answer.json(200, "[" + SILENCE + "]");
                        case "GET /am/api/v2/silence/1" -> Answer.json(200, SILENCE);
                        case "POST /am/api/v2/silences" ->
                                asked.body().contains("\"id\":\"gone\"")
                                        ? Answer.json(404, "\"silence not found\"")
                                        : Answer.json(200, "{\"silenceID\":\"2\"}");
                        case "GET /am/api/v2/alerts" -> Answer.json(200, "[]");
                        case "POST /am/api/v2/alerts" -> Answer.json(400, "\"no\"");
                        default -> Answer.text(500, "broken");
                    });

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void stop() {
        server.close();
    }

    private int run(String command, List<String> flags, String... rest) {
        return run(Map.of(), command, flags, rest);
    }

    private int run(
            Map<String, String> environment, String command, List<String> flags, String... rest) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(flags);
        arguments.add("plugins=" + folder.resolve("plugins"));
        arguments.add("");
        arguments.addAll(List.of(rest));
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return AmtoolTool.run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                environment,
                arguments.toArray(String[]::new));
    }

    private String url() {
        return "alertmanager.url=" + server.uri("/am/");
    }

    private String asked() {
        LoopbackServer.Asked last = server.asked().getLast();
        String query = last.uri().getRawQuery();
        return last.method() + " " + (query == null ? last.body() : query);
    }

    @Test
    void alertsAreQueriedByStateAndMatcher() {
        assertEquals(0, run("alert query", List.of(url()), "foo", "a=~b"), err::toString);
        assertEquals(
                "GET active=true&inhibited=false&silenced=false&unprocessed=false"
                        + "&filter=alertname%3D%22foo%22&filter=a%3D%7Eb",
                asked());
        assertEquals("Alertname  Starts At  Summary  State  \n", out.toString());
        assertEquals(0, run("alert query", List.of(url(), "silenced=true", "receiver=x.*")));
        assertEquals(
                "GET active=false&inhibited=false&silenced=true&unprocessed=false&receiver=x.*",
                asked());
    }

    @Test
    void anAlertIsAdded() {
        assertEquals(
                1,
                run(
                        "alert add",
                        List.of(
                                url(),
                                "annotation=s=\"x y\"",
                                "start=2026-01-02T03:04:05+01:00",
                                "generator-url=http://g"),
                        "foo",
                        "a=b"));
        assertEquals(
                "POST [{\"labels\":{\"a\":\"b\",\"alertname\":\"foo\"},\"annotations\":{\"s\":\"x"
                    + " y\"},\"generatorURL\":\"http://g\",\"startsAt\":\"2026-01-02T02:04:05Z\"}]",
                asked());
        assertEquals(
                "amtool: error: [POST /alerts][400] postAlertsBadRequest \"no\"\n", err.toString());
    }

    @Test
    void aSilenceNeedsMatchersAndACommentAndAnEnd() {
        String comment = "comment=c";
        assertEquals(1, run("silence add", List.of(url(), comment)));
        assertEquals("amtool: error: no matchers specified\n", err.toString());
        assertEquals(1, run("silence add", List.of(url()), "a=b"));
        assertEquals("amtool: error: comment required by config\n", err.toString());
        assertEquals(1, run("silence add", List.of(url(), comment, "duration=0"), "a=b"));
        assertEquals("amtool: error: silence duration must be greater than 0\n", err.toString());
        assertEquals(
                1, run("silence add", List.of(url(), comment, "end=2020-01-01T00:00:00Z"), "a=b"));
        assertEquals("amtool: error: silence cannot start after it ends\n", err.toString());
        assertEquals(1, run("silence add", List.of(url(), comment, "end=x"), "a=b"));
        assertEquals(
                "amtool: error: --end=x is not a time; write it as 2026-01-02T15:04:05+01:00\n",
                err.toString());
        assertEquals(List.of(), server.asked());
    }

    @Test
    void aSilenceIsAdded() {
        assertEquals(
                0,
                run(
                        "silence add",
                        List.of(
                                url(),
                                "comment=c",
                                "author=me",
                                "start=2026-01-01T00:00:00Z",
                                "duration=90m"),
                        "foo",
                        "a!~b"));
        assertEquals("2\n", out.toString());
        assertEquals(
                "POST {\"matchers\":[{\"isEqual\":true,\"isRegex\":false,\"name\":\"alertname\","
                        + "\"value\":\"foo\"},{\"isEqual\":false,\"isRegex\":true,\"name\":\"a\","
                        + "\"value\":\"b\"}],\"startsAt\":\"2026-01-01T00:00:00Z\","
                        + "\"endsAt\":\"2026-01-01T01:30:00Z\",\"createdBy\":\"me\","
                        + "\"comment\":\"c\"}",
                asked());
    }

    @Test
    void anUpdateKeepsWhatItDoesNotChange() {
        assertEquals(0, run("silence update", List.of(url(), "comment=new", "quiet=true"), "1"));
        assertEquals("2\n", out.toString());
        assertEquals(
                "POST {\"id\":\"1\",\"annotations\":{\"k\":\"v\"},\"createdBy\":\"me\","
                        + "\"endsAt\":\"2099-01-01T02:00:00.000+01:00\",\"matchers\":[{\"isEqual\":"
                        + "false,\"isRegex\":true,\"name\":\"a\",\"value\":\"b|c\"}],"
                        + "\"startsAt\":\"2026-01-01T00:00:00.000Z\",\"comment\":\"new\"}",
                asked());
    }

    @Test
    void silencesArePrintedInThreeForms() {
        assertEquals(0, run("silence query", List.of(url())));
        assertEquals(
                """
                ID  Matchers  Ends At                  Created By  Comment \s
                1   a!~"b|c"  2099-01-01 01:00:00 UTC  me          c & d   \s
                """,
                out.toString());
        assertEquals(0, run("silence query", List.of(url(), "output=json")));
        assertTrue(out.toString().contains("\"comment\":\"c \\u0026 d\""), out::toString);
        assertEquals(0, run("silence query", List.of(url(), "output=extended")));
        assertTrue(out.toString().contains("{a!~\"b|c\"}"), out::toString);
        assertEquals(0, run("silence query", List.of(url(), "expired=true", "quiet=true")));
        assertEquals("", out.toString());
        assertEquals(1, run("silence query", List.of(url(), "output=xml")));
        assertEquals(
                "amtool: error: enum value must be one of simple,extended,json, got 'xml'\n",
                err.toString());
    }

    @Test
    void anImportMakesAnewWhatTheServerDoesNotKnow() throws IOException {
        Path file = folder.resolve("s.json");
        Files.writeString(file, "[" + SILENCE.replace("\"id\":\"1\"", "\"id\":\"gone\"") + "]");
        assertEquals(0, run("silence import", List.of(url()), file.toString()), err::toString);
        assertEquals("2\n", out.toString());
        assertEquals(2, server.asked().size());
        assertTrue(!asked().contains("\"id\"") && !asked().contains("status"), asked());
        Files.writeString(file, "nonsense");
        assertEquals(1, run("silence import", List.of(url()), file.toString()));
        assertTrue(
                err.toString().startsWith("amtool: error: couldn't unmarshal input data"),
                err::toString);
    }

    @Test
    void flagsMayStandInAFile() throws IOException {
        Path config = Files.createDirectories(folder.resolve("xdg/amtool")).resolve("config.yml");
        Files.writeString(
                config, url().replace("=", ": ") + "\nauthor: them\ncomment_required: false\n");
        Map<String, String> environment =
                Map.of("HOME", "/nonexistent", "XDG_CONFIG_HOME", folder.resolve("xdg").toString());
        assertEquals(0, run(environment, "silence add", List.of(), "a=b"), err::toString);
        assertTrue(asked().contains("\"createdBy\":\"them\""), asked());
        assertEquals(0, run(environment, "silence add", List.of("author=me"), "a=b"));
        assertTrue(asked().contains("\"createdBy\":\"me\""), asked());
        Files.writeString(config, "BAD");
        assertEquals(1, run(environment, "silence add", List.of(), "a=b"));
        assertTrue(err.toString().contains("could not load config file: "), err::toString);
    }

    @Test
    void filesAreCheckedWithTheirTemplates() throws IOException {
        Path file = folder.resolve("am.yml");
        Files.writeString(
                file, "route: {receiver: x}\nreceivers: [{name: x}]\ntemplates: ['*.tmpl']\n");
        Path template = Files.writeString(folder.resolve("a.tmpl"), "{{ define \"a\" }}{{ end }}");
        assertEquals(0, run("check-config", List.of(), file.toString()), err::toString);
        assertEquals(
                """
                Checking 'FILE'  SUCCESS
                Found:
                 - global config
                 - route
                 - 0 inhibit rules
                 - 1 receivers
                 - 1 templates
                  SUCCESS

                """
                        .replace("FILE", file.toString()),
                out.toString());
        Files.writeString(template, "{{ define \"a\" }}{{ nofunction }}{{ end }}");
        assertEquals(1, run("check-config", List.of(), file.toString()));
        assertTrue(out.toString().contains("function \"nofunction\" not defined"), out::toString);
        assertEquals("amtool: error: failed to validate 1 file(s)\n", err.toString());
        Files.writeString(file, "route: {}\n");
        assertEquals(1, run("check-config", List.of(), file.toString()));
        assertTrue(
                out.toString().startsWith("Checking '" + file + "'  FAILED: " + file + ":1:8: "),
                out::toString);
    }
}
