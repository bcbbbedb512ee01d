package io.gnomon.platform.tsdb.internal.codec;

/**
 * Doubles by the exclusive or with the value before (Pelkonen and others, "Gorilla", VLDB 2015,
 * 4.1.2): bit 0 = as before; 10 = within the window of significant bits of the one before; 11 = six
 * bits of leading zeros, six bits of length less one, then the bits.
 */
final class XorColumn {
    private XorColumn() {}

    static void encode(long[] values, int count, ByteSink out) {
        long before = values[0];
        out.i64(before);
        BitWriter bits = new BitWriter(out);
        int leading = 64;
        int trailing = 0;
        for (int i = 1; i < count; i++) {
            long xor = values[i] ^ before;
            before = values[i];
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

    static void decode(ByteSource in, int count, double[] into, int at)
            throws CorruptDataException {
        long value = in.i64();
        BitReader bits = new BitReader(in.array(), in.position());
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
