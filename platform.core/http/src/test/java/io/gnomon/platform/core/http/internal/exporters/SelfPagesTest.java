package io.gnomon.platform.core.http.internal.exporters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.config.GnomonConfig.ExporterSection;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.TestServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.http.HttpResponse;

@Timeout(60)
class SelfPagesTest {
    private static TestServer server(LocalExporter... exporters) throws Exception {
        ExporterHandles handles =
                LocalExporter.handles(name -> ExporterSection.DEFAULTS, exporters);
        SelfPages self = new SelfPages(() -> handles);
        Routes routes = new Routes();
        routes.group(Access.READ, Routes.ErrorStyle.TEXT)
                .get("/metrics", self::text)
                .get("/self_metrics", self::json);
        return TestServer.of(routes);
    }

    @Test
    void joinsTheServersOwnExporters() throws Exception {
        LocalExporter broken =
                LocalExporter.of(
                        "self-broken",
                        (request, sink) -> {
                            throw new IllegalStateException("boom");
                        });
        try (TestServer server =
                server(
                        LocalExporter.of("self-a", "shared"),
                        LocalExporter.of("self-b", "shared"),
                        LocalExporter.of("node", "node_only"),
                        broken)) {
            HttpResponse<String> answer = server.get("/metrics");
            assertEquals(200, answer.statusCode());
            assertEquals(
                    """
                    # HELP shared Help.
                    # TYPE shared gauge
                    shared{who="self-a"} 1
                    shared{who="self-b"} 1
                    """,
                    answer.body());
            assertEquals(
                    "text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
                    answer.headers().firstValue("Content-Type").orElse(""));
        }
    }

    @Test
    void alsoAsJson() throws Exception {
        try (TestServer server =
                server(LocalExporter.of("self-a", "one"), LocalExporter.of("self-b", "two"))) {
            String json = server.get("/self_metrics?metric_name_pattern=tw.").body();
            assertTrue(
                    json.contains(
                            "[{\"name\":\"two\",\"help\":\"Help.\",\"type\":\"GAUGE\",\"metric\":"
                                    + "[{\"label\":[{\"name\":\"who\",\"value\":\"self-b\"}],"
                                    + "\"gauge\":{\"value\":1.0}}]}]"),
                    json);
        }
    }
}
