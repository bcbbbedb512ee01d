package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.TreeMap;

/** What the exporters of the distribution offer can be taken: dashboards and rules are valid. */
@Timeout(120)
class OffersTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path data;

    @Test
    void dashboardsAndRulesOfTheExportersAreTaken() throws Exception {
        try (GnomonServer server = GnomonServer.start(data)) {
            JsonNode offers = JSON.readTree(server.get("api/gnomon/v1/offers").body());
            TreeMap<String, String> paths = new TreeMap<>();
            offers.findParents("path")
                    .forEach(o -> paths.put(o.get("path").asText(), o.path("plugin").asText()));
            for (String path : paths.keySet()) {
                HttpResponse<String> taken =
                        server.adminPost(
                                "api/gnomon/v1/offers/take",
                                JSON.createObjectNode()
                                        .put("plugin", paths.get(path))
                                        .put("path", path)
                                        .toString());
                assertEquals(200, taken.statusCode(), path + ": " + taken.body());
            }
            for (String name : new String[] {"node", "mysql"}) {
                assertTrue(paths.containsKey("offers/dashboards/" + name + ".json"), name);
                assertTrue(paths.containsKey("offers/rules/" + name + ".yml"), name);
            }
            String rules = server.get("api/v1/rules").body();
            assertTrue(rules.contains("MysqlReplicaStopped"), rules);
            assertTrue(rules.contains("HostFilesystemFull"), rules);
            assertEquals(200, server.get("api/gnomon/v1/dashboards/gnomon-hosts").statusCode());
        }
    }
}
