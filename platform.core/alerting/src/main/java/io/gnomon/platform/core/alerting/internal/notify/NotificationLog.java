package io.gnomon.platform.core.alerting.internal.notify;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers what was told, so that nothing is told twice. Any thread. */
public final class NotificationLog {
    private final InstantSource clock;
    private final LogJournal journal;
    private final Duration retention;
    private final Map<LogEntry.Key, LogEntry> entries = new ConcurrentHashMap<>();

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
        return entries.get(key);
    }

    /** Remembers a notification; returns when it is safe on disk. */
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

    /** When an entry made now may be forgotten: two repeat intervals later, or earlier. */
    Instant expiry(Instant now, Duration repeatInterval) {
        Duration kept = repeatInterval.multipliedBy(2);
        return now.plus(kept.compareTo(retention) < 0 && !kept.isZero() ? kept : retention);
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
}
