package io.gnomon.platform.tsdb.internal.block;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.tsdb.internal.codec.ByteSource;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The series of a block by their number, which is their place in the order of labels. Any thread.
 */
final class SeriesDirectory {
    private final PageReader pages;
    private final Symbols symbols;

    /** Numbers of the label names of each shape. */
    private final int[][] shapes;

    SeriesDirectory(PageReader pages, PageReader symbolPages) throws CorruptDataException {
        this.pages = pages;
        ByteSource directory = pages.extra();
        symbols = new Symbols(symbolPages, directory);
        shapes = new int[directory.count(1)][];
        for (int i = 0; i < shapes.length; i++) {
            shapes[i] = new int[directory.count(1)];
            for (int k = 0; k < shapes[i].length; k++) {
                shapes[i][k] = (int) directory.varint();
                if (shapes[i][k] < 0 || shapes[i][k] >= symbols.names()) {
                    throw new CorruptDataException(pages.file() + ": a label without a name");
                }
            }
        }
        if (pages.records() > Integer.MAX_VALUE - 8) {
            throw new CorruptDataException(pages.file() + ": too many series");
        }
    }

    int count() {
        return (int) pages.records();
    }

    PageReader pages() {
        return pages;
    }

    Symbols symbols() {
        return symbols;
    }

    Cursor cursor() {
        return new Cursor();
    }

    /** Makes the texts of labels ready. */
    void load(int shape, int[] values, Symbols.Texts texts) throws CorruptDataException {
        int[] names = shapes[shape];
        for (int i = 0; i < names.length; i++) {
            texts.load(names[i], values[i]);
        }
    }

    /** Labels of a shape with values by number, which were loaded. */
    Labels labels(int shape, int[] values, int from, Symbols.Texts texts) {
        int[] names = shapes[shape];
        Labels.Builder labels = Labels.builder();
        for (int i = 0; i < names.length; i++) {
            labels.set(symbols.name(names[i]), texts.value(names[i], values[from + i]));
        }
        return labels.build();
    }

    /** How many shapes of labels there are. */
    int shapes() {
        return shapes.length;
    }

    /** Label names of a shape. */
    List<String> names(int shape) {
        List<String> names = new ArrayList<>();
        for (int name : shapes[shape]) {
            names.add(symbols.name(name));
        }
        return names;
    }

    int shapeSize(int shape) {
        return shapes[shape].length;
    }

    /** Goes from series to series; cheap forward, a page of a few hundred series back. */
    final class Cursor {
        private final PageReader.Buffer buffer = new PageReader.Buffer();
        private final int[] lastValue = new int[symbols.names()];
        private final Symbols.Texts texts = symbols.texts();
        private ByteSource in = new ByteSource(new byte[0]);
        private int page = -1;
        private long nextStart;

        /** Number of the series that the cursor is at. */
        int number = -1;

        int shape;
        int[] values = new int[16];
        int flags;
        int column;
        int firstRow;
        int rows;

        /** Position of the samples among the chunks, and their bytes. */
        long start;

        long length;

        void moveTo(int series) throws CorruptDataException {
            if (series < 0 || series >= count()) {
                throw new CorruptDataException(pages.file() + ": there is no series " + series);
            }
            int to = pages.pageOfRecord(series);
            try {
                if (to != page || series <= number) {
                    begin(to);
                }
                while (number < series) {
                    read();
                }
            } catch (CorruptDataException e) {
                page = -1;
                throw e;
            }
        }

        private void begin(int to) throws CorruptDataException {
            page = -1;
            pages.load(to, buffer);
            in = buffer.source();
            nextStart = in.varint();
            Arrays.fill(lastValue, -1);
            shape = 0;
            column = 0;
            number = (int) pages.firstRecord(to) - 1;
            page = to;
        }

        private void read() throws CorruptDataException {
            readLabels();
            flags = in.u8();
            column += (int) in.zigzag();
            if ((flags & SeriesWriter.WHOLE) == 0) {
                firstRow = (int) in.varint();
                rows = (int) in.varint();
            } else {
                firstRow = 0;
                rows = -1;
            }
            start = nextStart;
            length = in.varint();
            nextStart += length;
            number++;
        }

        private void readLabels() throws CorruptDataException {
            shape += (int) in.zigzag();
            if (shape < 0 || shape >= shapes.length) {
                throw new CorruptDataException(pages.file() + ": unknown shape of labels");
            }
            int[] names = shapes[shape];
            if (values.length < names.length) {
                values = new int[2 * names.length];
            }
            long changed = in.varint();
            for (int i = 0; i < names.length; i++) {
                if (i >= 62 || (changed >>> i & 1) != 0) {
                    lastValue[names[i]] += (int) in.zigzag();
                }
                values[i] = lastValue[names[i]];
            }
        }

        /** Number of the value of a label, -1 without it. */
        int value(int name) {
            int[] names = shapes[shape];
            for (int i = 0; i < names.length; i++) {
                if (names[i] == name) {
                    return values[i];
                }
            }
            return -1;
        }

        /** Where the samples are. */
        SamplesReader.Series place() {
            return new SamplesReader.Series(flags, column, firstRow, rows, start, length);
        }

        Labels labels() throws CorruptDataException {
            load(shape, values, texts);
            return SeriesDirectory.this.labels(shape, values, 0, texts);
        }
    }
}
