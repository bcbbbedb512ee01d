package io.gnomon.bench.subject;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server of the comparison. All get the same scrape configuration. */
public enum Subject {
    PROMETHEUS("Prometheus", "/-/ready", "prometheus_tsdb_head_samples_appended_total"),
    VICTORIA_METRICS("VictoriaMetrics", "/health", "vm_rows_inserted_total"),
    GNOMON("Gnomon", "/-/ready", "prometheus_tsdb_head_samples_appended_total");

    private final String title;
    private final String readyPath;
    private final String samplesMetric;

    Subject(String title, String readyPath, String samplesMetric) {
        this.title = title;
        this.readyPath = readyPath;
        this.samplesMetric = samplesMetric;
    }

    /** Name in tables. */
    public String title() {
        return title;
    }

    /** Answers 200 when queries and scrapes work. */
    String readyPath() {
        return readyPath;
    }

    /** Its own count of the samples that it has stored. */
    String samplesMetric() {
        return samplesMetric;
    }

    /**
     * The command line of a server on a data folder.
     *
     * @param port on 127.0.0.1
     * @param config scrape configuration
     */
    List<String> command(Places places, Path data, int port, Path config) {
        String address = "127.0.0.1:" + port;
        List<String> command = new ArrayList<>();
        switch (this) {
            case PROMETHEUS -> {
                command.add(places.peer("prometheus"));
                command.add("--config.file=" + config);
                command.add("--storage.tsdb.path=" + data);
                command.add("--storage.tsdb.retention.time=10y");
                command.add("--web.listen-address=" + address);
                command.add("--web.enable-admin-api");
                command.add("--web.enable-remote-write-receiver");
                command.add("--log.level=warn");
            }
            case VICTORIA_METRICS -> {
                command.add(places.peer("victoria-metrics"));
                command.add("-promscrape.config=" + config);
                command.add("-storageDataPath=" + data);
                command.add("-retentionPeriod=10y");
                command.add("-httpListenAddr=" + address);
                command.add("-search.latencyOffset=0s");
                command.add("-search.disableCache");
                command.add("-loggerLevel=WARN");
            }
            case GNOMON -> {
                command.add(places.gnomon());
                command.add("--config.file=" + config);
                command.add("--storage.tsdb.path=" + data);
                command.add("--storage.tsdb.retention.time=10y");
                command.add("--web.listen-address=" + address);
                command.add("--web.enable-remote-write-receiver");
            }
        }
        return command;
    }

    /**
     * The command line that makes blocks of an OpenMetrics file.
     *
     * @throws IllegalArgumentException when there is no such program
     */
    public List<String> backfill(Places places, Path file, Path data) {
        String program =
                switch (this) {
                    case PROMETHEUS -> places.peer("promtool");
                    case GNOMON -> places.gnomon();
                    case VICTORIA_METRICS ->
                            throw new IllegalArgumentException(title + " has no such tool");
                };
        List<String> words = List.of("tsdb", "create-blocks-from", "openmetrics");
        List<String> command = new ArrayList<>();
        command.add(program);
        command.addAll(words);
        command.add(file.toString());
        command.add(data.toString());
        return command;
    }

    /** Whether a file of the data folder has the labels of series and how they are found. */
    public boolean isIndex(String name) {
        return switch (this) {
            case PROMETHEUS -> name.endsWith("/index");
            case VICTORIA_METRICS -> name.contains("/indexdb/");
            case GNOMON ->
                    name.contains("/index/")
                            || name.endsWith("/series")
                            || name.endsWith("/symbols");
        };
    }

    /** Whether a file of the data folder has samples or their times. */
    public boolean isSamples(String name) {
        return switch (this) {
            case PROMETHEUS -> name.contains("/chunks/");
            case VICTORIA_METRICS -> name.startsWith("/data/");
            case GNOMON -> name.endsWith("/chunks") || name.endsWith("/times");
        };
    }

    /** The version that the program tells. */
    public String version(Places places) {
        return switch (this) {
            case PROMETHEUS -> places.packageVersion("prometheus");
            case VICTORIA_METRICS -> places.packageVersion("victoria-metrics");
            case GNOMON -> places.checkout();
        };
    }
}
