package io.gnomon.platform.core.alerting.internal.state;

import io.gnomon.platform.core.alerting.Acknowledgement;
import io.gnomon.platform.core.alerting.AlertEvent;
import io.gnomon.platform.core.alerting.RecurringSilence;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.alerting.internal.alerts.StoredAlert;
import io.gnomon.platform.core.alerting.internal.escalate.Climb;
import io.gnomon.platform.core.alerting.internal.history.Mark;
import io.gnomon.platform.core.alerting.internal.notify.LogEntry;
import io.gnomon.platform.core.database.DatabaseException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Writes changes to the tables on a thread of its own: all that came while it wrote goes with the
 * next transaction, a row that changed often is written once. A transaction counts when it is on
 * disk. One that fails is tried again every second with what came meanwhile.
 */
public final class GroupCommit implements Journal, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final long RETRY_MILLIS = 1000;

    private final AlertingTables tables;
    private final Runnable flush;
    private final Thread thread;

    /** What is to be written. Guarded by this. */
    private Map<Change.Row, Change<?, ?>> pending = new LinkedHashMap<>();

    /** Numbers of the last change that came, that is on disk, that could not be written. */
    private long given;

    private long saved;
    private long failed;
    private String problem = "";
    private boolean closed;

    /**
     * @param flush brings what was committed to the disk
     */
    public GroupCommit(AlertingTables tables, Runnable flush) {
        this.tables = tables;
        this.flush = flush;
        this.thread = Thread.ofPlatform().daemon().name("alerting-state").start(this::run);
    }

    @Override
    public void put(StoredAlert alert) {
        give(AlertingTables.ALERTS, alert.fingerprint(), Optional.of(alert));
    }

    @Override
    public void remove(StoredAlert alert) {
        give(AlertingTables.ALERTS, alert.fingerprint(), Optional.empty());
    }

    @Override
    public void put(Silence silence) {
        give(AlertingTables.SILENCES, silence.id(), Optional.of(silence));
    }

    @Override
    public void removeSilence(String id) {
        give(AlertingTables.SILENCES, id, Optional.empty());
    }

    @Override
    public void put(RecurringSilence silence) {
        give(AlertingTables.RECURRING_SILENCES, silence.id(), Optional.of(silence));
    }

    @Override
    public void removeRecurring(String id) {
        give(AlertingTables.RECURRING_SILENCES, id, Optional.empty());
    }

    @Override
    public void put(LogEntry entry) {
        give(AlertingTables.NOTIFICATIONS, entry.key(), Optional.of(entry));
    }

    @Override
    public void remove(LogEntry.Key key) {
        give(AlertingTables.NOTIFICATIONS, key, Optional.empty());
    }

    @Override
    public void put(AlertEvent event) {
        give(
                AlertingTables.HISTORY,
                new EventTable.Ids(event.id(), event.id()),
                Optional.of(event));
    }

    @Override
    public void removeEvents(long beforeId) {
        give(AlertingTables.HISTORY, new EventTable.Ids(0, beforeId - 1), Optional.empty());
    }

    @Override
    public void put(Mark mark) {
        give(AlertingTables.MARKS, mark.subject(), Optional.of(mark));
    }

    @Override
    public void removeMark(String subject) {
        give(AlertingTables.MARKS, subject, Optional.empty());
    }

    @Override
    public void put(Acknowledgement acknowledgement) {
        give(AlertingTables.ACKNOWLEDGEMENTS, acknowledgement.id(), Optional.of(acknowledgement));
    }

    @Override
    public void removeAcknowledgement(String id) {
        give(AlertingTables.ACKNOWLEDGEMENTS, id, Optional.empty());
    }

    @Override
    public void put(Climb climb) {
        give(AlertingTables.ESCALATIONS, climb.key(), Optional.of(climb));
    }

    @Override
    public void remove(Climb.Key key) {
        give(AlertingTables.ESCALATIONS, key, Optional.empty());
    }

    private synchronized <K, V> void give(Table<K, V> table, K key, Optional<V> value) {
        Change<K, V> change = new Change<>(table, key, value);
        pending.put(change.row(), change);
        given++;
        notifyAll();
    }

    /**
     * Waits for the disk.
     *
     * @throws IllegalStateException when the database cannot be written
     */
    @Override
    public synchronized void saved() throws InterruptedException {
        long wanted = given;
        while (saved < wanted && failed < wanted && !closed) {
            wait();
        }
        if (saved < wanted) {
            throw new IllegalStateException(
                    "the state of alerting cannot be written: "
                            + (problem.isEmpty() ? "the server is stopping" : problem));
        }
    }

    private void run() {
        try {
            while (writeNext()) {
                // goes on
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what is pending; false when there will be nothing any more. */
    private boolean writeNext() throws InterruptedException {
        Map<Change.Row, Change<?, ?>> batch;
        long last;
        synchronized (this) {
            while (pending.isEmpty() && !closed) {
                wait();
            }
            if (pending.isEmpty()) {
                return false;
            }
            batch = pending;
            last = given;
            pending = new LinkedHashMap<>();
        }
        try {
            tables.write(batch.values());
            flush.run();
            written(last);
            return true;
        } catch (SQLException | DatabaseException e) {
            return !notWritten(batch, last, String.valueOf(e.getMessage()));
        }
    }

    private synchronized void written(long last) {
        saved = last;
        problem = "";
        notifyAll();
    }

    /** Puts the changes back in front of what came since; whether to end. */
    private synchronized boolean notWritten(
            Map<Change.Row, Change<?, ?>> batch, long last, String why)
            throws InterruptedException {
        if (!why.equals(problem)) {
            LOG.error("the state of alerting cannot be written, trying again: {}", why);
        }
        problem = why;
        failed = last;
        notifyAll();
        batch.putAll(pending);
        pending = batch;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
        for (long left = RETRY_MILLIS; left > 0 && !closed; ) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
        return closed;
    }

    /** Writes what is pending and ends. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
