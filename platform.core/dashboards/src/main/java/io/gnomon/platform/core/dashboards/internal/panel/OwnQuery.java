package io.gnomon.platform.core.dashboards.internal.panel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.platform.core.dashboards.DataSources;
import io.gnomon.platform.core.dashboards.internal.Json;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * Panels that show something of the server itself. Grafana's have no query; here each asks for a
 * table of the data source "gnomon", so that its rows come in the way of all others.
 */
public final class OwnQuery {
    private static final Map<String, String> TABLES =
            Map.of("alertlist", "alerts", "dashlist", "dashboards", "annolist", "annotations");

    private OwnQuery() {}

    /** The query of a panel that has no such query yet; null: it needs none. */
    public static @Nullable ObjectNode of(JsonNode panel) {
        String table = TABLES.get(panel.path("type").asText());
        if (table == null) {
            return null;
        }
        for (JsonNode target : panel.path("targets")) {
            if (target.has("table")) {
                return null;
            }
        }
        ObjectNode target = Json.newObject().put("refId", "A").put("table", table);
        target.putObject("datasource")
                .put("type", DataSources.SERVER_TYPE)
                .put("uid", DataSources.SERVER);
        return target;
    }
}
