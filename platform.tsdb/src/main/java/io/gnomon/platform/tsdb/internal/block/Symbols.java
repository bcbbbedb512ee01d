package io.gnomon.platform.tsdb.internal.block;

import io.gnomon.platform.tsdb.internal.codec.ByteSource;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;

import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Label names of a block and their values by number. Any thread. */
final class Symbols {
    private final PageReader pages;
    private final String[] names;
    private final Map<String, Integer> numbers = new HashMap<>();

    /** Number of each name's first value among all values. */
    private final long[] firstValues;

    /** Texts of the pages that were used lately. */
    private final AtomicReferenceArray<SoftReference<String[]>> recent;

    /**
     * Opens the symbols.
     *
     * @param directory holds the names, see {@link SymbolsWriter#names}
     */
    Symbols(PageReader pages, ByteSource directory) throws CorruptDataException {
        this.pages = pages;
        int n = directory.count(2);
        names = new String[n];
        firstValues = new long[n + 1];
        for (int i = 0; i < n; i++) {
            names[i] = directory.text();
            numbers.put(names[i], i);
            firstValues[i + 1] = firstValues[i] + directory.varint();
        }
        if (firstValues[n] != pages.records()) {
            throw new CorruptDataException(pages.file() + ": has another number of symbols");
        }
        recent = new AtomicReferenceArray<>(pages.pages());
    }

    int names() {
        return names.length;
    }

    String name(int name) {
        return names[name];
    }

    Set<String> allNames() {
        return numbers.keySet();
    }

    /** Number of a name, -1 when no series has it. */
    int number(String name) {
        return numbers.getOrDefault(name, -1);
    }

    int values(int name) {
        return (int) (firstValues[name + 1] - firstValues[name]);
    }

    /** Texts of values; once loaded they stay. Loaded by one thread, then read by any. */
    Texts texts() {
        return new Texts();
    }

    /** See {@link #texts}. */
    final class Texts {
        private final String[][] loaded = new String[pages.pages()][];

        private Texts() {}

        /** Loads the page of a value. */
        void load(int name, int value) throws CorruptDataException {
            long symbol = firstValues[name] + value;
            if (value < 0 || symbol >= firstValues[name + 1]) {
                throw new CorruptDataException(
                        "%s: label %s has no value %d".formatted(pages.file(), names[name], value));
            }
            int page = pages.pageOfRecord(symbol);
            if (loaded[page] == null) {
                loaded[page] = page(page);
            }
        }

        /** A value that was loaded. */
        String value(int name, int value) {
            long symbol = firstValues[name] + value;
            int page = pages.pageOfRecord(symbol);
            return loaded[page][(int) (symbol - pages.firstRecord(page))];
        }
    }

    private String[] page(int page) throws CorruptDataException {
        SoftReference<String[]> kept = recent.get(page);
        String[] text = kept == null ? null : kept.get();
        if (text == null) {
            text = read(page);
            recent.set(page, new SoftReference<>(text));
        }
        return text;
    }

    private String[] read(int page) throws CorruptDataException {
        PageReader.Buffer buffer = new PageReader.Buffer();
        pages.load(page, buffer);
        ByteSource in = buffer.source();
        String[] text = new String[(int) (pages.firstRecord(page + 1) - pages.firstRecord(page))];
        byte[] utf8 = new byte[256];
        int before = 0;
        for (int i = 0; i < text.length; i++) {
            int shared = (int) Math.min(in.varint(), Integer.MAX_VALUE);
            int more = in.count(1);
            if (shared > before || shared < 0) {
                throw new CorruptDataException(pages.file() + ": a symbol shares too much");
            }
            if (utf8.length < shared + more) {
                utf8 = Arrays.copyOf(utf8, 2 * (shared + more));
            }
            System.arraycopy(buffer.source().array(), in.skip(more), utf8, shared, more);
            before = shared + more;
            text[i] = new String(utf8, 0, before, StandardCharsets.UTF_8);
        }
        return text;
    }

    PageReader pages() {
        return pages;
    }
}
