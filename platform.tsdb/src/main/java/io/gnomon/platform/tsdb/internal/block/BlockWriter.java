package io.gnomon.platform.tsdb.internal.block;

import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.platform.tsdb.internal.wal.ChannelOpener;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Writes blocks. */
@SuppressWarnings("DoNotCallSuggester") // until the writer lands
public final class BlockWriter {
    /** Ending of a folder whose block is not complete; such folders are deleted at start. */
    public static final String UNFINISHED = ".tmp";

    private BlockWriter() {}

    /**
     * Writes a block and publishes it in one step: a folder {@code ID.tmp} is filled, its files are
     * fsynced, it is renamed to {@code ID}, {@code blocks} is fsynced. When this returns the block
     * survives a power cut; when it throws there is none. Does not close the feed.
     *
     * @param blocks the folder of all blocks
     * @param metadata latest metadata by family
     * @param files opens the files that are written; slow it down to keep to an IO budget
     * @return the block, null when the feed had no sample
     */
    public static @Nullable BlockMeta write(
            Path blocks,
            BlockPlan plan,
            SeriesFeed feed,
            Map<String, MetricMetadata> metadata,
            ChannelOpener files)
            throws IOException {
        throw new UnsupportedOperationException(
                "block writer, being built: " + blocks + plan + feed + metadata + files);
    }
}
