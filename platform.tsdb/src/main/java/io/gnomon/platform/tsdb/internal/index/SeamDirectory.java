package io.gnomon.platform.tsdb.internal.index;

import io.gnomon.platform.tsdb.internal.wal.ChannelOpener;

import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.NoLockFactory;
import org.apache.lucene.store.OutputStreamIndexOutput;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;

/** A folder in which Lucene writes through our own seam, and that nobody else writes into. */
final class SeamDirectory extends FilterDirectory {
    private static final int BUFFER_BYTES = 16 << 10;

    private final Path folder;
    private final ChannelOpener files;

    SeamDirectory(Path folder, ChannelOpener files) throws IOException {
        super(FSDirectory.open(folder, NoLockFactory.INSTANCE));
        this.folder = folder;
        this.files = files;
    }

    @Override
    public IndexOutput createOutput(String name, IOContext context) throws IOException {
        FileChannel channel =
                files.open(
                        folder.resolve(name),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE);
        return new OutputStreamIndexOutput(
                name, name, Channels.newOutputStream(channel), BUFFER_BYTES);
    }

    @Override
    public void sync(Collection<String> names) throws IOException {
        for (String name : names) {
            try (FileChannel channel = files.open(folder.resolve(name), StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }
}
