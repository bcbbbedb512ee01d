package io.gnomon.platform.core.http.internal.prometheus;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.Snapshot.Cardinality;
import io.gnomon.model.storage.Snapshot.Count;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageAdmin;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.storage.StorageReport;
import io.gnomon.model.storage.StorageStats;
import io.gnomon.model.storage.StoredBlock;
import io.gnomon.model.text.Durations;
import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.config.StorageConfig;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.ServerFacts;
import io.gnomon.platform.core.http.internal.json.Envelope;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.json.StorageJson;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The status pages. Where a field names something of Go, it carries Java's counterpart. */
final class Status {
    private static final int LIST_MAX = 10_000;

    private final Rooms rooms;
    private final ServerFacts facts;
    private final Clock clock;

    Status(Rooms rooms, ServerFacts facts, Clock clock) {
        this.rooms = rooms;
        this.facts = facts;
        this.clock = clock;
    }

    void buildInfo(Exchange exchange) throws IOException {
        Envelope.answer(exchange, this::build);
    }

    void version(Exchange exchange) throws IOException {
        Json.answer(exchange, 200, this::build);
    }

    private void build(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("version", facts.version());
        for (String unknown : List.of("revision", "branch", "buildUser", "buildDate")) {
            json.writeStringField(unknown, "");
        }
        json.writeStringField("goVersion", "java" + Runtime.version());
        json.writeEndObject();
    }

    void runtimeInfo(Exchange exchange) throws IOException {
        ConfigService.Reload reload = rooms.config().lastReload();
        Storage storage = rooms.find(Storage.class);
        long damages = storage == null ? 0 : storage.stats().log().damages();
        Envelope.answer(
                exchange,
                json -> {
                    json.writeStartObject();
                    json.writeStringField("startTime", facts.startedAt().toString());
                    json.writeStringField("CWD", System.getProperty("user.dir", ""));
                    json.writeStringField("hostname", facts.hostname());
                    json.writeStringField("serverTime", clock.instant().toString());
                    json.writeBooleanField("reloadConfigSuccess", reload.successful());
                    json.writeStringField("lastConfigTime", reload.lastSuccess().toString());
                    json.writeNumberField("corruptionCount", damages);
                    json.writeNumberField(
                            "goroutineCount", ManagementFactory.getThreadMXBean().getThreadCount());
                    json.writeNumberField("GOMAXPROCS", Runtime.getRuntime().availableProcessors());
                    json.writeNumberField("GOMEMLIMIT", Runtime.getRuntime().maxMemory());
                    json.writeStringField("GOGC", "");
                    json.writeStringField("GODEBUG", "");
                    json.writeStringField("storageRetention", retention());
                    json.writeEndObject();
                });
    }

    /** As Prometheus writes it; what the configuration file says counts before the flags. */
    private String retention() {
        StorageConfig.RetentionConfig file = rooms.config().current().storage().tsdb().retention();
        String time = facts.flag("storage.tsdb.retention.time");
        String size = facts.flag("storage.tsdb.retention.size");
        if (!file.time().isZero()) {
            time = Durations.format(file.time().toMillis());
        }
        if (file.size() > 0) {
            size = file.size() + "B";
        }
        boolean noTime = time.isEmpty() || time.matches("0[a-z]*");
        if (size.isEmpty() || size.matches("0[A-Za-z]*")) {
            return noTime ? "15d" : time;
        }
        return noTime ? size : time + " or " + size;
    }

    void flags(Exchange exchange) throws IOException {
        Map<String, String> sorted = new TreeMap<>(facts.flags());
        Envelope.answer(
                exchange,
                json -> {
                    json.writeStartObject();
                    for (Map.Entry<String, String> flag : sorted.entrySet()) {
                        json.writeStringField(flag.getKey(), flag.getValue());
                    }
                    json.writeEndObject();
                });
    }

    void config(Exchange exchange) throws IOException {
        String text = rooms.config().current().text();
        Envelope.yaml(exchange, text);
    }

    void tsdb(Exchange exchange) throws IOException, HttpError {
        int asked = Parameters.limit(exchange, "limit");
        if (asked == 0 && !exchange.parameter("limit").isEmpty()) {
            throw new HttpError(400, "limit must be a positive number");
        }
        int limit = asked == 0 ? 10 : asked;
        if (limit > LIST_MAX) {
            throw new HttpError(400, "limit must not exceed " + LIST_MAX);
        }
        Storage storage = rooms.require(Storage.class);
        StorageStats stats = storage.stats();
        Cardinality cardinality;
        try (Snapshot snapshot =
                storage.open(Parameters.MIN_TIME_MILLIS, Parameters.MAX_TIME_MILLIS)) {
            cardinality = snapshot.cardinality(limit);
        } catch (StorageException e) {
            throw SeriesLists.asHttpError(e);
        }
        StorageAdmin admin = rooms.find(StorageAdmin.class);
        StorageReport report = admin == null ? null : admin.report(limit);
        Envelope.answer(
                exchange,
                json -> {
                    json.writeStartObject();
                    json.writeObjectFieldStart("headStats");
                    json.writeNumberField("numSeries", stats.series());
                    json.writeNumberField("numLabelPairs", cardinality.labelPairs());
                    json.writeNumberField("chunkCount", stats.headChunks());
                    json.writeNumberField("minTime", stats.minTimeMillis());
                    json.writeNumberField("maxTime", stats.maxTimeMillis());
                    json.writeEndObject();
                    counts(json, "seriesCountByMetricName", cardinality.seriesByMetric(), limit);
                    counts(json, "labelValueCountByLabelName", cardinality.valuesByLabel(), limit);
                    counts(json, "memoryInBytesByLabelName", cardinality.bytesByLabel(), limit);
                    counts(json, "seriesCountByLabelValuePair", cardinality.seriesByPair(), limit);
                    if (report != null) {
                        json.writeObjectFieldStart("gnomon");
                        StorageJson.report(json, report);
                        json.writeEndObject();
                    }
                    json.writeEndObject();
                });
    }

    /**
     * How far the log was replayed. The store is there once that is done, so there is nothing
     * between "not begun" and "all of it" (decision 0114).
     */
    void walReplay(Exchange exchange) throws IOException {
        Storage storage = rooms.find(Storage.class);
        StorageStats.Log log = storage == null ? StorageStats.Log.NONE : storage.stats().log();
        Envelope.answer(
                exchange,
                json -> {
                    json.writeStartObject();
                    json.writeNumberField("min", log.firstSegment());
                    json.writeNumberField("max", log.lastSegment());
                    json.writeNumberField("current", log.lastSegment());
                    json.writeEndObject();
                });
    }

    void blocks(Exchange exchange) throws IOException, HttpError {
        List<StoredBlock> blocks = rooms.require(StorageAdmin.class).blocks();
        Envelope.answer(
                exchange,
                json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("blocks");
                    for (StoredBlock block : blocks) {
                        StorageJson.block(json, block);
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    private static void counts(JsonGenerator json, String field, List<Count> counts, int limit)
            throws IOException {
        StorageJson.counts(json, field, ResultJson.cut(counts, limit));
    }
}
