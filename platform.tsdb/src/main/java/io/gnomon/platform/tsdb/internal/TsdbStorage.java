package io.gnomon.platform.tsdb.internal;

import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.storage.StorageStats;
import io.gnomon.model.storage.Tail;
import io.gnomon.platform.tsdb.internal.head.Head;
import io.gnomon.platform.tsdb.internal.head.HeadAppends;
import io.gnomon.platform.tsdb.internal.head.HeadSeries;
import io.gnomon.platform.tsdb.internal.index.LabelIndex;
import io.gnomon.platform.tsdb.internal.wal.Wal;
import io.gnomon.platform.tsdb.internal.wal.WalFolder;
import io.gnomon.platform.tsdb.internal.wal.WalMetrics;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The store: head, log and label index in one folder. Opening it recovers what the log has;
 * activation of the component therefore takes as long as that does.
 */
@Component(
        service = {Storage.class, TsdbStorage.class},
        immediate = true)
public final class TsdbStorage implements Storage, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TsdbStorage.class);

    /** Bits of the epoch that count collections; the others tell lives of stores apart. */
    private static final int COLLECTION_BITS = 32;

    /** What queries that run are given when the store is closed. */
    private static final Duration READERS_PATIENCE = Duration.ofSeconds(10);

    private final TsdbOptions options;
    private final WalFolder folder;
    private final WalMetrics walMetrics = new WalMetrics();
    private final Head head;
    private final Wal wal;
    private final LabelIndex index;
    private final HeadAppends appends;
    private final Upkeep upkeep;
    private final AtomicLong epoch;
    private final long recoveryNanos;

    private volatile @Nullable Wal running;
    private volatile @Nullable LabelIndex searchable;

    /** The component of the server, with the server's flags. */
    @Activate
    public TsdbStorage(BundleContext context) throws IOException {
        this(TsdbOptions.of(context::getProperty));
    }

    TsdbStorage(TsdbOptions options) throws IOException {
        this.options = options;
        long start = System.nanoTime();
        int tag = new SecureRandom().nextInt() & Integer.MAX_VALUE;
        epoch = new AtomicLong((long) tag << COLLECTION_BITS);
        folder = new WalFolder(options.data().resolve("wal"));
        head =
                new Head(
                        options.retentionMillis(),
                        options.exemplars(),
                        this::committed,
                        this::addToIndex);
        Recovery recovery = new Recovery(folder, options.files(), head, walMetrics);
        long segment = recovery.run();
        head.recovered();
        wal =
                new Wal(
                        folder,
                        options.files(),
                        options.segmentBytes(),
                        segment,
                        recovery.lastSegment(),
                        recovery.seq(),
                        walMetrics);
        running = wal;
        index = new LabelIndex(options.data().resolve("index"), c -> head.forEach(c::accept));
        searchable = index;
        appends = new HeadAppends(head, wal, options.clock(), tag);
        wal.start();
        upkeep = new Upkeep(this, head, wal, folder, index, appends, options, walMetrics);
        upkeep.start();
        recoveryNanos = System.nanoTime() - start;
        LOG.info(
                "storage in {} is open: {} series, recovered in {} ms, retention {} h",
                options.data(),
                head.seriesWithSamples(),
                recoveryNanos / 1_000_000,
                options.retentionMillis() / 3_600_000);
    }

    /** While the log is replayed, everything that was applied may be seen. */
    private long committed() {
        Wal log = running;
        return log == null ? Long.MAX_VALUE : log.committed();
    }

    /** While the log is replayed there is no index yet; it is then opened with all series. */
    private void addToIndex(HeadSeries series) {
        LabelIndex open = searchable;
        if (open != null) {
            open.add(series);
        }
    }

    @Override
    public long epoch() {
        return epoch.get();
    }

    /** Series were removed: references to them are stale. */
    void nextEpoch() {
        epoch.incrementAndGet();
    }

    @Override
    public AppendBatch batch(String group, long timeMillis) {
        return appends.batch(group, timeMillis);
    }

    @Override
    public Snapshot open(long minTimeMillis, long maxTimeMillis) throws StorageException {
        return head.snapshot(index, minTimeMillis, maxTimeMillis);
    }

    @Override
    public Tail tail(long position) throws StorageException {
        try {
            List<Long> segments = folder.segments();
            long oldest = segments.isEmpty() ? wal.segmentNumber() : segments.getFirst();
            if (position < 0
                    || (position > 0 && Wal.segmentOf(position) < oldest)
                    || position > wal.written()) {
                throw LogTail.gone(position);
            }
            long from = position == 0 ? Wal.position(oldest, 0) : position;
            return new LogTail(wal, folder, options.files(), head, from);
        } catch (IOException e) {
            throw new StorageException(
                    StorageException.Kind.IO, "listing " + folder.path() + " failed: " + e, e);
        }
    }

    @Override
    public StorageStats stats() {
        return new StorageStats(
                head.seriesWithSamples(),
                head.minTime(),
                head.maxTime(),
                upkeep.diskBytes(),
                head.samplesAppended());
    }

    Head head() {
        return head;
    }

    Wal wal() {
        return wal;
    }

    Upkeep upkeep() {
        return upkeep;
    }

    WalMetrics walMetrics() {
        return walMetrics;
    }

    TsdbOptions options() {
        return options;
    }

    double recoverySeconds() {
        return recoveryNanos / 1e9;
    }

    /** Lets queries finish, writes and fsyncs what was committed, then closes the files. */
    @Deactivate
    @Override
    public void close() throws IOException {
        upkeep.close();
        awaitReaders();
        try {
            wal.close();
        } catch (StorageException e) {
            throw new IOException("closing the log failed: " + e.getMessage(), e);
        } finally {
            index.close();
        }
    }

    private void awaitReaders() {
        try {
            int left = head.endReading(READERS_PATIENCE);
            if (left > 0) {
                LOG.warn("the storage is closed although {} queries read it", left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
