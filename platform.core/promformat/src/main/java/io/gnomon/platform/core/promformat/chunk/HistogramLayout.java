package io.gnomon.platform.core.promformat.chunk;

import io.gnomon.model.sample.Histogram;

import java.util.Arrays;

/** What all histograms of a chunk share; written once, before the first of them. */
record HistogramLayout(
        int schema,
        double zeroThreshold,
        int[] positiveSpans,
        int[] negativeSpans,
        double[] customBounds) {

    private static final int[] NO_SPANS = {};
    private static final double[] NO_BOUNDS = {};

    /** Of a histogram that is a staleness marker: nothing but the sum is stored. */
    static final HistogramLayout EMPTY = new HistogramLayout(0, 0, NO_SPANS, NO_SPANS, NO_BOUNDS);

    static HistogramLayout of(Histogram h) {
        return new HistogramLayout(
                h.schema(),
                h.zeroThreshold(),
                h.positiveSpans(),
                h.negativeSpans(),
                h.schema() == Histogram.CUSTOM_BUCKETS_SCHEMA ? h.customBounds() : NO_BOUNDS);
    }

    /** Equal bit for bit: the zero threshold and the bounds, too. */
    boolean fits(Histogram h) {
        return schema == h.schema()
                && Double.doubleToRawLongBits(zeroThreshold)
                        == Double.doubleToRawLongBits(h.zeroThreshold())
                && Arrays.equals(positiveSpans, h.positiveSpans())
                && Arrays.equals(negativeSpans, h.negativeSpans())
                && (schema != Histogram.CUSTOM_BUCKETS_SCHEMA
                        || Arrays.equals(customBounds, h.customBounds()));
    }

    int positiveCount() {
        return count(positiveSpans);
    }

    int negativeCount() {
        return count(negativeSpans);
    }

    private static int count(int[] spans) {
        int sum = 0;
        for (int i = 1; i < spans.length; i += 2) {
            sum += spans[i];
        }
        return sum;
    }

    static HistogramLayout read(BitReader in) throws ChunkException {
        double zeroThreshold = readZeroThreshold(in);
        long schema = in.varbit();
        if ((schema < -4 || schema > 8) && schema != Histogram.CUSTOM_BUCKETS_SCHEMA) {
            throw new ChunkException(
                    "histogram schema " + schema + " is not known (known are -4 to 8 and -53)");
        }
        int[] positive = readSpans(in);
        int[] negative = readSpans(in);
        return new HistogramLayout(
                (int) schema,
                zeroThreshold,
                positive,
                negative,
                schema == Histogram.CUSTOM_BUCKETS_SCHEMA ? readBounds(in) : NO_BOUNDS);
    }

    void write(BitWriter out) {
        writeZeroThreshold(out);
        out.varbit(schema);
        writeSpans(out, positiveSpans);
        writeSpans(out, negativeSpans);
        if (schema == Histogram.CUSTOM_BUCKETS_SCHEMA) {
            writeBounds(out);
        }
    }

    /** Length, then offset of each span; every bucket takes a bit at least. */
    private static int[] readSpans(BitReader in) throws ChunkException {
        long count = in.unsignedVarbit();
        if (Long.compareUnsigned(count, in.left() / 2) > 0) {
            throw new ChunkException("it is too short for its spans");
        }
        int[] spans = count == 0 ? NO_SPANS : new int[2 * (int) count];
        long buckets = 0;
        for (int i = 0; i < spans.length; i += 2) {
            long length = in.unsignedVarbit();
            long offset = in.varbit();
            if (Long.compareUnsigned(length, in.left()) > 0
                    || (buckets += length) > in.left()
                    || offset != (int) offset
                    || (offset < 0 && i > 0)) {
                throw new ChunkException(
                        "a span of " + length + " buckets at offset " + offset + " cannot be");
            }
            spans[i] = (int) offset;
            spans[i + 1] = (int) length;
        }
        return spans;
    }

    private static void writeSpans(BitWriter out, int[] spans) {
        out.unsignedVarbit(spans.length / 2);
        for (int i = 0; i < spans.length; i += 2) {
            out.unsignedVarbit(spans[i + 1]);
            out.varbit(spans[i]);
        }
    }

    /** 0, a power of two from 2^-243 to 2^10 as its exponent, or 255 and the number itself. */
    private static double readZeroThreshold(BitReader in) throws ChunkException {
        int b = (int) in.read(8);
        return switch (b) {
            case 0 -> 0;
            case 255 -> Double.longBitsToDouble(in.read(64));
            default -> Math.scalb(0.5, b - 243);
        };
    }

    private void writeZeroThreshold(BitWriter out) {
        int exponent = Math.getExponent(zeroThreshold);
        if (Double.doubleToRawLongBits(zeroThreshold) == 0) {
            out.write(0, 8);
        } else if (exponent >= -243
                && exponent <= 10
                && zeroThreshold == Math.scalb(1.0, exponent)) {
            out.write(exponent + 244, 8);
        } else {
            out.write(255, 8);
            out.write(Double.doubleToRawLongBits(zeroThreshold), 64);
        }
    }

    /** Thousandths plus one when they are whole and few, else 0 and the number itself. */
    private static double[] readBounds(BitReader in) throws ChunkException {
        long count = in.unsignedVarbit();
        if (Long.compareUnsigned(count, in.left()) > 0) {
            throw new ChunkException("it is too short for its bucket bounds");
        }
        double[] bounds = new double[(int) count];
        for (int i = 0; i < bounds.length; i++) {
            long thousandths = in.unsignedVarbit();
            bounds[i] =
                    thousandths == 0
                            ? Double.longBitsToDouble(in.read(64))
                            : (double) (thousandths - 1) / 1000;
        }
        return bounds;
    }

    private void writeBounds(BitWriter out) {
        out.unsignedVarbit(customBounds.length);
        for (double bound : customBounds) {
            double thousandths = Math.rint(bound * 1000);
            if (thousandths >= 0
                    && thousandths <= 33_554_430
                    && Double.doubleToRawLongBits(thousandths / 1000)
                            == Double.doubleToRawLongBits(bound)) {
                out.unsignedVarbit((long) thousandths + 1);
            } else {
                out.write(0, 1);
                out.write(Double.doubleToRawLongBits(bound), 64);
            }
        }
    }
}
