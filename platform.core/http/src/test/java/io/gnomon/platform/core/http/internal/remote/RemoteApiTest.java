package io.gnomon.platform.core.http.internal.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.platform.core.http.internal.FakeRooms;
import io.gnomon.platform.core.http.internal.ServerFacts;
import io.gnomon.platform.core.http.internal.prometheus.FakeEngine;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.TestServer;
import io.gnomon.platform.core.remote.Incoming;
import io.gnomon.platform.core.remote.Output;
import io.gnomon.platform.core.remote.RemoteProtocols;
import io.gnomon.platform.core.remote.Reply;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

@Timeout(60)
class RemoteApiTest {
    private final FakeRooms rooms = new FakeRooms();

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        rooms.put(RemoteProtocols.class, new Echo());
        server = server("true");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TestServer server(String enabled) throws Exception {
        Routes routes = new Routes();
        new RemoteApi(
                        rooms,
                        new ServerFacts(
                                "1",
                                "host",
                                Instant.EPOCH,
                                Map.of(),
                                name -> name.startsWith("web.enable-") ? enabled : ""))
                .addTo(routes);
        return TestServer.of(routes);
    }

    /** Says what came. */
    private static final class Echo implements RemoteProtocols {
        @Override
        public Reply write(Incoming request) throws IOException {
            String body = new String(request.body().readAllBytes(), StandardCharsets.UTF_8);
            return body.equals("good")
                    ? new Reply(204, Map.of("X-Written", "1"), "")
                    : Reply.of(400, request.header("content-type") + " " + body);
        }

        @Override
        public Reply writeOtlp(Incoming request) throws IOException {
            return Reply.of(200, "");
        }

        @Override
        public Reply importSamples(Incoming request) {
            return Reply.of(204, "");
        }

        @Override
        public void read(Incoming request, Output output) throws IOException {
            byte[] body = request.body().readAllBytes();
            try (OutputStream out = output.open(200, Map.of("Content-Type", "a/b", "X", "y"))) {
                out.write(body);
            }
        }

        @Override
        public void federate(List<List<Matcher>> selectors, Incoming request, Output output)
                throws IOException {
            Reply.of(200, selectors + request.header("Accept")).sendTo(output);
        }
    }

    @Test
    void repliesBecomeAnswers() throws Exception {
        HttpResponse<String> good = server.send("POST", "/api/v1/write", "good");
        assertEquals(204, good.statusCode());
        assertEquals("1", good.headers().firstValue("X-Written").orElse(""));
        assertEquals("", good.body());
        HttpResponse<String> bad =
                server.send("POST", "/api/v1/write", "bad", "Content-Type", "x/y");
        assertEquals(400, bad.statusCode());
        assertEquals("x/y bad\n", bad.body());
        assertEquals("text/plain; charset=utf-8", bad.headers().firstValue("Content-Type").get());
        assertEquals(405, server.get("/api/v1/write").statusCode());
    }

    @Test
    void withoutItsFlagItIsRefusedInPrometheussWords() throws Exception {
        server.close();
        server = server("false");
        HttpResponse<String> answer = server.send("POST", "/api/v1/write", "good");
        assertEquals(404, answer.statusCode());
        assertEquals(
                "remote write receiver needs to be enabled with"
                        + " --web.enable-remote-write-receiver\n",
                answer.body());
        assertEquals(
                "import needs to be enabled with --web.enable-remote-write-receiver\n",
                server.send("POST", "/api/v1/import", "").body());
    }

    @Test
    void whileTheRoomIsAwayTheSenderTriesAgain() throws Exception {
        rooms.remove(RemoteProtocols.class);
        HttpResponse<String> answer = server.send("POST", "/api/v1/write", "good");
        assertEquals(503, answer.statusCode());
        assertEquals("2", answer.headers().firstValue("Retry-After").orElse(""));
    }

    @Test
    void readersAreAnsweredThroughAStream() throws Exception {
        HttpResponse<String> answer = server.send("POST", "/api/v1/read", "matchers");
        assertEquals(200, answer.statusCode());
        assertEquals("a/b", answer.headers().firstValue("Content-Type").orElse(""));
        assertEquals("y", answer.headers().firstValue("X").orElse(""));
        assertEquals("matchers", answer.body());
    }

    @Test
    void federationTakesSelectors() throws Exception {
        rooms.put(QueryEngine.class, new FakeEngine());
        String path = "/federate?match%5B%5D=up&match%5B%5D=down";
        HttpResponse<String> answer = server.get(path, "Accept", "x");
        assertEquals(200, answer.statusCode());
        assertEquals("[[__name__=\"up\"], [__name__=\"down\"]]x\n", answer.body());
        assertEquals(400, server.get("/federate?match%5B%5D=%28").statusCode());
    }

    /** Nothing of a body is read that says it is too large. */
    @Test
    void anAnnouncedGiantIsRefused() throws Exception {
        String answer =
                server.raw(
                        String.join(
                                "\r\n",
                                "POST /api/v1/write HTTP/1.1",
                                "Host: localhost",
                                "Content-Length: 100000000000",
                                "Connection: close",
                                "",
                                ""));
        assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
    }
}
