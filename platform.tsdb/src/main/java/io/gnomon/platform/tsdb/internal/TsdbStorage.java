package io.gnomon.platform.tsdb.internal;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.storage.StorageReport;
import io.gnomon.model.storage.StorageRules;
import io.gnomon.model.storage.StorageStats;
import io.gnomon.model.storage.Tail;
import io.gnomon.platform.tsdb.internal.head.ChunkCount;
import io.gnomon.platform.tsdb.internal.head.Head;
import io.gnomon.platform.tsdb.internal.head.HeadAppends;
import io.gnomon.platform.tsdb.internal.head.HeadMetrics;
import io.gnomon.platform.tsdb.internal.head.HeadSeries;
import io.gnomon.platform.tsdb.internal.head.HeadSnapshot;
import io.gnomon.platform.tsdb.internal.head.SeriesLimits;
import io.gnomon.platform.tsdb.internal.index.LabelIndex;
import io.gnomon.platform.tsdb.internal.life.Blocks;
import io.gnomon.platform.tsdb.internal.life.Compaction;
import io.gnomon.platform.tsdb.internal.life.HeadCut;
import io.gnomon.platform.tsdb.internal.life.LateCut;
import io.gnomon.platform.tsdb.internal.life.LifeMetrics;
import io.gnomon.platform.tsdb.internal.life.Retention;
import io.gnomon.platform.tsdb.internal.life.Seam;
import io.gnomon.platform.tsdb.internal.life.StoreCopy;
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
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The store: head, log, label index and blocks in one folder. Opening it recovers what the log has;
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
    private final LifeMetrics lifeMetrics = new LifeMetrics();
    private final Blocks blocks;
    private final Head head;
    private final Wal wal;
    private final LabelIndex index;
    private final HeadAppends appends;
    private final Seam seam;
    private final Compaction compaction;
    private final Retention retention;
    private final Upkeep upkeep;
    private final BlockUpkeep blockUpkeep;
    private final AtomicLong epoch;
    private final ChunkCount chunks;
    private final long recoveryNanos;

    private volatile StorageRules rules = StorageRules.NONE;
    private volatile @Nullable Wal running;
    private volatile @Nullable LabelIndex searchable;

    /** The component of the server, with the server's flags; its rules come later. */
    @Activate
    public TsdbStorage(BundleContext context) throws IOException {
        this(TsdbOptions.of(context::getProperty));
    }

    /**
     * Opens the store of a data directory for a tool, as a server would, but drops nothing for its
     * age. The caller holds the lock of the directory.
     */
    public static TsdbStorage offline(Path data) throws IOException {
        return new TsdbStorage(TsdbOptions.at(data).withRetention(Long.MAX_VALUE / 4));
    }

    TsdbStorage(TsdbOptions options) throws IOException {
        this.options = options;
        long start = System.nanoTime();
        int tag = new SecureRandom().nextInt() & Integer.MAX_VALUE;
        epoch = new AtomicLong((long) tag << COLLECTION_BITS);
        blocks = Blocks.open(options.data().resolve("blocks"), options.files(), lifeMetrics);
        folder = new WalFolder(options.data().resolve("wal"));
        head = new Head(options.head().takingAll(), this::committed, this::addToIndex);
        Recovery recovery = new Recovery(folder, options.files(), head, walMetrics);
        long segment = recovery.run();
        head.recovered();
        head.options(options.head());
        chunks = new ChunkCount(head);
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
        seam = new Seam(head, index, wal, blocks, appends::newestWelcome);
        wal.start();

        LifeOptions life = options.life();
        compaction =
                new Compaction(
                        seam,
                        life.lowestMillis(),
                        life.longest(options.retentionMillis()),
                        life.bytesPerSecond(),
                        lifeMetrics);
        upkeep =
                new Upkeep(
                        epoch::incrementAndGet,
                        blocks::diskBytes,
                        head,
                        wal,
                        folder,
                        index,
                        appends,
                        new HeadCut(seam, head, appends, life.lowestMillis(), lifeMetrics),
                        new LateCut(seam, head, life.lowestMillis(), lifeMetrics),
                        options,
                        walMetrics);
        retention = new Retention(seam, compaction, upkeep::walBytes, lifeMetrics);
        blockUpkeep = new BlockUpkeep(head, compaction, retention);
        upkeep.start();
        blockUpkeep.start();
        recoveryNanos = System.nanoTime() - start;
        LOG.info(
                "storage in {} is open: {} series, {} blocks, recovered in {} ms",
                options.data(),
                head.seriesWithSamples(),
                blocks.present().size(),
                recoveryNanos / 1_000_000);
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

    @Override
    public AppendBatch batch(String group, long timeMillis) {
        return appends.batch(group, timeMillis);
    }

    @Override
    public Snapshot open(long minTimeMillis, long maxTimeMillis) throws StorageException {
        return seam.open(minTimeMillis, maxTimeMillis);
    }

    @Override
    public Tail tail(long position) throws StorageException {
        try {
            if (position == TAIL_END) {
                return new LogTail(wal, folder, options.files(), head, wal.written());
            }
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
                Math.min(head.minTime(), blocks.minTime()),
                Math.max(head.maxTime(), blocks.maxTime()),
                upkeep.diskBytes(),
                head.metrics().samplesAppended.sum(),
                chunks.get(),
                new StorageStats.Log(
                        upkeep.oldestSegment(), wal.segmentNumber(), walMetrics.corruptions.sum()));
    }

    /** Chunks of the head. */
    ChunkCount chunks() {
        return chunks;
    }

    StorageRules rules() {
        return rules;
    }

    /** Changes the rules. Before it is called for the first time nothing is dropped. */
    synchronized void rules(StorageRules changed) {
        Retention.Rules kept;
        try {
            kept = options.kept(changed);
        } catch (IOException e) {
            LOG.error("the size of the disk of {} is not known: {}", options.data(), e.toString());
            kept = retention.rules();
        }
        rules = changed;
        head.options(options.head(changed, kept));
        wal.relaxed(changed.relaxed());
        compaction.longest(options.life().longest(kept.otherwiseMillis()));
        retention.rules(kept);
        blockUpkeep.rulesAreKnown();
    }

    /** How long series are kept, and how much. */
    Retention.Rules kept() {
        return retention.rules();
    }

    TsdbOptions options() {
        return options;
    }

    Head head() {
        return head;
    }

    /** Series that the label index has not taken into Lucene yet. */
    int indexTail() {
        return index.tailLength();
    }

    /** A view of the head alone. */
    HeadSnapshot headSnapshot() throws StorageException {
        return head.snapshot(index, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** The groups that made the most series that are there, at most so many, with their number. */
    List<Snapshot.Count> seriesByGroup(int limit) {
        return head.seriesByGroup(appends.groupNames(), limit);
    }

    /** See {@link io.gnomon.model.storage.StorageAdmin#report}. */
    StorageReport report(int limit) {
        long now = options.clock().millis();
        HeadMetrics metrics = head.metrics();
        Map<Integer, String> groups = appends.groupNames();
        SeriesLimits limits = head.options().limits();
        return new StorageReport(
                head.seriesByGroup(groups, limit),
                metrics.creations.byGroup(groups, limit, now),
                metrics.creations.byJob(limit, now),
                metrics.creations.byMetric(limit, now),
                metrics.creations.all(now),
                Stream.of(SeriesLimits.Limit.values())
                        .map(one ->
                                new StorageReport.Limited(
                                        one.key(), limits.value(one), metrics.refused(one).sum()))
                        .toList(),
                problems());
    }

    /** Sentences about damage, and about work that fails. */
    List<String> problems() {
        List<String> problems = new ArrayList<>(blocks.problems());
        addProblem("cutting, sweeping or checkpointing the head", upkeep.problem(), problems);
        addProblem("compaction or retention", blockUpkeep.problem(), problems);
        return List.copyOf(problems);
    }

    private static void addProblem(String work, String problem, List<String> to) {
        if (!problem.isEmpty()) {
            to.add(work + " failed and is tried again: " + problem);
        }
    }

    /** Ids of the series of the head that satisfy all matchers. */
    int[] seriesIds(List<Matcher> matchers) throws StorageException {
        return index.find(matchers);
    }

    Wal wal() {
        return wal;
    }

    Seam seam() {
        return seam;
    }

    Compaction compaction() {
        return compaction;
    }

    /** Copies this store while it runs. */
    StoreCopy copy() {
        return new StoreCopy(seam, options.life().lowestMillis());
    }

    Upkeep upkeep() {
        return upkeep;
    }

    BlockUpkeep blockUpkeep() {
        return blockUpkeep;
    }

    WalMetrics walMetrics() {
        return walMetrics;
    }

    LifeMetrics lifeMetrics() {
        return lifeMetrics;
    }

    double recoverySeconds() {
        return recoveryNanos / 1e9;
    }

    /** Lets queries finish, writes and fsyncs what was committed, then closes the files. */
    @Deactivate
    @Override
    public void close() throws IOException {
        upkeep.close();
        blockUpkeep.close();
        awaitReaders();
        try {
            wal.close();
        } catch (StorageException e) {
            throw new IOException("closing the log failed: " + e.getMessage(), e);
        } finally {
            head.close();
            index.close();
            blocks.close();
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
