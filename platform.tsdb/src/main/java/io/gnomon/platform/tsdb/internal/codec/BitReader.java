package io.gnomon.platform.tsdb.internal.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads what {@link BitWriter} wrote. Bits past the end are zero. For one thread. */
final class BitReader {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private int at;
    private long loaded;
    private int left;

    BitReader(byte[] bytes, int offset) {
        this.bytes = bytes;
        this.at = offset;
    }

    /** The next 0 to 64 bits as an unsigned number. */
    long read(int bits) {
        if (bits == 0) {
            return 0;
        }
        if (bits <= left) {
            long value = loaded >>> (64 - bits);
            loaded = bits == 64 ? 0 : loaded << bits;
            left -= bits;
            return value;
        }
        int missing = bits - left;
        long high = left == 0 ? 0 : loaded >>> (64 - left);
        load();
        long low = loaded >>> (64 - missing);
        loaded = missing == 64 ? 0 : loaded << missing;
        left = 64 - missing;
        return missing == 64 ? low : (high << missing) | low;
    }

    private void load() {
        if (at + 8 <= bytes.length) {
            loaded = (long) LONG.get(bytes, at);
            at += 8;
            return;
        }
        long word = 0;
        for (int shift = 56; at < bytes.length; shift -= 8) {
            word |= (bytes[at++] & 0xffL) << shift;
        }
        loaded = word;
    }
}
