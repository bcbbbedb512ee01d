package io.gnomon.platform.tsdb.internal.codec;

import java.util.Arrays;

/**
 * What is left of a column after the value before (order 1), or the difference before (order 2), is
 * taken away, with the base, divisor and width that make it smallest. For one thread.
 */
final class Residuals {
    private static final int SAMPLED = 31;

    private long[] residuals = new long[0];
    private int count;

    /** Taken away from each residual, times the divisor; the rest is divided. */
    long base;

    long divisor;

    /** Bits of a residual that is not patched. */
    int width;

    /** Numbers by the bits they need: unsigned above the smallest, and signed around the middle. */
    private final int[] above = new int[65];

    private final int[] around = new int[66];

    /** Those of them that occur, wide ones first. */
    private final int[] usedBits = new int[66];

    private final long[] sample = new long[SAMPLED];

    /** Prepares to write a column of more than {@code order} numbers; returns the bytes, about. */
    int of(long[] numbers, int n, int order) {
        count = n - order;
        if (residuals.length < count) {
            residuals = new long[n];
        }
        difference(numbers, order);
        long reference = residuals[0];
        divisor = commonDivisor(reference);
        if (divisor != 1) {
            for (int i = 0; i < count; i++) {
                residuals[i] = (residuals[i] - reference) / divisor;
            }
        }
        long bytes = narrow();
        long[] r = residuals;
        for (int i = 0; i < count; i++) {
            r[i] -= base;
        }
        if (divisor != 1) {
            base = reference + base * divisor;
            bytes += ByteSink.varintBytes(divisor);
        }
        bytes += 1 + ByteSink.zigzagBytes(base);
        bytes += order > 0 ? ByteSink.zigzagBytes(numbers[0]) : 0;
        bytes += order > 1 ? ByteSink.zigzagBytes(numbers[1] - numbers[0]) : 0;
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    private void difference(long[] v, int order) {
        long[] r = residuals;
        if (order == 0) {
            System.arraycopy(v, 0, r, 0, count);
        } else if (order == 1) {
            for (int i = 0; i < count; i++) {
                r[i] = v[i + 1] - v[i];
            }
        } else {
            for (int i = 0; i < count; i++) {
                r[i] = v[i + 2] - 2 * v[i + 1] + v[i];
            }
        }
    }

    /** Greatest common divisor of the residuals less the reference, 1 when one overflows. */
    private long commonDivisor(long reference) {
        long common = 0;
        for (int i = 0; i < count; i++) {
            long difference = residuals[i] - reference;
            if (((residuals[i] ^ reference) & (residuals[i] ^ difference)) < 0) {
                return 1;
            }
            if (difference != 0 && (common == 0 || difference % common != 0)) {
                common = gcd(common, Math.abs(difference));
                if (common <= 1) {
                    return 1;
                }
            }
        }
        return Math.max(common, 1);
    }

    private static long gcd(long a, long b) {
        long x = a;
        long y = b;
        while (y != 0) {
            long rest = x % y;
            x = y;
            y = rest;
        }
        return x;
    }

    /**
     * Finds the width and the base with the fewest bytes. The base is the smallest residual, or so
     * far below the middle one that the width reaches to both sides of it.
     */
    private long narrow() {
        long[] r = residuals;
        long min = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            min = Math.min(min, r[i]);
        }
        long middle = middle();
        Arrays.fill(above, 0);
        Arrays.fill(around, 0);
        for (int i = 0; i < count; i++) {
            long up = r[i] - min;
            above[64 - Long.numberOfLeadingZeros(up)]++;
            long off = r[i] - middle;
            around[off == 0 ? 0 : 65 - Long.numberOfLeadingZeros(off ^ (off >> 63))]++;
        }
        long best = narrowest(above, Long.MAX_VALUE);
        base = min;
        long centred = narrowest(around, best);
        if (centred < best) {
            base = width == 0 ? middle : middle - (1L << (width - 1));
        }
        return Math.min(best, centred);
    }

    /** Sets the width if one takes fewer than {@code best} bytes; returns its bytes. */
    private long narrowest(int[] byBits, long best) {
        long least = best;
        int widest = Math.min(64, byBits.length - 1);
        while (widest > 0 && byBits[widest] == 0) {
            widest--;
        }
        if (byBits.length == 66 && byBits[65] > 0) {
            return least;
        }
        int used = 0;
        int patched = 0;
        // Once all residuals have a patch, narrower columns only make the patches longer; and a
        // patch takes two bytes at least.
        for (int w = widest; w >= 0 && patched < count && 2L * patched < least; w--) {
            long bytes = BitPacking.bytes(count, w) + 1;
            for (int i = 0; i < used; i++) {
                int bits = usedBits[i];
                bytes += (long) byBits[bits] * (1 + (bits - w + 7) / 7);
            }
            if (bytes < least) {
                least = bytes;
                width = w;
            }
            if (byBits[w] > 0) {
                usedBits[used++] = w;
                patched += byBits[w];
            }
        }
        return least;
    }

    /** A residual near the middle one. */
    private long middle() {
        int n = Math.min(count, SAMPLED);
        for (int i = 0; i < n; i++) {
            sample[i] = residuals[(int) ((long) i * count / n)];
        }
        Arrays.sort(sample, 0, n);
        return sample[n / 2];
    }

    /** Appends the patches and the packed residuals. */
    void write(ByteSink out) {
        long[] r = residuals;
        int patches = 0;
        for (int i = 0; i < count && width < 64; i++) {
            if (r[i] >> width != 0) {
                patches++;
            }
        }
        out.varint(patches);
        int next = 0;
        for (int i = 0; i < count && patches > 0; i++) {
            if (r[i] >> width != 0) {
                out.varint(i - next);
                out.zigzag(r[i] >> width);
                next = i + 1;
                patches--;
            }
        }
        BitPacking.pack(r, count, width, out);
    }
}
