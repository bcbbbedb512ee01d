package io.gnomon.platform.core.remote.internal.bulk;

import io.gnomon.platform.core.remote.internal.intake.BodyMemory;
import io.gnomon.platform.core.remote.internal.intake.Refusal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines of a stream of any length; one line has a limit. For one thread. */
final class LineReader {
    private static final int FIRST_BYTES = 64 << 10;

    private final InputStream in;
    private final int mostBytes;
    private final BodyMemory.Share share;
    private byte[] bytes;
    private int from;
    private int filled;
    private int lineEnd;
    private long line;
    private boolean ended;

    /**
     * @param mostBytes a longer line is refused
     */
    LineReader(InputStream in, int mostBytes, BodyMemory.Share share) throws Refusal {
        this.in = in;
        this.mostBytes = mostBytes;
        this.share = share;
        share.take(FIRST_BYTES);
        this.bytes = new byte[FIRST_BYTES];
    }

    /** Goes to the next line; false at the end. */
    boolean next() throws IOException, Refusal {
        from = line == 0 ? 0 : Math.min(lineEnd + 1, filled);
        line++;
        int looked = from;
        while (true) {
            for (int i = looked; i < filled; i++) {
                if (bytes[i] == '\n') {
                    lineEnd = i;
                    return true;
                }
            }
            looked = filled;
            if (ended) {
                lineEnd = filled;
                return from < filled;
            }
            looked -= makeRoom();
            int n = in.read(bytes, filled, bytes.length - filled);
            if (n < 0) {
                ended = true;
            } else {
                filled += n;
            }
        }
    }

    /** Moves the line to the front when it begins elsewhere; returns by how much. */
    private int makeRoom() throws Refusal {
        if (filled < bytes.length) {
            return 0;
        }
        int moved = from;
        System.arraycopy(bytes, from, bytes, 0, filled - from);
        filled -= from;
        from = 0;
        if (filled == bytes.length) {
            if (filled >= mostBytes) {
                throw new Refusal(
                        400,
                        "line "
                                + line
                                + " is longer than "
                                + mostBytes
                                + " bytes, which is the limit");
            }
            share.take(bytes.length);
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        return moved;
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int length() {
        return lineEnd - from;
    }

    /** Number of the line, from 1. */
    long line() {
        return line;
    }
}
