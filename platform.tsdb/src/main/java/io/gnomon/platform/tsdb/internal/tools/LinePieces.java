package io.gnomon.platform.tsdb.internal.tools;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A long OpenMetrics text as short ones: pieces of whole lines, each but the last with an end of
 * its own, {@code # EOF}.
 */
final class LinePieces {
    private static final byte[] EOF = "# EOF\n".getBytes(StandardCharsets.UTF_8);

    private final InputStream in;
    private byte[] bytes;
    private int length;

    /** Lines before the piece. */
    private long linesBefore;

    private byte[] rest = {};
    private boolean done;

    /**
     * Pieces of a text.
     *
     * @param size of a piece in bytes; a longer line is a piece of its own
     */
    LinePieces(InputStream in, int size) {
        this.in = new BufferedInputStream(in);
        this.bytes = new byte[size + EOF.length];
    }

    /** Goes to the next piece, also to the last one when that is empty; false behind it. */
    boolean next() throws IOException {
        if (done) {
            return false;
        }
        linesBefore += lines();
        System.arraycopy(rest, 0, bytes, 0, rest.length);
        int filled = rest.length;
        int end = 0;
        while (end == 0) {
            if (filled + EOF.length == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * bytes.length);
            }
            filled += in.readNBytes(bytes, filled, bytes.length - EOF.length - filled);
            done = atEnd();
            end = done ? filled : behindLastLine(filled);
            if (done) {
                break;
            }
        }
        rest = Arrays.copyOfRange(bytes, end, filled);
        length = end;
        if (!done) {
            System.arraycopy(EOF, 0, bytes, end, EOF.length);
            length += EOF.length;
        }
        return true;
    }

    private boolean atEnd() throws IOException {
        in.mark(1);
        boolean end = in.read() < 0;
        in.reset();
        return end;
    }

    private int behindLastLine(int filled) {
        int end = filled;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private int lines() {
        int lines = 0;
        for (int i = 0; i < length - EOF.length; i++) {
            lines += bytes[i] == '\n' ? 1 : 0;
        }
        return lines;
    }

    /** Array that begins with the piece. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    long linesBefore() {
        return linesBefore;
    }
}
