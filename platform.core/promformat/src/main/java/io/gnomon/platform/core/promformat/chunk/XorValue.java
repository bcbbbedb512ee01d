package io.gnomon.platform.core.promformat.chunk;

/**
 * A number that is stored as the bits in which it differs from the one before (Gorilla), with the
 * window of significant bits of the last difference. Its first value is stored plainly.
 */
final class XorValue {
    /** No window was written yet. */
    private static final int NONE = 255;

    /** Bits of the double. */
    long bits;

    private int leading;
    private int trailing;

    /** Sets the first value. */
    void start(long first) {
        bits = first;
        leading = NONE;
        trailing = 0;
    }

    /** 0: the same; 10: in the window; 11: in a new window. */
    void read(BitReader in) throws ChunkException {
        switch (in.ones(2)) {
            case 0 -> {}
            case 1 -> readInWindow(in);
            default -> readInNewWindow(in);
        }
    }

    void readInNewWindow(BitReader in) throws ChunkException {
        leading = (int) in.read(5);
        int significant = (int) in.read(6);
        trailing = 64 - leading - (significant == 0 ? 64 : significant);
        if (trailing < 0) {
            throw new ChunkException("a value has more than 64 bits");
        }
        readInWindow(in);
    }

    void readInWindow(BitReader in) throws ChunkException {
        if (leading == NONE) {
            // Written by a Prometheus that went on with a chunk of equal values after a restart.
            leading = 0;
        }
        bits ^= in.read(64 - leading - trailing) << trailing;
    }

    void write(BitWriter out, long next) {
        long difference = bits ^ next;
        bits = next;
        if (difference == 0) {
            out.write(0, 1);
            return;
        }
        int zerosBefore = Math.min(31, Long.numberOfLeadingZeros(difference));
        int zerosBehind = Long.numberOfTrailingZeros(difference);
        if (leading != NONE && zerosBefore >= leading && zerosBehind >= trailing) {
            out.write(0b10, 2);
        } else {
            leading = zerosBefore;
            trailing = zerosBehind;
            out.write(0b11, 2);
            out.write(leading, 5);
            out.write(64 - leading - trailing, 6);
        }
        out.write(difference >>> trailing, 64 - leading - trailing);
    }
}
