package io.gnomon.platform.core.promformat.block;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.text.Utf8Order;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the series of a block in flat arrays and writes its index in format 2. The sections that
 * nothing reads any more (label indices) are there and empty: readers take the place of their table
 * for the end of the postings.
 */
final class IndexWriter {
    private final Map<String, Integer> symbolIds = new HashMap<>();
    private final List<String> symbols = new ArrayList<>();

    /** Of all series in turn: number of labels, then name and value of each as ids of symbols. */
    private final Longs labels = new Longs();

    /**
     * Of all series in turn: number of chunks, then first time, last time and reference of each.
     */
    private final Longs chunks = new Longs();

    private int seriesCount;

    /** Adds a series; they come in the order of their labels. Its chunks follow. */
    void startSeries(Labels series, int chunkCount) {
        seriesCount++;
        labels.add(series.size());
        for (int i = 0; i < series.size(); i++) {
            labels.add(symbolId(series.name(i)));
            labels.add(symbolId(series.value(i)));
        }
        chunks.add(chunkCount);
    }

    /** A chunk of the series that was added last. */
    void addChunk(long minTime, long maxTime, long reference) {
        chunks.add(minTime);
        chunks.add(maxTime);
        chunks.add(reference);
    }

    private int symbolId(String symbol) {
        return symbolIds.computeIfAbsent(
                symbol,
                added -> {
                    symbols.add(added);
                    return symbols.size() - 1;
                });
    }

    void write(Path path) throws IOException {
        try (FileSink out = new FileSink(path)) {
            out.u32(IndexFile.MAGIC);
            out.u8(2);
            long[] toc = new long[6];
            String[] sorted = symbols.toArray(new String[0]);
            Arrays.sort(sorted, Utf8Order.INSTANCE);
            toc[0] = out.position();
            writeSymbols(out, sorted);
            toc[1] = out.position();
            long[] references = writeSeries(out, orders(sorted));
            toc[2] = out.position();
            List<Postings> postings = postings(references);
            toc[4] = out.position();
            for (Postings list : postings) {
                list.write(out);
            }
            toc[3] = out.position();
            writeSection(out, new byte[4]);
            toc[5] = out.position();
            writePostingsTable(out, postings);
            out.startChecksum();
            for (long offset : toc) {
                out.u64(offset);
            }
            out.endChecksum();
        }
    }

    /** Place of each symbol in the order, by id. */
    private int[] orders(String[] sorted) {
        int[] orders = new int[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            Integer id = symbolIds.get(sorted[i]);
            orders[id == null ? 0 : id] = i;
        }
        return orders;
    }

    private static void writeSymbols(FileSink out, String[] sorted) throws IOException {
        ByteSection section = new ByteSection();
        section.u32(sorted.length);
        for (String symbol : sorted) {
            section.text(symbol);
        }
        writeSection(out, section.bytes());
    }

    private static void writeSection(FileSink out, byte[] bytes) throws IOException {
        out.u32(bytes.length);
        out.startChecksum();
        out.bytes(bytes, bytes.length);
        out.endChecksum();
    }

    /** Writes the series and gives the reference of each. */
    private long[] writeSeries(FileSink out, int[] orders) throws IOException {
        long[] references = new long[seriesCount];
        ByteSection entry = new ByteSection();
        int label = 0;
        int chunk = 0;
        for (int s = 0; s < seriesCount; s++) {
            entry.clear();
            int labelCount = (int) labels.get(label++);
            entry.uvarint(labelCount);
            for (int i = 0; i < 2 * labelCount; i++) {
                entry.uvarint(orders[(int) labels.get(label++)]);
            }
            int chunkCount = (int) chunks.get(chunk++);
            entry.uvarint(chunkCount);
            for (int i = 0; i < chunkCount; i++, chunk += 3) {
                long min = chunks.get(chunk);
                long reference = chunks.get(chunk + 2);
                if (i == 0) {
                    entry.varint(min);
                } else {
                    entry.uvarint(min - chunks.get(chunk - 2));
                }
                entry.uvarint(chunks.get(chunk + 1) - min);
                if (i == 0) {
                    entry.uvarint(reference);
                } else {
                    entry.varint(reference - chunks.get(chunk - 1));
                }
            }
            out.align(IndexFile.SERIES_ALIGNMENT);
            references[s] = out.position() / IndexFile.SERIES_ALIGNMENT;
            if (references[s] > 0xffff_ffffL) {
                throw new IOException("the index of a block cannot be larger than 64 GiB");
            }
            out.uvarint(entry.length());
            out.startChecksum();
            entry.writeTo(out);
            out.endChecksum();
        }
        return references;
    }

