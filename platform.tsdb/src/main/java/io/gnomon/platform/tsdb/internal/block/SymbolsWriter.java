package io.gnomon.platform.tsdb.internal.block;

import io.gnomon.platform.tsdb.internal.codec.ByteSink;
import io.gnomon.platform.tsdb.internal.wal.ChannelOpener;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers the label names of a block, and the values of each name, in the order they are first
 * seen. As series come sorted, the values of a name nearly do, too. For one thread.
 */
final class SymbolsWriter {
    private final Map<String, Integer> nameNumbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<Map<String, Integer>> valueNumbers = new ArrayList<>();
    private final List<List<String>> values = new ArrayList<>();

    int name(String name) {
        return nameNumbers.computeIfAbsent(
                name,
                n -> {
                    names.add(n);
                    valueNumbers.add(new HashMap<>());
                    values.add(new ArrayList<>());
                    return names.size() - 1;
                });
    }

    int value(int name, String value) {
        List<String> known = values.get(name);
        return valueNumbers
                .get(name)
                .computeIfAbsent(
                        value,
                        v -> {
                            known.add(v);
                            return known.size() - 1;
                        });
    }

    /** The names with how many values each has, as the directory of the series keeps them. */
    void names(ByteSink out) {
        out.varint(names.size());
        for (int i = 0; i < names.size(); i++) {
            out.text(names.get(i));
            out.varint(values.get(i).size());
        }
    }

    /**
     * Writes the values, name by name; in each page a value leaves out what it shares with that
     * before.
     */
    long write(ChannelOpener files, Path folder, boolean compressed) throws IOException {
        PagedFile.Kind kind = PagedFile.Kind.SYMBOLS;
        try (PageWriter out = new PageWriter(files, folder, kind, kind.fileName(), compressed)) {
            byte[] before = new byte[0];
            for (List<String> ofName : values) {
                for (String value : ofName) {
                    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
                    int shared = out.atPageStart() ? 0 : shared(before, utf8);
                    out.page().varint(shared);
                    out.page().varint(utf8.length - shared);
                    out.page().bytes(utf8, shared, utf8.length - shared);
                    out.endRecord();
                    before = utf8;
                }
            }
            return out.finish(new ByteSink(1));
        }
    }

    private static int shared(byte[] a, byte[] b) {
        int i = Arrays.mismatch(a, b);
        return i < 0 ? a.length : i;
    }
}
