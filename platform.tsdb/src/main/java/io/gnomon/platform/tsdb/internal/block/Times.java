package io.gnomon.platform.tsdb.internal.block;

import io.gnomon.platform.tsdb.internal.codec.ByteSource;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;
import io.gnomon.platform.tsdb.internal.codec.LongColumn;

import java.util.HashMap;
import java.util.Map;

/** The time columns of a block. Any thread. */
final class Times {
    private final PageReader pages;
    private final int[] rows;
    private final long[] first;
    private final long[] last;

    /** Reads where the columns lie. */
    Times(PageReader pages) throws CorruptDataException {
        this.pages = pages;
        ByteSource directory = pages.extra();
        if (pages.records() > Integer.MAX_VALUE - 8) {
            throw new CorruptDataException(pages.file() + ": too many columns");
        }
        int n = (int) pages.records();
        rows = new int[n];
        first = new long[n];
        last = new long[n];
        long before = 0;
        for (int i = 0; i < n; i++) {
            rows[i] = (int) directory.varint();
            before += directory.zigzag();
            first[i] = before;
            last[i] = before + directory.varint();
            if (rows[i] <= 0) {
                throw new CorruptDataException(pages.file() + ": a column without rows");
            }
        }
    }

    int count() {
        return rows.length;
    }

    int rows(int column) {
        return rows[column];
    }

    long first(int column) {
        return first[column];
    }

    long last(int column) {
        return last[column];
    }

    PageReader pages() {
        return pages;
    }

    /**
     * Some rows of a column.
     *
     * @param firstRow row of the first of these times
     */
    record Rows(int firstRow, long[] times) {}

    /** Reads columns over one range of time and keeps some of them. For one thread. */
    final class Reader {
        /** Times that are kept at most: 32 MiB. */
        private static final int KEPT = 4 << 20;

        private final long min;
        private final long max;
        private final PageReader.Buffer page = new PageReader.Buffer();
        private final LongColumn codec = new LongColumn();
        private final Map<Integer, Rows> kept = new HashMap<>();
        private int keptTimes;

        /** The column after the one read last and where it begins in the same page. */
        private int nextColumn;

        private int nextOffset;

        Reader(long min, long max) {
            this.min = min;
            this.max = max;
        }

        /** Rows of the column: at least all that lie in the range. */
        Rows rows(int column) throws CorruptDataException {
            if (column < 0 || column >= count()) {
                throw new CorruptDataException(
                        pages.file() + ": there is no time column " + column);
            }
            Rows known = kept.get(column);
            if (known == null) {
                known = read(column);
                if (keptTimes + known.times.length > KEPT) {
                    kept.clear();
                    keptTimes = 0;
                }
                kept.put(column, known);
                keptTimes += known.times.length;
            }
            return known;
        }

        private Rows read(int column) throws CorruptDataException {
            int number = pages.pageOfRecord(column);
            pages.load(number, page);
            try {
                ByteSource in;
                long skip = column - pages.firstRecord(number);
                if (column >= nextColumn && nextColumn > pages.firstRecord(number)) {
                    in = page.sourceFrom(nextOffset);
                    skip = (long) column - nextColumn;
                } else {
                    in = page.source();
                }
                for (; skip > 0; skip--) {
                    skip(in);
                }
                Rows read = decode(in, rows[column], first[column]);
                nextColumn = column + 1;
                nextOffset = in.position();
                return read;
            } catch (CorruptDataException e) {
                throw pages.inFile(e);
            }
        }

        private static int runs(int n) {
            return (n + TimesWriter.RUN - 1) / TimesWriter.RUN;
        }

        private static void skip(ByteSource in) throws CorruptDataException {
            long bytes = 0;
            for (int runs = runs((int) in.varint()); runs > 0; runs--) {
                bytes += in.varint();
                in.zigzag();
            }
            in.skip(bytes);
        }

        private Rows decode(ByteSource in, int n, long begin) throws CorruptDataException {
            if (in.varint() != n) {
                throw new CorruptDataException("a time column of another length than expected");
            }
            int runs = runs(n);
            long[] starts = new long[runs + 1];
            long[] lengths = new long[runs];
            long at = begin;
            for (int i = 0; i < runs; i++) {
                lengths[i] = in.varint();
                at += in.zigzag();
                starts[i] = at;
            }
            int from = 0;
            while (from + 1 < runs && starts[from + 1] <= min) {
                from++;
            }
            int to = runs;
            while (to - 1 > from && starts[to - 1] > max) {
                to--;
            }
            int firstRow = from * TimesWriter.RUN;
            long[] times = new long[Math.min(n, to * TimesWriter.RUN) - firstRow];
            for (int i = 0; i < runs; i++) {
                if (i < from || i >= to) {
                    in.skip(lengths[i]);
                } else {
                    int row = i * TimesWriter.RUN;
                    int length = Math.min(TimesWriter.RUN, n - row);
                    codec.decode(in, length, times, row - firstRow);
                }
            }
            return new Rows(firstRow, times);
        }
    }
}
