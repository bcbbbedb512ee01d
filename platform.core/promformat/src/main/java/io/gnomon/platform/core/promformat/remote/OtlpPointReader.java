package io.gnomon.platform.core.promformat.remote;

import io.gnomon.model.sample.Exemplar;
import io.gnomon.platform.core.promformat.remote.OtlpMetric.Kind;

import java.util.HexFormat;

/** Reads the data points of OTLP. For one thread. */
final class OtlpPointReader {
    private static final long NANOS_A_MILLI = 1_000_000;

    private final ProtoReader in;
    private final OtlpPoint point = new OtlpPoint();
    private final OtlpAttributes filtered = new OtlpAttributes();

    OtlpPointReader(ProtoReader in) {
        this.in = in;
    }

    /** Reads the point that was entered. */
    OtlpPoint read(Kind kind) throws MessageException {
        point.clear();
        while (in.next()) {
            switch (in.field()) {
                case 2 -> point.startTimeMillis = timeMillis();
                case 3 -> point.timeMillis = timeMillis();
                default -> {
                    switch (kind) {
                        case GAUGE, SUM -> readNumber();
                        case HISTOGRAM -> readHistogram();
                        case EXPONENTIAL_HISTOGRAM -> readExponential();
                        case SUMMARY -> readSummary();
                        case NONE -> in.skip();
                    }
                }
            }
        }
        return point;
    }

    private void readNumber() throws MessageException {
        switch (in.field()) {
            case 4 -> point.value = in.float64();
            case 5 -> readExemplar();
            case 6 -> point.value = fixedLong();
            case 7 -> OtlpValues.readAttribute(in, point.attributes);
            case 8 -> point.flags(in.int64());
            default -> in.skip();
        }
    }

    private void readHistogram() throws MessageException {
        switch (in.field()) {
            case 4 -> point.count = unsigned(fixedLong());
            case 5 -> readSum();
            case 6 -> readFixed(point.counts, true);
            case 7 -> readFixed(point.bounds, false);
            case 8 -> readExemplar();
            case 9 -> OtlpValues.readAttribute(in, point.attributes);
            case 10 -> point.flags(in.int64());
            default -> in.skip();
        }
    }

    private void readExponential() throws MessageException {
        switch (in.field()) {
            case 1 -> OtlpValues.readAttribute(in, point.attributes);
            case 4 -> point.count = unsigned(fixedLong());
            case 5 -> readSum();
            case 6 -> point.scale = (int) in.sint64();
            case 7 -> point.zeroCount = unsigned(fixedLong());
            case 8 -> point.positiveOffset = readBuckets(point.positiveCounts);
            case 9 -> point.negativeOffset = readBuckets(point.negativeCounts);
            case 10 -> point.flags(in.int64());
            case 11 -> readExemplar();
            case 14 -> point.zeroThreshold = in.float64();
            default -> in.skip();
        }
    }

    private void readSummary() throws MessageException {
        switch (in.field()) {
            case 4 -> point.count = unsigned(fixedLong());
            case 5 -> readSum();
            case 6 -> readQuantile();
            case 7 -> OtlpValues.readAttribute(in, point.attributes);
            case 8 -> point.flags(in.int64());
            default -> in.skip();
        }
    }

    private void readSum() throws MessageException {
        point.sum = in.float64();
        point.hasSum = true;
    }

    private long timeMillis() throws MessageException {
        return fixedLong() / NANOS_A_MILLI;
    }

    private long fixedLong() throws MessageException {
        return Double.doubleToRawLongBits(in.float64());
    }

    private static double unsigned(long count) {
        return count >= 0 ? count : (count >>> 1 | (count & 1)) * 2.0;
    }

    /** Eight bytes each, packed or not. */
    private void readFixed(DoubleList into, boolean whole) throws MessageException {
        if (in.is(ProtoReader.BYTES)) {
            int outer = in.enter();
            while (in.at < in.end) {
                add(in.fixed64(), whole, into);
            }
            in.leave(outer);
        } else {
            add(in.float64(), whole, into);
        }
    }

    private static void add(double bits, boolean whole, DoubleList into) {
        into.add(whole ? unsigned(Double.doubleToRawLongBits(bits)) : bits);
    }

    private int readBuckets(DoubleList counts) throws MessageException {
        int outer = in.enter();
        int offset = 0;
        while (in.next()) {
            if (in.field() == 1) {
                offset = (int) in.sint64();
            } else if (in.field() == 2 && in.is(ProtoReader.BYTES)) {
                int packed = in.enter();
                while (in.at < in.end) {
                    counts.add(unsigned(in.varint()));
                }
                in.leave(packed);
            } else if (in.field() == 2) {
                counts.add(unsigned(in.int64()));
            } else {
                in.skip();
            }
        }
        in.leave(outer);
        return offset;
    }

    private void readQuantile() throws MessageException {
        int outer = in.enter();
        double quantile = 0;
        double value = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> quantile = in.float64();
                case 2 -> value = in.float64();
                default -> in.skip();
            }
        }
        in.leave(outer);
        point.quantiles.add(quantile);
        point.quantileValues.add(value);
    }

    private void readExemplar() throws MessageException {
        int outer = in.enter();
        filtered.clear();
        long time = 0;
        double value = 0;
        String trace = "";
        String span = "";
        while (in.next()) {
            switch (in.field()) {
                case 2 -> time = timeMillis();
                case 3 -> value = in.float64();
                case 4 -> span = hex();
                case 5 -> trace = hex();
                case 6 -> value = fixedLong();
                case 7 -> OtlpValues.readAttribute(in, filtered);
                default -> in.skip();
            }
        }
        in.leave(outer);
        point.exemplars.add(
                new Exemplar(OtlpPoint.exemplarLabels(trace, span, filtered), value, time));
    }

    /** An id in hexadecimal, empty when it is all zeros. */
    private String hex() throws MessageException {
        int outer = in.enter();
        boolean zero = true;
        for (int i = in.at; i < in.end; i++) {
            zero &= in.bytes[i] == 0;
        }
        String hex = zero ? "" : HexFormat.of().formatHex(in.bytes, in.at, in.end);
        in.leave(outer);
        return hex;
    }
}
