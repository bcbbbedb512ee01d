package io.gnomon.platform.core.remote.internal.intake;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;

/**
 * A body that was read.
 *
 * @param bytes from index 0 on
 */
public record Body(byte[] bytes, int length) {
    private static final int FIRST_BYTES = 64 << 10;
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final int SLOWEST_BYTES_A_SECOND = 8 << 10;

    /**
     * Reads a body to its end. The memory for it is taken as it comes, whatever length was
     * announced.
     *
     * @param mostBytes a longer one is refused with 413
     * @throws Refusal also when it comes very slowly
     */
    public static Body read(InputStream in, int mostBytes, BodyMemory.Share share)
            throws IOException, Refusal {
        return read(in, mostBytes, share, GRACE);
    }

    static Body read(InputStream in, int mostBytes, BodyMemory.Share share, Duration grace)
            throws IOException, Refusal {
        long begin = System.nanoTime();
        share.take(FIRST_BYTES);
        byte[] bytes = new byte[FIRST_BYTES];
        int length = 0;
        while (true) {
            int n = in.read(bytes, length, bytes.length - length);
            if (n < 0) {
                return new Body(bytes, length);
            }
            length += n;
            if (length > mostBytes) {
                throw new Refusal(
                        413,
                        "the body is larger than " + mostBytes + " bytes, which is the limit here");
            }
            refuseSlow(System.nanoTime() - begin - grace.toNanos(), length);
            if (length == bytes.length) {
                int more = (int) Math.min(length, mostBytes + 1L - length);
                share.take(more);
                bytes = Arrays.copyOf(bytes, length + more);
            }
        }
    }

    private static void refuseSlow(long nanosOver, int length) throws Refusal {
        if (nanosOver > 0 && length < nanosOver / 1e9 * SLOWEST_BYTES_A_SECOND) {
            throw new Refusal(
                    408,
                    "the body comes slower than "
                            + SLOWEST_BYTES_A_SECOND
                            + " bytes a second; "
                            + length
                            + " bytes came");
        }
    }
}
