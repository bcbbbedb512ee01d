package io.gnomon.platform.tsdb.internal.codec;

/**
 * Doubles as whole numbers and a scale that tells how exporters made doubles of them, taken only
 * where the way back gives the same bits. (Afroozeh and others, "ALP", SIGMOD 2024, has the first
 * way.) A thousandth of 13357 is 13.357 by division, and 13.357000000000001 when it is multiplied
 * by 0.001: both are common, and only the right way back makes both of them small.
 *
 * <p>Scales: 0 to {@value #LAST_QUOTIENT} is {@code whole / 10^scale}; up to {@value #LAST_PRODUCT}
 * it is {@code whole * 10^(LAST_QUOTIENT - scale)}; {@value #THOUSANDTH_OF_THOUSANDTH} is {@code
 * whole / 1000 / 1000}. For one thread.
 */
final class Decimals {
    static final int LAST_QUOTIENT = 18;
    static final int LAST_PRODUCT = 27;
    static final int THOUSANDTH_OF_THOUSANDTH = 28;

    /** First and last scale of each way. */
    private static final int[][] WAYS = {
        {0, LAST_QUOTIENT},
        {LAST_QUOTIENT + 1, LAST_PRODUCT},
        {THOUSANDTH_OF_THOUSANDTH, THOUSANDTH_OF_THOUSANDTH}
    };

    static final int WAYS_COUNT = 3;

    private static final double[] POWERS = new double[LAST_QUOTIENT + 1];
    private static final double[] INVERSES = new double[LAST_QUOTIENT + 1];

    static {
        for (int e = 0; e <= LAST_QUOTIENT; e++) {
            POWERS[e] = Double.parseDouble("1e" + e);
            INVERSES[e] = Double.parseDouble("1e-" + e);
        }
    }

    private static final int SAMPLED = 8;

    /** Scale of the last {@link #of}. */
    int scale;

    /** How many values it could not make whole. */
    int oddCount;

    /** Where they are, ascending. */
    int[] odd = new int[0];

    /**
     * Writes the values as whole numbers, odd ones left out, with the lowest scale of a way that
     * serves.
     *
     * @param mostOdd how many may be left out
     * @return false when more would have to be
     */
    boolean of(int way, double[] values, int count, int mostOdd, long[] into) {
        if (odd.length < mostOdd + 1) {
            odd = new int[mostOdd + 1];
        }
        int last = WAYS[way][1];
        scale = sampled(way, values, count);
        while (scale <= last) {
            convert(scale, values, count, mostOdd, into);
            if (oddCount <= mostOdd) {
                return true;
            }
            scale = Math.max(scale + 1, lowest(way, values[odd[0]]));
        }
        return false;
    }

    /** Writes the values as whole numbers of a scale. */
    void convert(int ofScale, double[] values, int count, int mostOdd, long[] into) {
        scale = ofScale;
        oddCount = 0;
        if (ofScale == 0) {
            wholes(values, count, mostOdd, into);
            return;
        }
        double power = POWERS[exponent(ofScale)];
        int n = 0;
        for (int i = 0; i < count; i++) {
            double v = values[i];
            long whole = (long) Math.rint(v * power);
            into[n] = whole;
            if (Double.doubleToRawLongBits(back(whole, ofScale)) == Double.doubleToRawLongBits(v)) {
                n++;
            } else {
                odd[oddCount++] = i;
                if (oddCount > mostOdd) {
                    return;
                }
            }
        }
    }

    /** As {@link #convert} with scale 0, without multiplying and dividing. */
    private void wholes(double[] values, int count, int mostOdd, long[] into) {
        int n = 0;
        for (int i = 0; i < count; i++) {
            double v = values[i];
            long whole = (long) v;
            into[n] = whole;
            if (Double.doubleToRawLongBits((double) whole) == Double.doubleToRawLongBits(v)) {
                n++;
            } else {
                odd[oddCount++] = i;
                if (oddCount > mostOdd) {
                    return;
                }
            }
        }
    }

    /** Second largest of the scales that some of the values need: the largest may be odd. */
    private static int sampled(int way, double[] values, int count) {
        int n = Math.min(count, SAMPLED);
        int largest = WAYS[way][0];
        int second = largest;
        for (int i = 0; i < n; i++) {
            int s = lowest(way, values[(int) ((long) i * count / n)]);
            if (s >= largest) {
                second = largest;
                largest = s;
            } else if (s > second) {
                second = s;
            }
        }
        return second;
    }

    /** Lowest scale of a way that makes a value whole, more than the last when none does. */
    private static int lowest(int way, double v) {
        int s = WAYS[way][0];
        while (s <= WAYS[way][1] && !isWhole(v, s)) {
            s++;
        }
        return s;
    }

    private static boolean isWhole(double v, int scale) {
        long whole = (long) Math.rint(v * POWERS[exponent(scale)]);
        return Double.doubleToRawLongBits(back(whole, scale)) == Double.doubleToRawLongBits(v);
    }

    private static int exponent(int scale) {
        return scale <= LAST_QUOTIENT ? scale : scale <= LAST_PRODUCT ? scale - LAST_QUOTIENT : 6;
    }

    private static double back(long whole, int scale) {
        if (scale <= LAST_QUOTIENT) {
            return whole / POWERS[scale];
        }
        return scale <= LAST_PRODUCT
                ? whole * INVERSES[scale - LAST_QUOTIENT]
                : whole / 1000.0 / 1000.0;
    }

    /** Turns whole numbers back. */
    static void back(long[] whole, int count, int scale, double[] into, int at) {
        if (scale == 0) {
            for (int i = 0; i < count; i++) {
                into[at + i] = whole[i];
            }
        } else if (scale <= LAST_QUOTIENT) {
            double power = POWERS[scale];
            for (int i = 0; i < count; i++) {
                into[at + i] = whole[i] / power;
            }
        } else if (scale <= LAST_PRODUCT) {
            double inverse = INVERSES[scale - LAST_QUOTIENT];
            for (int i = 0; i < count; i++) {
                into[at + i] = whole[i] * inverse;
            }
        } else {
            for (int i = 0; i < count; i++) {
                into[at + i] = whole[i] / 1000.0 / 1000.0;
            }
        }
    }
}
