package io.gnomon.platform.core.promformat.chunk;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.platform.core.promformat.Columns;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;

/**
 * The encodings that are read and never written: XOR2 and histograms with start times. The writer
 * here follows tsdb/docs/format/chunks.md and knows nothing of the reader.
 */
class StartTimeChunksTest {
    private final ChunkDecoder decoder = new ChunkDecoder();
    private final BitWriter out = new BitWriter();

    private int changesAt;
    private long distance;

    @Test
    void xor2() throws ChunkException {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            SampleColumn column = Columns.floats(random, 1 + random.nextInt(200));
            startTimes(random, column);
            writeXor2(column);
            SampleColumn read = new SampleColumn(0);
            decoder.decode(ChunkEncoding.XOR2, out.bytes(), 0, out.finish(), read);
            Columns.assertSame(column, read);
        }
    }

    @Test
    void histograms() throws ChunkException {
        ChunkEncoder encoder = new ChunkEncoder();
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            SampleColumn column = Columns.histograms(random, 130);
            int size = encoder.encode(column, 0);
            column.size = size;
            startTimes(random, column);
            for (int row = 0; row < size; row++) {
                if (column.startTimes != null && column.histograms != null) {
                    column.histograms[row] =
                            started(HistogramChunks.row(column, row), column.startTimes[row]);
                }
            }
            boolean integer = encoder.encoding() == ChunkEncoding.HISTOGRAM;
            writeHistograms(column, integer, encoder.bytes()[2] >>> 6 & 3);
            SampleColumn read = new SampleColumn(0);
            decoder.decode(
                    integer ? ChunkEncoding.HISTOGRAM_ST : ChunkEncoding.FLOAT_HISTOGRAM_ST,
                    out.bytes(),
                    0,
                    out.finish(),
                    read);
            Columns.assertSame(column, read);
        }
    }

    private static Histogram started(Histogram h, long startTime) {
        return new Histogram(
                h.integer(),
                h.resetHint(),
                h.schema(),
                h.zeroThreshold(),
                h.zeroCount(),
                h.count(),
                h.sum(),
                h.positiveSpans(),
                h.positiveBuckets(),
                h.negativeSpans(),
                h.negativeBuckets(),
                h.customBounds(),
                startTime);
    }

    /** None; one from the start; one that begins later; changing ones. */
    private static void startTimes(Random random, SampleColumn column) {
        int habit = random.nextInt(5);
        if (habit == 0) {
            return;
        }
        long[] starts = new long[column.times.length];
        long start = column.times[0] - 1000;
        int from = habit == 2 ? random.nextInt(column.size) : 0;
        for (int row = from; row < column.size; row++) {
            if (habit >= 3 && random.nextInt(habit == 3 ? 5 : 60) == 0) {
                start = column.times[row] - random.nextInt(10_000);
            }
            starts[row] = start;
        }
        column.startTimes = starts;
    }

    private static long start(SampleColumn column, int row) {
        return column.startTimes == null ? 0 : column.startTimes[row];
    }

    private int header(SampleColumn column) {
        changesAt = 0;
        distance = 0;
        for (int row = 1; row < column.size && changesAt == 0; row++) {
            if (row == 127 || start(column, row) != start(column, row - 1)) {
                changesAt = row;
            }
        }
        return (start(column, 0) != 0 ? 0x80 : 0) | changesAt;
    }

    private void writeStart(SampleColumn column, int row) {
        if (row == 0) {
            if (start(column, 0) != 0) {
                out.varint(column.times[0] - start(column, 0));
            }
        } else if (changesAt > 0 && row >= changesAt) {
            long next = column.times[row - 1] - start(column, row);
            out.varbit(row == changesAt ? next : next - distance);
            distance = next;
        }
    }

    private void writeXor2(SampleColumn column) {
        out.clear();
        out.write(column.size, 16);
        out.write(header(column), 8);
        Window window = new Window();
        long delta = 0;
        for (int row = 0; row < column.size; row++) {
            long bits = Double.doubleToRawLongBits(column.values[row]);
            boolean stale = bits == SampleValues.STALE_NAN_BITS;
            long next = row == 0 ? 0 : column.times[row] - column.times[row - 1];
            long change = next - delta;
            if (row == 0) {
                out.varint(column.times[0]);
                out.write(bits, 64);
            } else if (row == 1) {
                out.uvarint(next);
                window.write(bits, stale);
            } else if (change == 0 && stale) {
                out.write(0b11111, 5);
            } else if (change == 0 && bits == window.before) {
                out.write(0, 1);
            } else if (change == 0) {
                out.write(0b10, 2);
                window.writeChange(bits, "0", "1");
            } else {
                if (change >= -4096 && change <= 4095) {
                    out.write(0b110, 3);
                    out.write(change, 13);
                } else if (change >= -524288 && change <= 524287) {
                    out.write(0b1110, 4);
                    out.write(change, 20);
                } else {
                    out.write(0b11110, 5);
                    out.write(change, 64);
                }
                window.write(bits, stale);
            }
            if (!stale) {
                window.before = bits;
            }
            delta = next;
            writeStart(column, row);
        }
    }

    private final class Window {
        long before;
        private int leading = -1;
        private int trailing;

        void write(long bits, boolean stale) {
            if (stale) {
                out.write(0b111, 3);
            } else if (bits == before) {
                out.write(0, 1);
            } else {
                writeChange(bits, "10", "110");
            }
        }

        void writeChange(long bits, String reuse, String renew) {
            long difference = bits ^ before;
            int zerosBefore = Math.min(31, Long.numberOfLeadingZeros(difference));
            int zerosBehind = Long.numberOfTrailingZeros(difference);
            if (leading >= 0 && zerosBefore >= leading && zerosBehind >= trailing) {
                out.write(Integer.parseInt(reuse, 2), reuse.length());
            } else {
                leading = zerosBefore;
                trailing = zerosBehind;
                out.write(Integer.parseInt(renew, 2), renew.length());
                out.write(leading, 5);
                out.write(64 - leading - trailing, 6);
            }
            out.write(difference >>> trailing, 64 - leading - trailing);
        }
    }

    private void writeHistograms(SampleColumn column, boolean integer, int resets) {
        out.clear();
        out.write((resets << 14) | column.size, 16);
        out.write(header(column), 8);
        boolean emptyLayout = SampleValues.isStale(HistogramChunks.row(column, 0).sum());
        (emptyLayout ? HistogramLayout.EMPTY : HistogramLayout.of(HistogramChunks.row(column, 0)))
                .write(out);
        XorValue[] fractions = new XorValue[64];
        Arrays.setAll(fractions, i -> new XorValue());
        long[] values = new long[64];
        long[] deltas = new long[64];
        XorValue sum = new XorValue();
        for (int row = 0; row < column.size; row++) {
            Histogram h = HistogramChunks.row(column, row);
            boolean stale = SampleValues.isStale(h.sum());
            whole(values, deltas, 63, row, column.times[row], false);
            for (int k = 0; k < 2; k++) {
                double number = k == 0 ? h.count() : h.zeroCount();
                if (!integer) {
                    fraction(fractions[k], row, stale ? 0 : number);
                } else if (stale) {
                    out.write(0, 1);
                } else {
                    whole(values, deltas, k, row, (long) number, true);
                }
            }
            fraction(sum, row, h.sum());
            int k = 2;
            for (double[] buckets : new double[][] {h.positiveBuckets(), h.negativeBuckets()}) {
                double before = 0;
                for (double bucket : buckets) {
                    if (integer) {
                        whole(values, deltas, k++, row, (long) (bucket - before), false);
                    } else {
                        fraction(fractions[k++], row, bucket);
                    }
                    before = bucket;
                }
            }
            writeStart(column, row);
        }
    }

    private void fraction(XorValue value, int row, double number) {
        long bits = Double.doubleToRawLongBits(number);
        if (row == 0) {
            out.write(bits, 64);
            value.start(bits);
        } else {
            value.write(out, bits);
        }
    }

    private void whole(
            long[] values, long[] deltas, int k, int row, long number, boolean unsigned) {
        if (row == 0) {
            if (unsigned) {
                out.unsignedVarbit(number);
            } else {
                out.varbit(number);
            }
            deltas[k] = 0;
        } else {
            out.varbit(number - values[k] - deltas[k]);
            deltas[k] = number - values[k];
        }
        values[k] = number;
    }
}
