package io.gnomon.platform.core.scrape.internal;

import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.scrape.internal.loop.DiscoveryMetrics;
import io.gnomon.platform.core.scrape.internal.loop.DiscoveryMetrics.Refreshes;
import io.gnomon.platform.core.scrape.internal.loop.ScrapePools;
import io.gnomon.spi.exporter.MetricSink;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Figures of the discoveries, under Prometheus's names. */
final class DiscoveryFigures {
    /** Counters that have one mechanism's failures. */
    private static final List<Failures> FAILURES =
            List.of(
                    new Failures("prometheus_sd_azure_failures_total", "Azure", "azure"),
                    new Failures("prometheus_sd_consul_rpc_failures_total", "Consul", "consul"),
                    new Failures("prometheus_sd_dns_lookup_failures_total", "DNS", "dns"),
                    new Failures("prometheus_sd_file_read_errors_total", "files", "file"),
                    new Failures("prometheus_sd_http_failures_total", "HTTP lists", "http"),
                    new Failures(
                            "prometheus_sd_kubernetes_failures_total", "Kubernetes", "kubernetes"),
                    new Failures("prometheus_sd_kuma_fetch_failures_total", "Kuma", "kuma"),
                    new Failures("prometheus_sd_linode_failures_total", "Linode", "linode"),
                    new Failures("prometheus_sd_nomad_failures_total", "Nomad", "nomad"),
                    new Failures(
                            "prometheus_treecache_zookeeper_failures_total",
                            "ZooKeeper",
                            "nerve",
                            "serverset"));

    private final MetricSink sink;

    DiscoveryFigures(MetricSink sink) {
        this.sink = sink;
    }

    void report(Collection<ScrapePools.JobFigures> jobs, DiscoveryMetrics metrics) {
        gauge("prometheus_sd_discovered_targets", "Targets that were discovered.");
        jobs.forEach(job -> sink.sample(job.discovered(), "config", job.job(), "name", "scrape"));
        gauge("prometheus_sd_failed_configs", "Discoveries that do not work at the moment.");
        sink.sample(
                jobs.stream().mapToInt(ScrapePools.JobFigures::failingDiscoveries).sum(),
                "name",
                "scrape");
        ofAll(
                "prometheus_sd_received_updates_total",
                "Refreshes of discoveries that found something.",
                sum(metrics, refreshes -> refreshes.received.sum()));
        ofAll(
                "prometheus_sd_updates_total",
                "Refreshes of discoveries that found other targets than before.",
                sum(metrics, refreshes -> refreshes.updates.sum()));
        ofAll(
                "prometheus_sd_updates_delayed_total",
                "Updates that had to wait: none, each is taken over at once.",
                0);
        gauge(
                "prometheus_sd_last_update_timestamp_seconds",
                "When a discovery last found other targets than before.");
        sink.sample(metrics.lastUpdateMillis() / 1e3, "name", "scrape");
        places(metrics.places());
        FAILURES.forEach(failures -> failures.report(sink, metrics));
        kuma(metrics.of("kuma"));
    }

    private static long sum(DiscoveryMetrics metrics, ToLongFunction<Refreshes> figure) {
        return metrics.mechanisms().stream().mapToLong(figure).sum();
    }

    private void ofAll(String name, String help, long value) {
        sink.family(name, MetricType.COUNTER, help);
        sink.sample((double) value, "name", "scrape");
    }

    private void places(Map<DiscoveryMetrics.Place, Refreshes> places) {
        sink.family(
                "prometheus_sd_refresh_failures_total",
                MetricType.COUNTER,
                "Refreshes that failed.");
        places.forEach((place, refreshes) ->
                sink.sample((double) refreshes.failures.sum(), labels(place)));
        sink.family(
                "prometheus_sd_refresh_duration_seconds",
                MetricType.SUMMARY,
                "How long refreshes took, those that failed too.");
        places.forEach((place, refreshes) -> refreshes.durations.writeTo(sink, labels(place)));
    }

    private static String[] labels(DiscoveryMetrics.Place place) {
        return new String[] {"config", place.job(), "mechanism", place.mechanism()};
    }

    private void kuma(Refreshes refreshes) {
        sink.family(
                "prometheus_sd_kuma_fetch_skipped_updates_total",
                MetricType.COUNTER,
                "Fetches of Kuma's targets that found the same as before.");
        sink.sample((double) (refreshes.received.sum() - refreshes.updates.sum()));
        sink.family(
                "prometheus_sd_kuma_fetch_duration_seconds",
                MetricType.SUMMARY,
                "How long fetches of Kuma's targets took.");
        refreshes.durations.writeTo(sink);
    }

    private void gauge(String name, String help) {
        sink.family(name, MetricType.GAUGE, help);
    }

    private record Failures(String name, String what, String... mechanisms) {
        void report(MetricSink sink, DiscoveryMetrics metrics) {
            sink.family(name, MetricType.COUNTER, "Refreshes of " + what + " that failed.");
            sink.sample(
                    (double)
                            Stream.of(mechanisms)
                                    .mapToLong(mechanism -> metrics.of(mechanism).failures.sum())
                                    .sum());
        }
    }
}
