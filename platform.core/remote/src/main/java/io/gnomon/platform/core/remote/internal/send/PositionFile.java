package io.gnomon.platform.core.remote.internal.send;

import io.gnomon.platform.core.remote.internal.send.Watermark.Mark;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Where sending goes on after a restart (docs/formats/remote-write-position.md). Written in turns
 * to two slots, so that one is whole whenever the process dies. Any thread.
 */
final class PositionFile implements AutoCloseable {
    private static final int SLOT_BYTES = 32;
    private static final int CHECKED_BYTES = 24;

    private final FileChannel channel;
    private long turn;
    private @Nullable Mark last;

    /** Opens the file, an empty one when there is none. */
    PositionFile(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        for (int slot = 0; slot < 2; slot++) {
            read(slot);
        }
    }

    private void read(int slot) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SLOT_BYTES);
        while (bytes.hasRemaining()
                && channel.read(bytes, (long) slot * SLOT_BYTES + bytes.position()) > 0) {
            // Until it is whole or the file ends.
        }
        bytes.flip();
        if (bytes.limit() == SLOT_BYTES
                && bytes.getInt(CHECKED_BYTES) == crc(bytes)
                && bytes.getLong(0) > turn) {
            turn = bytes.getLong(0);
            last = new Mark(bytes.getLong(8), bytes.getLong(16));
        }
    }

    private static int crc(ByteBuffer slot) {
        CRC32C crc = new CRC32C();
        crc.update(slot.slice(0, CHECKED_BYTES));
        return (int) crc.getValue();
    }

    /** What was written last, null when nothing was or it cannot be read. */
    synchronized @Nullable Mark last() {
        return last;
    }

    /** Writes a place; a process that dies now does not lose it, a power cut may. */
    synchronized void write(Mark mark) throws IOException {
        if (mark.equals(last)) {
            return;
        }
        turn++;
        ByteBuffer slot = ByteBuffer.allocate(SLOT_BYTES);
        slot.putLong(turn).putLong(mark.position()).putLong(mark.timeMillis());
        slot.putInt(crc(slot)).putInt(0).flip();
        long at = (turn & 1) * SLOT_BYTES;
        while (slot.hasRemaining()) {
            channel.write(slot, at + slot.position());
        }
        last = mark;
    }

    @Override
    public synchronized void close() throws IOException {
        if (channel.isOpen()) {
            channel.force(false);
            channel.close();
        }
    }
}
