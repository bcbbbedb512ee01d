package io.gnomon.platform.core.alerting.internal.notify;

import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.alerting.internal.measure.Latencies;
import io.gnomon.spi.exporter.MetricSink;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Remembers what was told, so that nothing is told twice. Any thread. */
public final class NotificationLog {
    private final InstantSource clock;
    private final LogJournal journal;
    private final Duration retention;
    private final Map<LogEntry.Key, LogEntry> entries = new ConcurrentHashMap<>();
    private final Latencies queries = new Latencies();
    private final LongAdder queriesInVain = new LongAdder();

    /**
     * @param retention longest that an entry is kept
     */
    public NotificationLog(InstantSource clock, LogJournal journal, Duration retention) {
        this.clock = clock;
        this.journal = journal;
        this.retention = retention;
    }

    /** Takes entries of the database. */
    public void load(List<LogEntry> stored) {
        stored.forEach(entry -> entries.put(entry.key(), entry));
    }

    @Nullable LogEntry last(LogEntry.Key key) {
        long start = System.nanoTime();
        LogEntry last = entries.get(key);
        queries.add(System.nanoTime() - start);
        if (last == null) {
            queriesInVain.increment();
        }
        return last;
    }

    /** Remembers a notification, or that it is kept longer; returns when it is safe on disk. */
    void delivered(LogEntry entry) throws InterruptedException {
        entries.put(entry.key(), entry);
        journal.put(entry);
        journal.saved();
    }

    public List<LogEntry> all() {
        return List.copyOf(entries.values());
    }

    /**
     * Takes what another server has told, unless something newer is known or it may be forgotten
     * already.
     *
     * @param disk keeps it; the log's own journal would tell the others again
     */
    public void merge(LogEntry theirs, LogJournal disk) {
        if (theirs.expiresAt().isAfter(clock.instant())) {
            entries.compute(
                    theirs.key(),
                    (key, ours) -> {
                        if (ours != null && !ours.sentAt().isBefore(theirs.sentAt())) {
                            return ours;
                        }
                        disk.put(theirs);
                        return theirs;
                    });
        }
    }

    /**
     * When an entry made now may be forgotten: two repeat intervals later, or earlier, but not
     * before it is repeated after a wait that has grown.
     */
    Instant expiry(Instant now, Duration repeatInterval, Duration wait) {
        Duration kept = repeatInterval.multipliedBy(2);
        if (kept.compareTo(retention) >= 0 || kept.isZero()) {
            kept = retention;
        }
        Duration grown = wait.compareTo(repeatInterval) > 0 ? wait.multipliedBy(2) : kept;
        return now.plus(grown.compareTo(kept) > 0 ? grown : kept);
    }

    /** Forgets what may be forgotten. */
    public void collectGarbage() {
        Instant now = clock.instant();
        for (LogEntry entry : List.copyOf(entries.values())) {
            if (!entry.expiresAt().isAfter(now) && entries.remove(entry.key(), entry)) {
                journal.remove(entry.key());
            }
        }
    }

    public int size() {
        return entries.size();
    }

    /** Self-metrics with Alertmanager's names, for which what is not found is an error, too. */
    public void writeTo(MetricSink sink) {
        sink.family(
                "alertmanager_nflog_queries_total",
                MetricType.COUNTER,
                "Number of notification log queries were received.");
        sink.sample((double) queries.count());
        sink.family(
                "alertmanager_nflog_query_errors_total",
                MetricType.COUNTER,
                "Number notification log received queries that failed.");
        sink.sample((double) queriesInVain.sum());
        sink.family(
                "alertmanager_nflog_query_duration_seconds",
                MetricType.HISTOGRAM,
                "Duration of notification log query evaluation.");
        queries.writeTo(sink);
    }
}
