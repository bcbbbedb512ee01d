package io.gnomon.platform.tsdb.internal.life;

import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.platform.tsdb.internal.block.Block;
import io.gnomon.platform.tsdb.internal.block.BlockMeta;
import io.gnomon.platform.tsdb.internal.block.BlockPlan;
import io.gnomon.platform.tsdb.internal.block.BlockWriter;
import io.gnomon.platform.tsdb.internal.wal.ChannelOpener;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Writes a block and does not trust it before it was read again. */
final class BlockMaker {
    private BlockMaker() {}

    /**
     * Writes, opens and verifies a block: every checksum, and that it has as many samples as went
     * in. One that fails is deleted.
     *
     * @return null when there was no sample
     */
    static @Nullable Block make(
            Path folder,
            BlockPlan plan,
            WatchedFeed feed,
            Map<String, MetricMetadata> metadata,
            ChannelOpener files)
            throws IOException {
        BlockMeta meta = BlockWriter.write(folder, plan, feed, metadata, files);
        if (meta == null) {
            return null;
        }
        Path path = folder.resolve(meta.id());
        Block block;
        try {
            block = Block.open(path, files);
        } catch (IOException e) {
            Folders.delete(path);
            throw e;
        }
        try {
            block.verify();
            long written = block.meta().stats().samples();
            if (written != feed.samples()) {
                throw new IOException(
                        path + " has " + written + " samples, " + feed.samples() + " went in");
            }
            return block;
        } catch (IOException | RuntimeException e) {
            block.discard();
            block.close();
            throw e;
        }
    }
}
