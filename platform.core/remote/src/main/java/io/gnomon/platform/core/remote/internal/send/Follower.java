package io.gnomon.platform.core.remote.internal.send;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.storage.Tail;
import io.gnomon.platform.core.remote.internal.send.Watermark.Mark;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads what the store commits and hands it on, from a place that is known across restarts. What
 * the store's feed no longer has is read from the store itself, by time. For one thread.
 */
final class Follower {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final long AGAIN_MILLIS = 1000;

    /**
     * Who is further behind reads by time: the feed leaves out series that the head has forgotten,
     * which happens some hours after their last sample.
     */
    private static final long FAR_BEHIND_MILLIS = Duration.ofHours(1).toMillis();

    /** A scrape may be committed so long after its time. */
    private static final long OVERLAP_MILLIS = Duration.ofMinutes(1).toMillis();

    private static final long WINDOW_MILLIS = Duration.ofMinutes(10).toMillis();

    /** Rows read by time that are handed on together. */
    private static final int SOME_ROWS = 4096;

    private final String name;
    private final Supplier<@Nullable Storage> storage;
    private final Staging staging;
    private final SenderState state;
    private final InstantSource clock;
    private final Receiver receiver;

    /** Up to where was read; position -1 before the first time. */
    private Mark read;

    private boolean feedIsLost;
    private long repeatsUntil;

    /** Takes what was read. */
    interface Receiver {
        /**
         * Takes rows, waiting for room.
         *
         * @param after where reading goes on behind them
         * @return number of the batch
         */
        long take(Rows rows, Mark after) throws InterruptedException;
    }

    /**
     * A follower.
     *
     * @param from where a process before this one was, null to begin with what comes now
     */
    Follower(
            String name,
            Supplier<@Nullable Storage> storage,
            Staging staging,
            SenderState state,
            InstantSource clock,
            Receiver receiver,
            @Nullable Mark from) {
        this.name = name;
        this.storage = storage;
        this.staging = staging;
        this.state = state;
        this.clock = clock;
        this.receiver = receiver;
        this.read = from == null ? new Mark(-1, clock.millis()) : from;
        this.repeatsUntil = from == null ? -1 : Long.MAX_VALUE;
        if (from != null) {
            state.repeatsBelow(Long.MAX_VALUE);
        }
    }

