package io.gnomon.platform.tsdb.internal.codec;

/** Appends bits to a {@link ByteSink}, most significant first. For one thread. */
final class BitWriter {
    private final ByteSink out;
    private long pending;
    private int free = 64;

    BitWriter(ByteSink out) {
        this.out = out;
    }

    /** Appends the low {@code bits} of the value, 0 to 64 of them. */
    void write(long value, int bits) {
        if (bits == 0) {
            return;
        }
        long v = bits == 64 ? value : value & ((1L << bits) - 1);
        if (bits <= free) {
            free -= bits;
            pending |= v << free;
        } else {
            int rest = bits - free;
            pending |= v >>> rest;
            emit();
            free = 64 - rest;
            pending = v << free;
        }
        if (free == 0) {
            emit();
        }
    }

    private void emit() {
        out.i64(Long.reverseBytes(pending));
        pending = 0;
        free = 64;
    }

    /** Fills the last byte with zeros. */
    void finish() {
        int used = 64 - free;
        for (int shift = 56; used > 0; shift -= 8, used -= 8) {
            out.u8((int) (pending >>> shift));
        }
        pending = 0;
        free = 64;
    }
}