    /** The series of one label pair; of all with an empty one. */
    private static final class Postings {
        final String name;
        final String value;
        final Longs series = new Longs();
        long offset;

        Postings(String name, String value) {
            this.name = name;
            this.value = value;
        }

        void write(FileSink out) throws IOException {
            out.align(4);
            offset = out.position();
            out.u32(4 + 4L * series.size());
            out.startChecksum();
            out.u32(series.size());
            for (int i = 0; i < series.size(); i++) {
                out.u32(series.get(i));
            }
            out.endChecksum();
        }
    }

    /** All lists in the order of name and value. */
    private List<Postings> postings(long[] references) {
        Map<Long, Postings> byPair = new HashMap<>();
        Postings all = new Postings("", "");
        int label = 0;
        for (long reference : references) {
            all.series.add(reference);
            for (int i = (int) labels.get(label++); i > 0; i--) {
                int name = (int) labels.get(label++);
                int value = (int) labels.get(label++);
                byPair.computeIfAbsent(
                                (long) name << 32 | value,
                                pair -> new Postings(symbols.get(name), symbols.get(value)))
                        .series
                        .add(reference);
            }
        }
        List<Postings> sorted = new ArrayList<>(byPair.values());
        sorted.sort((a, b) -> {
            int byName = Utf8Order.compareText(a.name, b.name);
            return byName != 0 ? byName : Utf8Order.compareText(a.value, b.value);
        });
        sorted.addFirst(all);
        return sorted;
    }

    private static void writePostingsTable(FileSink out, List<Postings> postings)
            throws IOException {
        ByteSection section = new ByteSection();
        section.u32(postings.size());
        for (Postings list : postings) {
            section.uvarint(2);
            section.text(list.name);
            section.text(list.value);
            section.uvarint(list.offset);
        }
        writeSection(out, section.bytes());
    }

    /** A growing array. */
    private static final class Longs {
        private long[] values = new long[16];
        private int size;

        void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size + (size >> 1));
            }
            values[size++] = value;
        }

        long get(int i) {
            return values[i];
        }

        int size() {
            return size;
        }
    }

    /** Bytes whose length is written before them. */
    private static final class ByteSection {
        private byte[] bytes = new byte[256];
        private int size;

        void clear() {
            size = 0;
        }

        int length() {
            return size;
        }

        byte[] bytes() {
            return Arrays.copyOf(bytes, size);
        }

        void writeTo(FileSink out) throws IOException {
            out.bytes(bytes, size);
        }

        void u32(long value) {
            room(4);
            for (int shift = 24; shift >= 0; shift -= 8) {
                bytes[size++] = (byte) (value >>> shift);
            }
        }

        void uvarint(long value) {
            room(10);
            long left = value;
            while ((left & ~0x7fL) != 0) {
                bytes[size++] = (byte) (left | 0x80);
                left >>>= 7;
            }
            bytes[size++] = (byte) left;
        }

        void varint(long value) {
            uvarint((value << 1) ^ (value >> 63));
        }

        void text(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            uvarint(utf8.length);
            room(utf8.length);
            System.arraycopy(utf8, 0, bytes, size, utf8.length);
            size += utf8.length;
        }

        private void room(int more) {
            if (size + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
            }
        }
    }
}
