package io.gnomon.platform.tsdb.internal.codec;

/**
 * Doubles as bytes, bits kept. The first byte says how:
 *
 * <ul>
 *   <li>{@code 0} constant: the eight bytes of the value;
 *   <li>{@code 0x10 + e} decimal: each value times 10^e is a whole number; {@link LongDeltas};
 *   <li>{@code 1} exclusive or with the value before, as in Gorilla (Pelkonen and others, VLDB
 *       2015, section 4.1.2): bit 0 = same; 10 = within the window of significant bits of the one
 *       before; 11 = six bits of leading zeros, six bits of length less one, then the bits.
 * </ul>
 */
public final class ValueChunk {
    private static final int CONSTANT = 0;
    private static final int XOR = 1;
    private static final int DECIMAL = 0x10;

    private static final double[] POWERS = {1, 10, 100, 1000, 10_000};

    /** Beyond it a double does not hold every whole number. */
    private static final double MAX_WHOLE = 0x1p53;

    /** A decimal chunk this narrow is taken without trying the other way. */
    private static final int NARROW_BITS = 12;

    private ValueChunk() {}

    /** Appends the first {@code count} values, at least one. {@code scratch} has room for them. */
    public static void encode(double[] values, int count, long[] scratch, ByteSink out) {
        if (constant(values, count)) {
            out.u8(CONSTANT);
            out.i64(Double.doubleToRawLongBits(values[0]));
            return;
        }
        int exponent = exponent(values, count, scratch);
        int width = exponent < 0 ? 64 : LongDeltas.width(scratch, count);
        if (width > NARROW_BITS) {
            int start = out.size();
            out.u8(XOR);
            encodeXor(values, count, out);
            int decimalBytes = 8 + (count * width + 7) / 8;
            if (exponent < 0 || out.size() - start <= decimalBytes) {
                return;
            }
            out.truncate(start);
        }
        out.u8(DECIMAL + exponent);
        LongDeltas.encode(scratch, count, out);
    }

    private static boolean constant(double[] values, int count) {
        long first = Double.doubleToRawLongBits(values[0]);
        for (int i = 1; i < count; i++) {
            if (Double.doubleToRawLongBits(values[i]) != first) {
                return false;
            }
        }
        return true;
    }

    /** Smallest exponent that makes all values whole, the whole numbers in {@code into}, or -1. */
    private static int exponent(double[] values, int count, long[] into) {
        for (int e = 0; e < POWERS.length; e++) {
            int i = 0;
            while (i < count && whole(values[i], e, into, i)) {
                i++;
            }
            if (i == count) {
                return e;
            }
        }
        return -1;
    }

    private static boolean whole(double value, int exponent, long[] into, int i) {
        double scaled = value * POWERS[exponent];
        long whole = Math.round(scaled);
        into[i] = whole;
        return Math.abs(scaled) < MAX_WHOLE
                && Double.doubleToRawLongBits(whole / POWERS[exponent])
                        == Double.doubleToRawLongBits(value);
    }

    private static void encodeXor(double[] values, int count, ByteSink out) {
        long before = Double.doubleToRawLongBits(values[0]);
        out.i64(before);
        BitWriter bits = new BitWriter(out);
        int leading = 64;
        int trailing = 0;
        for (int i = 1; i < count; i++) {
            long now = Double.doubleToRawLongBits(values[i]);
            long xor = now ^ before;
            before = now;
            if (xor == 0) {
                bits.write(0, 1);
                continue;
            }
            int newLeading = Long.numberOfLeadingZeros(xor);
            int newTrailing = Long.numberOfTrailingZeros(xor);
            if (newLeading >= leading && newTrailing >= trailing) {
                bits.write(0b10, 2);
            } else {
                leading = newLeading;
                trailing = newTrailing;
                bits.write(0b11, 2);
                bits.write(leading, 6);
                bits.write(63L - leading - trailing, 6);
            }
            bits.write(xor >>> trailing, 64 - leading - trailing);
        }
        bits.finish();
    }

    /** Reads {@code count} values into {@code into} from {@code at}. */
    public static void decode(byte[] bytes, int count, double[] into, int at)
            throws CorruptDataException {
        int tag = new ByteSource(bytes).u8();
        switch (tag) {
            case CONSTANT -> decodeConstant(bytes, count, into, at);
            case XOR -> decodeXor(bytes, count, into, at);
            default -> decodeDecimal(bytes, tag - DECIMAL, count, into, at);
        }
    }

    private static void decodeConstant(byte[] bytes, int count, double[] into, int at)
            throws CorruptDataException {
        double value = Double.longBitsToDouble(new ByteSource(bytes, 1, bytes.length - 1).i64());
        for (int i = 0; i < count; i++) {
            into[at + i] = value;
        }
    }

    private static void decodeDecimal(byte[] bytes, int exponent, int count, double[] into, int at)
            throws CorruptDataException {
        if (exponent < 0 || exponent >= POWERS.length) {
            throw new CorruptDataException("unknown encoding of values " + (exponent + DECIMAL));
        }
        long[] whole = new long[count];
        LongDeltas.decode(bytes, 1, count, whole, 0);
        double power = POWERS[exponent];
        for (int i = 0; i < count; i++) {
            into[at + i] = whole[i] / power;
        }
    }

    private static void decodeXor(byte[] bytes, int count, double[] into, int at)
            throws CorruptDataException {
        long value = new ByteSource(bytes, 1, bytes.length - 1).i64();
        BitReader bits = new BitReader(bytes, 9);
        int trailing = 0;
        int length = 0;
        into[at] = Double.longBitsToDouble(value);
        for (int i = 1; i < count; i++) {
            if (bits.read(1) != 0) {
                if (bits.read(1) != 0) {
                    int leading = (int) bits.read(6);
                    length = (int) bits.read(6) + 1;
                    trailing = 64 - leading - length;
                    if (trailing < 0) {
                        throw new CorruptDataException("value of more than 64 bits");
                    }
                }
                value ^= bits.read(length) << trailing;
            }
            into[at + i] = Double.longBitsToDouble(value);
        }
    }
}
