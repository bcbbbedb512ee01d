package io.gnomon.platform.core.http.internal.prometheus;

import io.gnomon.model.query.QueryEngine;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.ServerFacts;
import io.gnomon.platform.core.http.internal.json.Envelope;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.runtime.Plugins;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * features: what this server can do, by Prometheus's names. The language is told by the engine that
 * is there, the discoveries by the plugins that are active.
 */
final class Features {
    private final Rooms rooms;
    private final ServerFacts facts;

    Features(Rooms rooms, ServerFacts facts) {
        this.rooms = rooms;
        this.facts = facts;
    }

    void features(Exchange exchange) throws IOException {
        Map<String, Map<String, Boolean>> all = new TreeMap<>();
        all.put("api", api());
        all.put(
                "otlp_receiver",
                Map.of(
                        "delta_conversion",
                        false,
                        "native_delta_ingestion",
                        facts.hasFeature("otlp-native-delta-ingestion")));
        all.put(
                "prometheus",
                Map.of(
                        "agent_mode", facts.isOn("agent"),
                        "auto_reload_config", facts.isOn("config.auto-reload"),
                        "server_mode", !facts.isOn("agent"),
                        "stringlabels", false));
        all.put(
                "rules",
                Map.of(
                        "concurrent_rule_eval", facts.hasFeature("concurrent-rule-eval"),
                        "keep_firing_for", true,
                        "query_offset", true));
        all.put(
                "scrape",
                Map.of(
                        "extra_scrape_metrics", true,
                        "start_timestamp_zero_ingestion",
                                facts.hasFeature("created-timestamp-zero-ingestion"),
                        "type_and_unit_labels", facts.hasFeature("type-and-unit-labels")));
        all.put("service_discovery_providers", discoveries());
        all.put(
                "tsdb",
                Map.of(
                        "delayed_compaction", false,
                        "exemplar_storage",
                                rooms.config().current().storage().exemplars().maxExemplars() > 0,
                        "histograms_st_encoding", false,
                        "isolation", true,
                        "native_histograms", true,
                        "st_storage", false,
                        "use_uncached_io", false,
                        "xor2_encoding", false));
        QueryEngine engine = rooms.find(QueryEngine.class);
        if (engine != null) {
            all.putAll(engine.features());
        }
        Envelope.answer(
                exchange,
                json -> {
                    json.writeStartObject();
                    for (Map.Entry<String, Map<String, Boolean>> kind : all.entrySet()) {
                        json.writeObjectFieldStart(kind.getKey());
                        for (Map.Entry<String, Boolean> one :
                                new TreeMap<>(kind.getValue()).entrySet()) {
                            json.writeBooleanField(one.getKey(), one.getValue());
                        }
                        json.writeEndObject();
                    }
                    json.writeEndObject();
                });
    }

    private Map<String, Boolean> api() {
        Map<String, Boolean> api = new TreeMap<>();
        api.put("admin", facts.isOn("web.enable-admin-api"));
        api.put("lifecycle", facts.isOn("web.enable-lifecycle"));
        api.put("remote_write_receiver", facts.isOn("web.enable-remote-write-receiver"));
        api.put("otlp_write_receiver", facts.isOn("web.enable-otlp-receiver"));
        api.put("search", facts.hasFeature(Search.FEATURE));
        for (String always :
                List.of(
                        "exclude_alerts",
                        "label_values_match",
                        "openapi_3.1",
                        "openapi_3.2",
                        "query_stats",
                        "query_warnings",
                        "search_fuzz_alg_jarowinkler",
                        "search_fuzz_alg_subsequence",
                        "time_range_labels",
                        "time_range_series")) {
            api.put(always, true);
        }
        return api;
    }

    private Map<String, Boolean> discoveries() {
        Map<String, Boolean> names = new TreeMap<>();
        names.put("static", true);
        Plugins plugins = rooms.find(Plugins.class);
        if (plugins != null) {
            plugins.active(DiscoveryFactory.class).forEach(one -> names.put(one.name(), true));
        }
        return names;
    }
}
