package io.gnomon.platform.tsdb.internal.block;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.tsdb.internal.codec.ByteSink;
import io.gnomon.platform.tsdb.internal.wal.ChannelOpener;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the directory of series: labels by their numbers, where the times and the samples are. For
 * one thread.
 */
final class SeriesWriter implements AutoCloseable {
    static final int FLOATS = 1;
    static final int HISTOGRAMS = 2;

    /** The series has a sample at each row of its column. */
    static final int WHOLE = 4;

    /** It misses some rows between its first and its last; which, the chunks say. */
    static final int GAPS = 8;

    private final SymbolsWriter symbols;
    private final PageWriter out;
    private final Map<List<Integer>, Integer> shapeNumbers = new HashMap<>();
    private final ByteSink shapes = new ByteSink(256);
    private final List<Integer> shape = new ArrayList<>();
    private int[] lastValue = new int[16];
    private int[] values = new int[16];
    private int lastShape;
    private int lastColumn;
    private long nextStart;

    SeriesWriter(ChannelOpener files, Path folder, SymbolsWriter symbols, boolean compressed)
            throws IOException {
        this.symbols = symbols;
        PagedFile.Kind kind = PagedFile.Kind.SERIES;
        out = new PageWriter(files, folder, kind, kind.fileName(), compressed);
    }

    /**
     * Appends a series.
     *
     * @param kinds {@link #FLOATS}, {@link #HISTOGRAMS}
     * @param start position of its samples among the chunks
     * @param length bytes of them
     */
    void add(Labels labels, int kinds, TimesWriter.Place place, long start, long length)
            throws IOException {
        ByteSink page = out.page();
        if (out.atPageStart()) {
            page.varint(start);
            Arrays.fill(lastValue, -1);
            lastShape = 0;
            lastColumn = 0;
            nextStart = start;
        }
        if (start != nextStart) {
            throw new IllegalArgumentException("samples of series do not follow each other");
        }
        nextStart = start + length;
        labels(labels, page);
        int flags = kinds | (place.whole() ? WHOLE : 0) | (place.present() != null ? GAPS : 0);
        page.u8(flags);
        page.zigzag(place.column() - lastColumn);
        lastColumn = place.column();
        if (!place.whole()) {
            page.varint(place.firstRow());
            page.varint(place.rows());
        }
        page.varint(length);
        out.endRecord();
    }

    private void labels(Labels labels, ByteSink page) {
        int n = labels.size();
        shape.clear();
        if (values.length < n) {
            values = new int[2 * n];
        }
        long changed = 0;
        for (int i = 0; i < n; i++) {
            int name = symbols.name(labels.name(i));
            shape.add(name);
            values[i] = symbols.value(name, labels.value(i));
            if (name >= lastValue.length) {
                int old = lastValue.length;
                lastValue = Arrays.copyOf(lastValue, 2 * name);
                Arrays.fill(lastValue, old, lastValue.length, -1);
            }
            if (i < 62 && values[i] != lastValue[name]) {
                changed |= 1L << i;
            }
        }
        int number = shapeNumber();
        page.zigzag(number - lastShape);
        lastShape = number;
        page.varint(changed);
        for (int i = 0; i < n; i++) {
            int name = shape.get(i);
            if (i >= 62 || (changed >>> i & 1) != 0) {
                page.zigzag(values[i] - lastValue[name]);
                lastValue[name] = values[i];
            }
        }
    }

    private int shapeNumber() {
        Integer known = shapeNumbers.get(shape);
        if (known != null) {
            return known;
        }
        shapes.varint(shape.size());
        for (int name : shape) {
            shapes.varint(name);
        }
        int number = shapeNumbers.size();
        shapeNumbers.put(List.copyOf(shape), number);
        return number;
    }

    long finish() throws IOException {
        ByteSink directory = new ByteSink(1024);
        symbols.names(directory);
        directory.varint(shapeNumbers.size());
        directory.bytes(shapes.array(), 0, shapes.size());
        return out.finish(directory);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
