package io.gnomon.platform.core.rules.internal.evaluation;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryResult;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.text.GoNumbers;
import io.gnomon.platform.core.config.ValidationScheme;
import io.gnomon.platform.core.config.rules.RuleFile;
import io.gnomon.platform.core.config.rules.RuleFile.Dialect;
import io.gnomon.platform.core.rules.RulesView;
import io.gnomon.platform.core.rules.internal.RoomTemplates;
import io.gnomon.platform.core.rules.internal.evaluation.Surroundings.AlertTimes;
import io.gnomon.platform.memory.MemoryStorage;
import io.gnomon.platform.promql.internal.Engine;
import io.gnomon.platform.promql.internal.run.EngineSettings;
import io.gnomon.spi.settings.SettingsException;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/** A store, an engine, a clock that stands still, and what was raised. */
public final class RuleWorld {
    public final MemoryStorage storage = new MemoryStorage();
    public final Engine engine = new Engine(EngineSettings.DEFAULT, () -> storage);
    public final List<Alert> sent = new CopyOnWriteArrayList<>();
    public @Nullable Storage present = storage;
    public long nowMillis;
    public @Nullable Executor concurrent;
    public Duration queryOffset = Duration.ZERO;
    private int writes;

    public Surroundings surroundings() {
        return new Surroundings(
                () -> present,
                () -> engine,
                new RoomTemplates(Map::of, "http://server:9090"),
                sent::addAll,
                "http://server:9090",
                () -> queryOffset,
                AlertTimes.DEFAULT,
                () -> Instant.ofEpochMilli(nowMillis),
                concurrent);
    }

    /** Rule files are read as the server does. */
    public RuleFile file(String yaml) throws SettingsException {
        return RuleFile.parse("r.yml", yaml, new Dialect(engine, ValidationScheme.UTF8, false));
    }

    /** The first group of a file, evaluated every minute. */
    LiveGroup group(String yaml) throws SettingsException {
        return group(yaml, false);
    }

    LiveGroup group(String yaml, boolean restore) throws SettingsException {
        return new LiveGroup(
                "r.yml",
                file(yaml).groups().get(0),
                Duration.ofMinutes(1),
                surroundings(),
                new GroupFigures(new GroupFigures.Shared()),
                restore);
    }

    /** Stores one sample. */
    public void write(Labels labels, long timeMillis, double value) {
        try (AppendBatch batch = storage.batch("test " + writes++, timeMillis)) {
            batch.append(batch.series(labels), value);
            batch.commit(AppendBatch.Durability.VISIBLE);
        } catch (StorageException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Evaluates at a time in seconds. */
    void evaluate(LiveGroup group, long seconds) {
        nowMillis = seconds * 1000;
        group.evaluate(nowMillis);
    }

    /** All samples of a metric: {@code {job="a"} 1@60 stale@120}, times in seconds. */
    public List<String> stored(String metric) {
        try (Snapshot snapshot = storage.open(0, Long.MAX_VALUE / 2)) {
            Selection found =
                    snapshot.select(
                            engine.parseSelector(metric),
                            SelectHints.between(0, Long.MAX_VALUE / 2));
            List<String> lines = new ArrayList<>();
            SampleColumn column = new SampleColumn();
            try (SampleReader reader = found.reader()) {
                for (int i = 0; i < found.size(); i++) {
                    reader.read(i, column);
                    lines.add(found.labels(i).with(Labels.METRIC_NAME, "") + samples(column));
                }
            }
            return lines;
        } catch (StorageException | QueryException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String samples(SampleColumn column) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < column.size; i++) {
            double value = column.values[i];
            text.append(' ')
                    .append(SampleValues.isStale(value) ? "stale" : GoNumbers.shortest(value))
                    .append('@')
                    .append(GoNumbers.shortest(column.times[i] / 1e3));
        }
        return text.toString();
    }

    /** The only rule's alerts: {@code pending since 60}. */
    static List<String> alerts(LiveGroup group) {
        return ((RulesView.Alerting) group.view().rules().get(0))
                .alerts().stream()
                        .map(a -> a.state().text() + " since " + a.activeAt().getEpochSecond())
                        .toList();
    }

    static RulesView.Evaluation last(LiveGroup group, int rule) {
        return group.view().rules().get(rule).evaluation();
    }

    /** What was raised since the last call: labels, start and end in seconds. */
    List<String> sent() {
        List<String> lines =
                sent.stream()
                        .map(a ->
                                a.labels()
                                        + " "
                                        + a.startsAt().getEpochSecond()
                                        + ".."
                                        + a.endsAt().getEpochSecond())
                        .toList();
        sent.clear();
        return lines;
    }

    QueryResult query(String query, long seconds) throws QueryException {
        return ((QueryEngine) engine).query(QueryRequest.instant(query, seconds * 1000));
    }
}
