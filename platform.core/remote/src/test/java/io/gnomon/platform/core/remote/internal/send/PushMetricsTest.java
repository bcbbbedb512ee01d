package io.gnomon.platform.core.remote.internal.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class PushMetricsTest {
    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String url, String... rest) {
        List<String> arguments = new ArrayList<>(List.of("", "5s", "prometheus.WriteRequest", url));
        arguments.addAll(List.of(rest));
        return new PushMetrics()
                .run(
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        arguments.toArray(String[]::new));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void filesAreSent() throws IOException {
        try (LoopbackServer server = new LoopbackServer(asked -> Answer.text(204, ""))) {
            String good = file("good.prom", "a 1\n");
            String bad = file("bad.prom", "a 1 2 3\n");
            String url = server.uri("/write").toString();
            assertEquals(
                    1, run(url, "label:job=x", "header:X-Y=a=b", "file:" + bad, "file:" + good));
            assertEquals(
                    """
                    Parsing metrics file %s
                    Parsing metrics file %s
                      SUCCESS: metrics file %s pushed to remote write.
                    """
                            .formatted(bad, good, good),
                    out.toString());
            assertTrue(
                    err.toString().startsWith("  FAILED: text format parsing error in line 1: "),
                    err::toString);
            assertEquals(1, server.asked().size());
            var headers = server.asked().get(0).headers();
            assertEquals("a=b", headers.get("X-y"), headers::toString);
            assertEquals("snappy", headers.get("Content-encoding"));
            assertEquals(0, run(url, "file:" + good));
        }
    }

    @Test
    void refusalsAreSaid() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("a 1\n".getBytes(StandardCharsets.UTF_8)));
        try (LoopbackServer server = new LoopbackServer(asked -> Answer.text(400, "no\n"))) {
            assertEquals(1, run(server.uri("/").toString()));
        } finally {
            System.setIn(before);
        }
        assertEquals("Parsing standard input\n", out.toString());
        assertEquals("  FAILED: server returned HTTP status 400: no\n", err.toString());
        assertEquals(1, run("http://a b"));
    }
}
