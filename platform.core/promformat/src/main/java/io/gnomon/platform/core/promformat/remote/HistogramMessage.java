package io.gnomon.platform.core.promformat.remote;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;

import java.util.Arrays;

/**
 * A native histogram; the same message in remote write 1.0, 2.0 and remote read, but for the start
 * time, which only 2.0 has. For one thread, reused.
 */
final class HistogramMessage {
    private static final int COUNT = 1;
    private static final int COUNT_FLOAT = 2;
    private static final int SUM = 3;
    private static final int SCHEMA = 4;
    private static final int ZERO_THRESHOLD = 5;
    private static final int ZERO_COUNT = 6;
    private static final int ZERO_COUNT_FLOAT = 7;
    private static final int NEGATIVE_SPANS = 8;
    private static final int NEGATIVE_DELTAS = 9;
    private static final int NEGATIVE_COUNTS = 10;
    private static final int POSITIVE_SPANS = 11;
    private static final int POSITIVE_DELTAS = 12;
    private static final int POSITIVE_COUNTS = 13;
    private static final int RESET_HINT = 14;
    private static final int TIME = 15;
    private static final int CUSTOM_BOUNDS = 16;
    private static final int START_TIME = 17;

    private static final ResetHint[] HINTS = {
        ResetHint.UNKNOWN, ResetHint.RESET, ResetHint.NO_RESET, ResetHint.GAUGE
    };

    private final Numbers negativeSpans = new Numbers();
    private final Numbers positiveSpans = new Numbers();
    private final Numbers negative = new Numbers();
    private final Numbers positive = new Numbers();
    private final Numbers bounds = new Numbers();
    private long timeMillis;

    /** Time of the histogram that was read last. */
    long timeMillis() {
        return timeMillis;
    }

    /** Reads a message that was entered. */
    Histogram read(ProtoReader in) throws MessageException {
        for (Numbers numbers :
                new Numbers[] {negativeSpans, positiveSpans, negative, positive, bounds}) {
            numbers.size = 0;
        }
        boolean integer = true;
        double count = 0;
        double zeroCount = 0;
        double sum = 0;
        double zeroThreshold = 0;
        int schema = 0;
        int hint = 0;
        long start = 0;
        timeMillis = 0;
        while (in.next()) {
            switch (in.field()) {
                case COUNT -> count = in.int64();
                case COUNT_FLOAT -> {
                    integer = false;
                    count = in.float64();
                }
                case SUM -> sum = in.float64();
                case SCHEMA -> schema = (int) in.sint64();
                case ZERO_THRESHOLD -> zeroThreshold = in.float64();
                case ZERO_COUNT -> zeroCount = in.int64();
                case ZERO_COUNT_FLOAT -> zeroCount = in.float64();
                case NEGATIVE_SPANS -> readSpan(in, negativeSpans);
                case NEGATIVE_DELTAS -> readDeltas(in, negative);
                case NEGATIVE_COUNTS -> readDoubles(in, negative);
                case POSITIVE_SPANS -> readSpan(in, positiveSpans);
                case POSITIVE_DELTAS -> readDeltas(in, positive);
                case POSITIVE_COUNTS -> readDoubles(in, positive);
                case RESET_HINT -> hint = (int) in.int64();
                case TIME -> timeMillis = in.int64();
                case CUSTOM_BOUNDS -> readDoubles(in, bounds);
                case START_TIME -> start = in.int64();
                default -> in.skip();
            }
        }
        return new Histogram(
                integer,
                HINTS[hint & 3],
                schema,
                zeroThreshold,
                zeroCount,
                count,
                sum,
                spans(in, positiveSpans, positive),
                positive.toArray(),
                spans(in, negativeSpans, negative),
                negative.toArray(),
                bounds.toArray(),
                start);
    }

