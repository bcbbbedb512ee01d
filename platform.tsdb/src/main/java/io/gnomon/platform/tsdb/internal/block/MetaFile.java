package io.gnomon.platform.tsdb.internal.block;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;
import io.gnomon.platform.tsdb.internal.wal.ChannelOpener;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * {@code meta.json}: an object of the checksum, in hexadecimal, and the block; the checksum is that
 * of all that follows its comma.
 */
final class MetaFile {
    static final String NAME = "meta.json";

    private static final String BEFORE = "{\"crc32c\":\"";
    private static final int HEX = 8;
    private static final int COVERED = BEFORE.length() + HEX + 2;

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    private MetaFile() {}

    static void write(Path folder, BlockMeta meta, ChannelOpener files) throws IOException {
        String covered = "\"block\":" + JSON.writeValueAsString(meta) + "}\n";
        String all = BEFORE + hex(covered.getBytes(StandardCharsets.UTF_8)) + "\"," + covered;
        ByteBuffer bytes = ByteBuffer.wrap(all.getBytes(StandardCharsets.UTF_8));
        try (FileChannel channel =
                files.open(
                        folder.resolve(NAME),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static String hex(byte[] covered) {
        return "%08x".formatted(PagedFile.checksum(covered, 0, covered.length));
    }

    /**
     * Reads it.
     *
     * @throws CorruptDataException when it is not there or damaged
     * @throws IOException when its version is not known here
     */
    static BlockMeta read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        byte[] all;
        try {
            all = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new CorruptDataException(file + " is missing");
        }
        String text = new String(all, StandardCharsets.UTF_8);
        byte[] covered =
                all.length < COVERED ? new byte[0] : Arrays.copyOfRange(all, COVERED, all.length);
        if (!text.startsWith(BEFORE + hex(covered) + "\",")) {
            throw new CorruptDataException(file + ": checksum is wrong");
        }
        try {
            int version = JSON.readTree(text).path("block").path("version").asInt();
            if (version != PagedFile.VERSION) {
                throw new IOException(
                        "%s: format version %d is not known here, only %d"
                                .formatted(file, version, PagedFile.VERSION));
            }
            return JSON.treeToValue(JSON.readTree(text).path("block"), BlockMeta.class);
        } catch (JacksonException e) {
            throw new CorruptDataException(file + ": " + e.getOriginalMessage());
        }
    }
}
