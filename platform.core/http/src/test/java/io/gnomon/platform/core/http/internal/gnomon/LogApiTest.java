package io.gnomon.platform.core.http.internal.gnomon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.http.internal.logs.LogLines;
import io.gnomon.platform.core.http.internal.logs.ServerLog;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.TestServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LogApiTest {
    private static final String LOGS = "/api/gnomon/v1/logs";

    private static TestServer server() throws Exception {
        Routes routes = new Routes();
        new LogApi(new ServerLog(LogLines.four()::lines)).addTo(routes);
        return TestServer.byRole(routes);
    }

    @Test
    void administratorsReadIt() throws Exception {
        try (TestServer server = server()) {
            assertEquals(
                    "[{\"number\":4,\"at\":\"2026-11-26T19:00:03Z\",\"level\":\"error\",\"logger\":"
                            + "\"io.gnomon.a.Wal\",\"message\":\"disk full\\nnothing is written\"},"
                            + "{\"number\":3,\"at\":\"2026-11-26T19:00:02Z\",\"level\":\"warn\","
                            + "\"logger\":\"io.gnomon.b.Room\",\"message\":\"slow: 3 s\"}]",
                    server.get(LOGS + "?level=warn", "X-Role", "admin").body().strip());
            var text = server.get(LOGS + ".txt?text=room", "X-Role", "admin");
            assertEquals(
                    """
                    2026-11-26T19:00:01Z INFO io.gnomon.b.Room listening on 127.0.0.1:9090
                    2026-11-26T19:00:02Z WARN io.gnomon.b.Room slow: 3 s
                    """,
                    text.body());
            assertEquals(
                    "attachment; filename=\"gnomon-log.txt\"",
                    text.headers().firstValue("Content-Disposition").orElse(""));
        }
    }

    @Test
    void nobodyElseDoes() throws Exception {
        try (TestServer server = server()) {
            for (String path : new String[] {LOGS, LOGS + ".txt"}) {
                assertEquals(401, server.get(path).statusCode());
                assertEquals(403, server.get(path, "X-Role", "viewer").statusCode());
                assertEquals(403, server.get(path, "X-Role", "editor").statusCode());
            }
        }
    }

    @Test
    void whatIsWrongIsSaid() throws Exception {
        try (TestServer server = server()) {
            var refused = server.get(LOGS + "?level=loud", "X-Role", "admin");
            assertEquals(400, refused.statusCode());
            assertTrue(refused.body().contains("valid are debug, info, warn and error"));
        }
    }
}
