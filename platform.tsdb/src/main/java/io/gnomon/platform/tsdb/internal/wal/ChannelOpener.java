package io.gnomon.platform.tsdb.internal.wal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** Opens the files of the log: {@code FileChannel::open}, or a faulty layer in tests. */
@FunctionalInterface
public interface ChannelOpener {
    FileChannel open(Path file, OpenOption... options) throws IOException;
}