    static void readSpan(ProtoReader in, Numbers spans) throws MessageException {
        int outer = in.enter();
        long offset = 0;
        long length = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> offset = in.sint64();
                case 2 -> length = in.int64();
                default -> in.skip();
            }
        }
        in.leave(outer);
        spans.add((int) offset);
        spans.add((double) (length & 0xffff_ffffL));
    }

    /** Each is the difference to the bucket before; absolute counts are kept. */
    static void readDeltas(ProtoReader in, Numbers counts) throws MessageException {
        if (in.is(ProtoReader.VARINT)) {
            counts.addDelta(in.sint64());
            return;
        }
        int outer = in.enter();
        while (in.at < in.end) {
            counts.addDelta(ProtoReader.zigzag(in.varint()));
        }
        in.leave(outer);
    }

    static void readDoubles(ProtoReader in, Numbers numbers) throws MessageException {
        if (in.is(ProtoReader.FIXED64)) {
            numbers.add(in.float64());
            return;
        }
        int outer = in.enter();
        while (in.at < in.end) {
            numbers.add(in.fixed64());
        }
        in.leave(outer);
    }

    static int[] spans(ProtoReader in, Numbers spans, Numbers buckets) throws MessageException {
        int[] array = new int[spans.size];
        long length = 0;
        for (int i = 0; i < array.length; i++) {
            array[i] = (int) spans.values[i];
            length += i % 2 == 1 ? (long) spans.values[i] : 0;
        }
        if (length != buckets.size) {
            throw in.wrong(
                    "a histogram has spans for "
                            + length
                            + " buckets and counts of "
                            + buckets.size);
        }
        return array;
    }

    /** Writes the fields of a histogram. */
    static void write(Histogram h, long timeMillis, boolean startTime, ProtoWriter out) {
        if (h.integer()) {
            out.number(COUNT, (long) h.count());
        } else {
            out.fixed(COUNT_FLOAT, h.count());
        }
        out.float64(SUM, h.sum());
        out.sint64(SCHEMA, h.schema());
        out.float64(ZERO_THRESHOLD, h.zeroThreshold());
        if (h.integer()) {
            out.number(ZERO_COUNT, (long) h.zeroCount());
        } else {
            out.fixed(ZERO_COUNT_FLOAT, h.zeroCount());
        }
        writeSpans(NEGATIVE_SPANS, h.negativeSpans(), out);
        writeCounts(NEGATIVE_DELTAS, NEGATIVE_COUNTS, h.integer(), h.negativeBuckets(), out);
        writeSpans(POSITIVE_SPANS, h.positiveSpans(), out);
        writeCounts(POSITIVE_DELTAS, POSITIVE_COUNTS, h.integer(), h.positiveBuckets(), out);
        out.int64(RESET_HINT, Arrays.asList(HINTS).indexOf(h.resetHint()));
        out.int64(TIME, timeMillis);
        writeDoubles(CUSTOM_BOUNDS, h.customBounds(), out);
        if (startTime) {
            out.int64(START_TIME, h.startTimeMillis());
        }
    }

    static void writeSpans(int field, int[] spans, ProtoWriter out) {
        for (int i = 0; i < spans.length; i += 2) {
            int span = out.begin(field);
            out.sint64(1, spans[i]);
            out.int64(2, spans[i + 1]);
            out.end(span);
        }
    }

    private static void writeCounts(
            int deltas, int counts, boolean integer, double[] buckets, ProtoWriter out) {
        if (!integer) {
            writeDoubles(counts, buckets, out);
        } else if (buckets.length > 0) {
            int packed = out.begin(deltas);
            long before = 0;
            for (double bucket : buckets) {
                out.varint(ProtoWriter.zigzag((long) bucket - before));
                before = (long) bucket;
            }
            out.end(packed);
        }
    }

    static void writeDoubles(int field, double[] numbers, ProtoWriter out) {
        if (numbers.length > 0) {
            int packed = out.begin(field);
            for (double number : numbers) {
                out.fixed64(number);
            }
            out.end(packed);
        }
    }

    /** A growing array. */
    static final class Numbers {
        private static final double[] NONE = {};

        double[] values = new double[16];
        int size;
        private long last;

        void add(double value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        void addDelta(long delta) {
            last = size == 0 ? delta : last + delta;
            add((double) last);
        }

        double[] toArray() {
            return size == 0 ? NONE : Arrays.copyOf(values, size);
        }
    }
}
