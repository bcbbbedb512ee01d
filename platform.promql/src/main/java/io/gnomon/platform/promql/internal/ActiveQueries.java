package io.gnomon.platform.promql.internal;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The queries that run now, in a file that is still there after the process died: whoever looks for
 * the culprit finds it by name. Format: docs/formats/queries-active.md, which is Prometheus's. Safe
 * for use by any number of threads.
 */
final class ActiveQueries implements AutoCloseable {
    /** Bytes of an entry. */
    static final int ENTRY = 1000;

    private static final String HEAD = "{\"query\":\"";
    private static final String END = "},";
    private static final byte[] NOTHING = new byte[ENTRY];

    private final MappedByteBuffer entries;
    private final BitSet used = new BitSet();
    private final int places;

    private ActiveQueries(MappedByteBuffer entries, int places) {
        this.entries = entries;
        this.places = places;
    }

    /**
     * Begins a new file in place of the one that is there. That one is not written to: an engine
     * that this one replaces may have it mapped, and would fault beyond the end of a shortened
     * file.
     *
     * @param places queries that may run at the same time
     */
    static ActiveQueries create(Path file, int places) throws IOException {
        byte[] empty = new byte[1 + places * ENTRY];
        empty[0] = '[';
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, empty);
        MappedByteBuffer mapped;
        try (FileChannel channel =
                FileChannel.open(fresh, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, empty.length);
        }
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new ActiveQueries(mapped, places);
    }

    /**
     * Queries that did not end before their process did, as JSON objects; none when the file is of
     * this process, in which another engine goes on with them.
     *
     * @param processStart when this process began
     */
    static List<String> unfinished(Path file, Instant processStart) throws IOException {
        List<String> found = new ArrayList<>();
        if (!Files.exists(file)
                || !Files.getLastModifiedTime(file).toInstant().isBefore(processStart)) {
            return found;
        }
        byte[] bytes = Files.readAllBytes(file);
        for (int at = 1; at < bytes.length; at += ENTRY) {
            int end = at;
            while (end < bytes.length && end < at + ENTRY && bytes[end] != 0) {
                end++;
            }
            if (end > at) {
                String entry = new String(bytes, at, end - at, StandardCharsets.UTF_8);
                found.add(entry.endsWith(",") ? entry.substring(0, entry.length() - 1) : entry);
            }
        }
        return found;
    }

    /**
     * Notes that a query begins.
     *
     * @return its place, for {@link #end}; -1 when there is none left
     */
    int begin(String query, long epochSeconds) {
        byte[] entry = entry(query, epochSeconds);
        synchronized (used) {
            int place = used.nextClearBit(0);
            if (place >= places) {
                return -1;
            }
            used.set(place);
            entries.put(1 + place * ENTRY, entry);
            return place;
        }
    }

    void end(int place) {
        if (place >= 0) {
            synchronized (used) {
                entries.put(1 + place * ENTRY, NOTHING);
                used.clear(place);
            }
        }
    }

    private static byte[] entry(String query, long epochSeconds) {
        String tail = "\",\"timestamp_sec\":" + epochSeconds + END;
        if (query.length() < ENTRY) {
            StringBuilder whole = new StringBuilder(query.length() + 64).append(HEAD);
            for (int i = 0; i < query.length(); i++) {
                escape(query.charAt(i), whole);
            }
            byte[] entry = whole.append(tail).toString().getBytes(StandardCharsets.UTF_8);
            if (entry.length < ENTRY) {
                return entry;
            }
        }
        return cut(query, tail);
    }

    /** An entry with the beginning of a query that is too long; it stays JSON. */
    private static byte[] cut(String query, String tail) {
        StringBuilder out = new StringBuilder(HEAD);
        int room = ENTRY - 1 - out.length() - tail.length();
        int bytes = 0;
        int i = 0;
        while (i < query.length()) {
            int c = query.codePointAt(i);
            int before = out.length();
            escape(c, out);
            bytes += out.substring(before).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > room) {
                out.setLength(before);
                break;
            }
            i += Character.charCount(c);
        }
        return out.append(tail).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void escape(int c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c < 0x20) {
                    out.append(String.format("\\u%04x", c));
                } else {
                    out.appendCodePoint(c);
                }
            }
        }
    }

    /** Leaves an empty file: all queries have ended. */
    @Override
    public void close() {
        for (int place = 0; place < places; place++) {
            end(place);
        }
    }
}
