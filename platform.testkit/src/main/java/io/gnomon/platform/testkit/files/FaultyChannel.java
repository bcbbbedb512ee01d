package io.gnomon.platform.testkit.files;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** Asks {@link FaultyFiles} before each write and force; everything else goes to the real file. */
final class FaultyChannel extends FileChannel {
    private final FaultyFiles files;
    private final Path file;
    private final FileChannel channel;

    FaultyChannel(FaultyFiles files, Path file, FileChannel channel) {
        this.files = files;
        this.file = file;
        this.channel = channel;
    }

    /** A single write, as short as it is told to be. */
    private interface Write {
        int run() throws IOException;
    }

    private int write(ByteBuffer from, Write write) throws IOException {
        int allowed = files.allow(from.remaining());
        int limit = from.limit();
        from.limit(from.position() + allowed);
        try {
            return write.run();
        } finally {
            from.limit(limit);
        }
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return write(from, () -> channel.write(from));
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
        return write(from, () -> channel.write(from, position));
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        long sum = 0;
        for (int i = offset; i < offset + length; i++) {
            sum += write(from[i]);
            if (from[i].hasRemaining()) {
                break;
            }
        }
        return sum;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        files.force(file, channel, metaData);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        channel.truncate(size);
        files.truncated(file, size);
        return this;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        return channel.read(into, position);
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws IOException {
        return channel.read(into, offset, length);
    }

    @Override
    public long position() throws IOException {
        return channel.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        channel.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel to) throws IOException {
        return channel.transferTo(position, count, to);
    }

    @Override
    public long transferFrom(ReadableByteChannel from, long position, long count)
            throws IOException {
        return channel.transferFrom(from, position, count);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        return channel.map(mode, position, size);
    }

    @Override
    public MemorySegment map(MapMode mode, long position, long size, Arena arena)
            throws IOException {
        return channel.map(mode, position, size, arena);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return channel.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return channel.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        channel.close();
    }
}
