package io.gnomon.model.sample;

/** The two NaNs of the field. */
public final class SampleValues {
    /** Bits of the staleness marker: the series ended here. */
    public static final long STALE_NAN_BITS = 0x7ff0000000000002L;

    /** Bits of the NaN that arithmetic and parsers produce. */
    public static final long NORMAL_NAN_BITS = 0x7ff8000000000001L;

    /** The staleness marker. Never compare it with ==, see {@link #isStale}. */
    public static final double STALE_NAN = Double.longBitsToDouble(STALE_NAN_BITS);

    private SampleValues() {}

    public static boolean isStale(double value) {
        return Double.doubleToRawLongBits(value) == STALE_NAN_BITS;
    }
}
