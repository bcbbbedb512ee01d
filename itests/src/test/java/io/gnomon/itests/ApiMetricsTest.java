package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.testkit.PeerData;
import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Dashboards and rules that watch a Prometheus watch this server: every name that they use is in
 * {@code /metrics}.
 */
@Timeout(120)
class ApiMetricsTest {
    private static final Pattern NAME = Pattern.compile("\\bprometheus_[a-z0-9_]+");

    /** The alerts and dashboards of Prometheus's own mixin (documentation/prometheus-mixin). */
    private static final List<String> MIXIN =
            List.of(
                    "prometheus_build_info",
                    "prometheus_config_last_reload_success_timestamp_seconds",
                    "prometheus_config_last_reload_successful",
                    "prometheus_engine_queries",
                    "prometheus_engine_queries_concurrent_max",
                    "prometheus_engine_query_duration_seconds",
                    "prometheus_engine_query_duration_seconds_count",
                    "prometheus_notifications_alertmanagers_discovered",
                    "prometheus_notifications_errors_total",
                    "prometheus_notifications_queue_capacity",
                    "prometheus_notifications_queue_length",
                    "prometheus_notifications_sent_total",
                    "prometheus_remote_storage_enqueue_retries_total",
                    "prometheus_remote_storage_highest_timestamp_in_seconds",
                    "prometheus_remote_storage_queue_highest_sent_timestamp_seconds",
                    "prometheus_remote_storage_queue_highest_timestamp_seconds",
                    "prometheus_remote_storage_samples_dropped_total",
                    "prometheus_remote_storage_samples_failed_total",
                    "prometheus_remote_storage_samples_in_total",
                    "prometheus_remote_storage_samples_pending",
                    "prometheus_remote_storage_samples_retried_total",
                    "prometheus_remote_storage_samples_total",
                    "prometheus_remote_storage_shard_capacity",
                    "prometheus_remote_storage_shards",
                    "prometheus_remote_storage_shards_desired",
                    "prometheus_remote_storage_shards_max",
                    "prometheus_remote_storage_shards_min",
                    "prometheus_rule_evaluation_failures_total",
                    "prometheus_rule_group_iterations_missed_total",
                    "prometheus_rule_group_rules",
                    "prometheus_sd_discovered_targets",
                    "prometheus_sd_kubernetes_failures_total",
                    "prometheus_sd_refresh_failures_total",
                    "prometheus_target_interval_length_seconds_count",
                    "prometheus_target_interval_length_seconds_sum",
                    "prometheus_target_metadata_cache_entries",
                    "prometheus_target_scrape_pool_exceeded_label_limits_total",
                    "prometheus_target_scrape_pool_exceeded_target_limit_total",
                    "prometheus_target_scrapes_exceeded_body_size_limit_total",
                    "prometheus_target_scrapes_exceeded_sample_limit_total",
                    "prometheus_target_scrapes_sample_duplicate_timestamp_total",
                    "prometheus_target_scrapes_sample_out_of_bounds_total",
                    "prometheus_target_scrapes_sample_out_of_order_total",
                    "prometheus_target_sync_failed_total",
                    "prometheus_target_sync_length_seconds_sum",
                    "prometheus_tsdb_compactions_failed_total",
                    "prometheus_tsdb_head_chunks",
                    "prometheus_tsdb_head_samples_appended_total",
                    "prometheus_tsdb_head_series",
                    "prometheus_tsdb_reloads_failures_total",
                    "prometheus_tsdb_wal_corruptions_total",
                    "prometheus_tsdb_wal_segment_current",
                    "prometheus_wal_watcher_current_segment");

