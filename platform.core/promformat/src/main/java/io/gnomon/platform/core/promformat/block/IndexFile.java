package io.gnomon.platform.core.promformat.block;

import io.gnomon.model.labels.Labels;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * An index file, format 1 or 2. The two differ in references: in format 1 they are offsets in the
 * file, in format 2 a symbol's is its place in the order, a series' its offset divided by 16. Not
 * safe for use by two threads.
 */
final class IndexFile {
    static final int MAGIC = 0xBAAAD700;
    static final int HEADER_SIZE = 5;
    static final int TOC_SIZE = 6 * 8 + 4;
    static final int SERIES_ALIGNMENT = 16;

    private final MappedFile file;
    private final int version;
    private final long postingsTable;

    /** Offset of each symbol, ascending, and the symbols that were read. */
    private final long[] symbolOffsets;

    private final long symbolsEnd;
    private final @Nullable String[] symbols;

    private IndexFile(MappedFile file, int metaVersion) throws DamagedBlockException {
        this.file = file;
        if (file.size < HEADER_SIZE + TOC_SIZE || (int) file.u32(0) != MAGIC) {
            throw new DamagedBlockException(file.path, 0, "this is not an index of Prometheus");
        }
        int stated = file.u8(4);
        if (stated != 1 && stated != 2) {
            throw new DamagedBlockException(
                    file.path, 4, "index format " + stated + " is not known (known are 1 and 2)");
        }
        version = metaVersion == 2 ? 2 : stated;
        long toc = file.size - TOC_SIZE;
        file.verify(toc, file.size - 4, file.size - 4, "the table of contents");
        postingsTable = file.u64(toc + 40);

        Decoding in = section(file.u64(toc), "the symbol table");
        symbolsEnd = in.at + file.u32(in.at - 4);
        long count = in.u32();
        if (count > symbolsEnd - in.at) {
            throw in.damaged("there is no room for " + count + " symbols");
        }
        symbolOffsets = new long[(int) count];
        for (int i = 0; i < count; i++) {
            symbolOffsets[i] = in.at;
            in.skipText();
        }
        symbols = new String[symbolOffsets.length];
    }

    /**
     * Opens an index.
     *
     * @param metaVersion of the block's meta.json, see {@link BlockMeta#version}
     */
    static IndexFile open(Path path, int metaVersion, Arena arena) throws IOException {
        return new IndexFile(MappedFile.open(path, arena), metaVersion);
    }

    Path path() {
        return file.path;
    }

    int version() {
        return version;
    }

    /** A section behind its length of 4 bytes, with its checksum verified. */
    private Decoding section(long offset, String what) throws DamagedBlockException {
        long from = offset + 4;
        long to = from + file.u32(offset);
        file.verify(from, to, to, what);
        return new Decoding(file, from, to);
    }

    private String symbol(long reference, Decoding in) throws DamagedBlockException {
        int i =
                version == 1
                        ? Arrays.binarySearch(symbolOffsets, reference)
                        : (int) Math.min(reference, Integer.MAX_VALUE);
        if (i < 0 || i >= symbols.length) {
            throw in.damaged("there is no symbol " + Long.toUnsignedString(reference));
        }
        String symbol = symbols[i];
        if (symbol == null) {
            symbol = new Decoding(file, symbolOffsets[i], symbolsEnd).text();
            symbols[i] = symbol;
        }
        return symbol;
    }

    /** References of all series in the order of their labels. */
    long[] allSeries() throws DamagedBlockException {
        Decoding table = section(postingsTable, "the postings offset table");
        long count = table.u32();
        for (long i = 0; i < count; i++) {
            String name = postingsName(table);
            String value = table.text();
            long offset = table.uvarint();
            if (name.isEmpty() && value.isEmpty()) {
                return postings(offset);
            }
        }
        throw table.damaged("the postings of all series are missing");
    }

    private static String postingsName(Decoding table) throws DamagedBlockException {
        long texts = table.uvarint();
        if (texts != 2) {
            throw table.damaged("an entry has " + texts + " texts, not 2");
        }
        return table.text();
    }

    /** What {@link #forEachPostings} gives. */
    interface PostingsVisitor {
        void postings(String name, String value, long[] series) throws IOException;
    }

    /** Visits the postings of all label pairs in the order of the table, all series first. */
    void forEachPostings(PostingsVisitor visitor) throws IOException {
        Decoding table = section(postingsTable, "the postings offset table");
        long count = table.u32();
        for (long i = 0; i < count; i++) {
            String name = postingsName(table);
            String value = table.text();
            visitor.postings(name, value, postings(table.uvarint()));
        }
    }

    private long[] postings(long offset) throws DamagedBlockException {
        Decoding in = section(offset, "a list of postings");
        long count = in.u32();
        if (count > Integer.MAX_VALUE / 4 || count * 4 > file.size - in.at) {
            throw in.damaged("there is no room for " + count + " postings");
        }
        long[] series = new long[(int) count];
        for (int i = 0; i < series.length; i++) {
            series[i] = in.u32();
            if (i > 0 && series[i] <= series[i - 1]) {
                throw in.damaged("posting " + series[i] + " follows " + series[i - 1]);
            }
        }
        return series;
    }

    /** Reads a series with the places of its chunks. */
    void readSeries(long reference, SeriesEntry out) throws DamagedBlockException {
        long offset = version == 1 ? reference : reference * SERIES_ALIGNMENT;
        Decoding length = new Decoding(file, offset, file.size);
        long size = length.uvarint();
        long from = length.at;
        file.check(from, size);
        file.verify(from, from + size, from + size, "a series");
        Decoding in = new Decoding(file, from, from + size);

        Labels.Builder labels = Labels.builder();
        for (int n = in.count(2); n > 0; n--) {
            String name = symbol(in.uvarint(), in);
            labels.set(name, symbol(in.uvarint(), in));
        }
        out.reference = reference;
        out.labels = labels.build();
        int chunks = in.count(3);
        out.reserve(chunks);
        long max = 0;
        long chunk = 0;
        for (int i = 0; i < chunks; i++) {
            long min = i == 0 ? in.varint() : max + in.uvarint();
            max = min + in.uvarint();
            chunk = i == 0 ? in.uvarint() : chunk + in.varint();
            out.minTimes[i] = min;
            out.maxTimes[i] = max;
            out.chunkReferences[i] = chunk;
        }
    }
}
