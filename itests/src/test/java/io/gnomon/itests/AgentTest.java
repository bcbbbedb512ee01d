package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * {@code --agent}: what it scrapes arrives at the server that it writes to, with the labels of type
 * and unit that a feature makes; what an agent does not do is refused.
 */
@Timeout(120)
class AgentTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPED = "--enable-feature=type-and-unit-labels";

    @TempDir private Path folder;

    private String file(String name, String text) throws Exception {
        return "--config.file=" + Files.writeString(folder.resolve(name), text);
    }

    private static int count(GnomonServer server, String query) throws Exception {
        return JSON.readTree(server.query(query)).at("/data/result").size();
    }

    @Test
    void whatAnAgentScrapesArrives() throws Exception {
        try (GnomonServer central =
                        GnomonServer.start(
                                folder.resolve("central"),
                                "--web.enable-remote-write-receiver",
                                file("central.yml", "scrape_configs: []"));
                GnomonServer agent =
                        GnomonServer.start(
                                folder.resolve("agent"),
                                "--agent",
                                TYPED,
                                file(
                                        "agent.yml",
                                        """
                                        global: {scrape_interval: 1s}
                                        scrape_configs:
                                          - job_name: host
                                            scheme: exporter
                                            static_configs: [{targets: [node]}]
                                        remote_write:
                                          - url: %sapi/v1/write
                                            protobuf_message: io.prometheus.write.v2.Request
                                            queue_config: {batch_send_deadline: 500ms}
                                        """
                                                .formatted(central.base())))) {
            central.await(SOON, "samples", () -> count(central, "node_load1") == 1);
            String types = "count by (__type__) ({job=\"host\", __name__=~\"node_.*\"})";
            central.await(SOON, "counters", () -> count(central, types) > 1);
            assertEquals(1, count(central, "node_load1{__type__=\"gauge\"}"));
            assertEquals(1, count(agent, "node_load1{__type__=\"gauge\"}"), "it can be asked");
            JsonNode features = JSON.readTree(agent.get("api/v1/features").body()).at("/data");
            assertTrue(features.at("/prometheus/agent_mode").asBoolean());
            assertTrue(features.at("/scrape/type_and_unit_labels").asBoolean());
            JsonNode flags = JSON.readTree(agent.get("api/v1/status/flags").body()).at("/data");
            assertEquals("4h", flags.at("/storage.agent.retention.max-time").asText());
        }
    }

    @Test
    void anAgentHasNoRules() throws Exception {
        try (GnomonServer agent =
                GnomonServer.launch(
                        folder.resolve("agent"),
                        "--agent",
                        file("p.yml", "rule_files: ['*.rules']"))) {
            assertTrue(agent.process().waitFor(60, TimeUnit.SECONDS));
            assertEquals(1, agent.process().exitValue());
            String log = agent.log();
            assertTrue(
                    log.contains("p.yml:1:13: field rule_files is not allowed in agent mode"), log);
        }
    }
}