    /** Reads until the sender ends. */
    void run() {
        try {
            while (!state.isStopping()) {
                Storage store = storage.get();
                if (store == null) {
                    state.pause(AGAIN_MILLIS);
                    continue;
                }
                try {
                    follow(store);
                } catch (StorageException e) {
                    trouble(e);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("reading for {} ends", name);
        }
    }

    private void trouble(StorageException e) throws InterruptedException {
        switch (e.kind()) {
            case GONE, CORRUPT -> {
                LOG.warn("remote write to {}: {}; samples are read by time", name, e.getMessage());
                feedIsLost = true;
            }
            case UNAVAILABLE, FULL, CANCELLED, IO -> {
                LOG.warn("remote write to {}: {}", name, e.getMessage());
                state.pause(AGAIN_MILLIS);
            }
        }
    }

    /** Follows one store, until it is replaced, fails, or the sender is too far behind. */
    private void follow(Storage store) throws StorageException, InterruptedException {
        describe(store);
        try (Tail tail = open(store)) {
            staging.follow(tail);
            while (!state.isStopping() && isThere(store) && !isFarBehind(store)) {
                staging.clear();
                if (tail.next(IDLE, staging)) {
                    long newest = Math.max(read.timeMillis(), staging.end());
                    handOn(new Mark(tail.position(), newest));
                }
            }
        }
    }

    /** Whether the store is still the one of the server. */
    @SuppressWarnings("ReferenceEquality") // Another store is another object, whatever it has.
    private boolean isThere(Storage store) {
        return storage.get() == store;
    }

    private void handOn(Mark after) throws InterruptedException {
        read = after;
        long batch = receiver.take(staging.rows, after);
        if (repeatsUntil >= 0 && after.position() >= repeatsUntil) {
            repeatsUntil = -1;
            state.repeatsBelow(batch + 1);
        }
    }

    private boolean isFarBehind(Storage store) {
        // An empty store's newest time is the lowest there is, so nothing is taken from it.
        return store.stats().maxTimeMillis() > read.timeMillis() + FAR_BEHIND_MILLIS;
    }

    private Tail open(Storage store) throws StorageException, InterruptedException {
        if (read.position() < 0) {
            Tail tail = store.tail(Storage.TAIL_END);
            staging.clear();
            handOn(new Mark(tail.position(), clock.millis()));
            return tail;
        }
        if (!feedIsLost && !isFarBehind(store)) {
            try {
                Tail tail = store.tail(read.position());
                if (repeatsUntil == Long.MAX_VALUE) {
                    endRepeats(store);
                }
                return tail;
            } catch (StorageException e) {
                if (e.kind() != StorageException.Kind.GONE) {
                    throw e;
                }
            }
        }
        Tail tail = store.tail(Storage.TAIL_END);
        state.repeatsBelow(Long.MAX_VALUE);
        readByTime(store);
        repeatsUntil = tail.position();
        staging.clear();
        handOn(new Mark(tail.position(), read.timeMillis()));
        feedIsLost = false;
        return tail;
    }

    /** What is committed from now on was delivered by nobody. */
    private void endRepeats(Storage store) throws StorageException {
        try (Tail end = store.tail(Storage.TAIL_END)) {
            repeatsUntil = end.position();
        }
        if (read.position() >= repeatsUntil) {
            repeatsUntil = -1;
            state.repeatsBelow(Long.MIN_VALUE);
        }
    }

    /** Reads all that is newer than what was read, and a little before it. */
    private void readByTime(Storage store) throws StorageException, InterruptedException {
        long from = read.timeMillis() - OVERLAP_MILLIS;
        long to = store.stats().maxTimeMillis();
        LOG.info(
                "remote write to {}: {} seconds of samples are read by time",
                name,
                to < from ? 0 : (to - from) / 1000);
        while (from <= to && !state.isStopping()) {
            long end = Math.min(to, from + WINDOW_MILLIS - 1);
            readWindow(store, from, end);
            staging.clear();
            handOn(new Mark(read.position(), Math.max(read.timeMillis(), end)));
            from = end + 1;
            to = Math.max(to, store.stats().maxTimeMillis());
        }
    }

    private void readWindow(Storage store, long from, long to)
            throws StorageException, InterruptedException {
        SampleColumn column = new SampleColumn();
        staging.clear();
        try (Snapshot snapshot = store.open(from, to)) {
            Selection all =
                    snapshot.select(
                            List.of(new Matcher(Matcher.Type.NOT_EQUAL, "__name__", "")),
                            SelectHints.between(from, to));
            try (SampleReader reader = all.reader()) {
                for (int series = 0; series < all.size() && !state.isStopping(); series++) {
                    reader.read(series, column);
                    stage(all, series, column);
                    if (staging.rows.size >= SOME_ROWS) {
                        staging.end();
                        handOn(read);
                        staging.clear();
                    }
                }
            }
        }
        staging.end();
        handOn(read);
    }

    private void stage(Selection all, int series, SampleColumn column) {
        if (column.size == 0) {
            return;
        }
        SentSeries sent = staging.make(all.labels(series));
        for (int row = 0; row < column.size; row++) {
            Histogram histogram = column.histogram(row);
            if (histogram == null) {
                staging.add(sent, column.times[row], column.values[row]);
            } else {
                staging.add(sent, column.times[row], histogram);
            }
        }
    }

    /** Learns what the store knows about families. */
    private void describe(Storage store) throws StorageException {
        try (Snapshot snapshot = store.open(clock.millis(), clock.millis())) {
            snapshot.metadata("").forEach(staging::metadata);
        }
    }
}