    /** What others of the field ask for: kube-prometheus, Grafana's and the usual dashboards. */
    private static final List<String> OTHERS =
            List.of(
                    "prometheus_http_request_duration_seconds_bucket",
                    "prometheus_http_requests_total",
                    "prometheus_http_response_size_bytes_sum",
                    "prometheus_engine_query_log_enabled",
                    "prometheus_engine_query_log_failures_total",
                    "prometheus_ready",
                    "prometheus_target_scrape_pool_target_limit",
                    "prometheus_target_scrape_pool_targets",
                    "prometheus_target_scrape_pools_total",
                    "prometheus_target_scrape_pools_failed_total",
                    "prometheus_tsdb_blocks_loaded",
                    "prometheus_tsdb_checkpoint_creations_failed_total",
                    "prometheus_tsdb_checkpoint_creations_total",
                    "prometheus_tsdb_compaction_duration_seconds_sum",
                    "prometheus_tsdb_compactions_total",
                    "prometheus_tsdb_exemplar_exemplars_appended_total",
                    "prometheus_tsdb_exemplar_exemplars_in_storage",
                    "prometheus_tsdb_exemplar_max_exemplars",
                    "prometheus_tsdb_head_max_time",
                    "prometheus_tsdb_head_min_time",
                    "prometheus_tsdb_head_series_created_total",
                    "prometheus_tsdb_head_series_removed_total",
                    "prometheus_tsdb_head_truncations_failed_total",
                    "prometheus_tsdb_lowest_timestamp_seconds",
                    "prometheus_tsdb_reloads_total",
                    "prometheus_tsdb_retention_limit_bytes",
                    "prometheus_tsdb_retention_limit_seconds",
                    "prometheus_tsdb_size_retentions_total",
                    "prometheus_tsdb_storage_blocks_bytes",
                    "prometheus_tsdb_time_retentions_total",
                    "prometheus_tsdb_wal_fsync_duration_seconds_sum",
                    "prometheus_tsdb_wal_storage_size_bytes",
                    "prometheus_tsdb_wal_writes_failed_total",
                    "process_cpu_seconds_total",
                    "process_max_fds",
                    "process_open_fds",
                    "process_resident_memory_bytes",
                    "process_start_time_seconds",
                    "process_virtual_memory_bytes");

    /** Words of dashboards that are no metrics. */
    private static final Set<String> NO_METRIC = Set.of("prometheus_client");

    @TempDir private Path folder;

    private static Set<String> ofDashboards() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(PeerData.folder("dashboards"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
                Matcher matcher = NAME.matcher(Files.readString(file));
                while (matcher.find()) {
                    names.add(matcher.group());
                }
            }
        }
        names.removeAll(NO_METRIC);
        return names;
    }

    @Test
    void everyNameThatDashboardsAndRulesUse() throws Exception {
        Set<String> wanted = ofDashboards();
        assertTrue(wanted.size() >= 14, wanted.toString());
        wanted.addAll(MIXIN);
        wanted.addAll(OTHERS);
        Files.writeString(
                folder.resolve("rules.yml"),
                "groups: [{name: g, interval: 1s, rules: [{record: a, expr: '1'}]}]");
        try (LoopbackServer receiver = new LoopbackServer(asked -> Answer.text(204, ""));
                GnomonServer server =
                        GnomonServer.start(
                                folder.resolve("data"),
                                "--config.file="
                                        + Files.writeString(
                                                folder.resolve("a.yml"),
                                                config(receiver.uri("/write"))))) {
            server.await(
                    Duration.ofSeconds(60),
                    "two scrapes and a query",
                    () -> server.query("count_over_time(node_load1[1m]) > 1").contains("value"));
            String metrics = server.get("metrics").body();
            List<String> missing = new ArrayList<>();
            for (String name : wanted) {
                boolean there = Pattern.compile("(?m)^" + name + "[ {]").matcher(metrics).find();
                if (!there) {
                    missing.add(name);
                }
            }
            assertEquals(List.of(), missing);
            checkValues(metrics);
        }
    }

    private static String config(URI receiver) {
        return """
        scrape_configs:
          - job_name: node
            scrape_interval: 1s
            scheme: exporter
            static_configs: [{targets: [node]}]
          - job_name: none
            http_sd_configs: [{url: '%1$s'}]
        remote_write: [{url: '%1$s'}]
        rule_files: ['rules.yml']
        alerting:
          alertmanagers: [{static_configs: [{targets: ['localhost:1']}]}]
        """
                .formatted(receiver);
    }

    /** Some that can be told from outside. */
    private static void checkValues(String metrics) {
        assertTrue(value(metrics, "prometheus_tsdb_head_series") > 100);
        assertEquals(20, value(metrics, "prometheus_engine_queries_concurrent_max"));
        assertEquals(100_000, value(metrics, "prometheus_tsdb_exemplar_max_exemplars"));
        String slice = "prometheus_engine_query_duration_seconds_count{slice=\"inner_eval\"}";
        assertTrue(value(metrics, slice) >= 1);
        String sync = "prometheus_target_sync_length_seconds_count{scrape_job=\"node\"}";
        assertTrue(value(metrics, sync) >= 1);
    }

    private static double value(String metrics, String series) {
        Matcher matcher =
                Pattern.compile("(?m)^" + Pattern.quote(series) + " (\\S+)$").matcher(metrics);
        assertTrue(matcher.find(), series);
        return Double.parseDouble(matcher.group(1));
    }
}
