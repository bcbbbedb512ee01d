package io.gnomon.platform.tsdb.internal;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.storage.StorageAdmin;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.storage.StorageReport;
import io.gnomon.model.storage.StorageRules;
import io.gnomon.model.storage.StoredBlock;
import io.gnomon.platform.tsdb.internal.block.Block;
import io.gnomon.platform.tsdb.internal.block.BlockMeta;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** What administrators do to the store. */
@Component
public final class TsdbAdmin implements StorageAdmin {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final TsdbStorage storage;

    @Activate
    public TsdbAdmin(@Reference TsdbStorage storage) {
        this.storage = storage;
    }

    /** Something that is done with files. */
    private interface Work {
        void run() throws StorageException, IOException;
    }

    private static void run(String what, Work work) throws StorageException {
        try {
            work.run();
        } catch (IOException e) {
            throw failed(what, e);
        }
    }

    private static StorageException failed(String what, IOException cause) {
        boolean full = String.valueOf(cause.getMessage()).contains("No space left");
        return new StorageException(
                full ? StorageException.Kind.FULL : StorageException.Kind.IO,
                what + " failed: " + cause.getMessage(),
                cause);
    }

    @Override
    public void delete(List<Matcher> matchers, long minTimeMillis, long maxTimeMillis)
            throws StorageException {
        if (matchers.isEmpty()) {
            throw new IllegalArgumentException("deleting needs a matcher");
        }
        storage.lifeMetrics().deletions.increment();
        run("deleting", () -> storage.seam().delete(matchers, minTimeMillis, maxTimeMillis));
    }

    @Override
    public void cleanTombstones() throws StorageException {
        run("cleaning deleted samples", () -> storage.compaction().cleanTombstones());
    }

    @Override
    public String snapshot(boolean skipHead) throws StorageException {
        String name =
                NAME.format(storage.options().clock().instant())
                        + "-"
                        + Long.toHexString(ThreadLocalRandom.current().nextLong());
        Path folder = storage.options().data().resolve("snapshots");
        run(
                "the snapshot",
                () -> {
                    Files.createDirectories(folder);
                    storage.copy().to(folder.resolve(name), skipHead, storage.head().metadata());
                });
        return name;
    }

    @Override
    public StorageReport report(int limit) {
        return storage.report(limit);
    }

    @Override
    public List<StoredBlock> blocks() {
        return storage.seam().blocks().present().stream().map(TsdbAdmin::stored).toList();
    }

    /** Prometheus counts levels from 1, the blocks of the head. */
    private static StoredBlock stored(Block block) {
        BlockMeta meta = block.meta();
        return new StoredBlock(
                meta.id(),
                meta.plan().minTimeMillis(),
                meta.plan().endTimeMillis(),
                meta.stats().floats(),
                meta.stats().histograms(),
                meta.stats().series(),
                meta.stats().chunks(),
                block.seriesWithTombstones(),
                meta.plan().level() + 1,
                meta.plan().parents());
    }

    @Override
    public void rules(StorageRules rules) {
        storage.rules(rules);
    }

    @Override
    public StorageRules rules() {
        return storage.rules();
    }
}
