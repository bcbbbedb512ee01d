package io.gnomon.platform.core.scrape.internal.loop;

import io.gnomon.platform.core.scrape.internal.append.ScrapeFailure;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks bodies (gzip, RFC 1952) from array to array, with inflaters that are used again: each has
 * 40 KB outside of the heap that would else be made and cleared for every scrape. Any thread.
 */
final class Gunzip {
    private static final int MOST_KEPT = 8;
    private static final int HEAD_BYTES = 10;
    private static final int TAIL_BYTES = 8;
    private static final int CHECKSUM_OF_HEAD = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final ConcurrentLinkedDeque<Inflater> free = new ConcurrentLinkedDeque<>();

    /** Bytes that were unpacked. */
    record Unpacked(byte[] bytes, int length) {}

    /**
     * Unpacks one member after the other.
     *
     * @param into where to, made larger when needed
     * @param limit how many bytes there may be, 0 for any number
     * @throws ScrapeFailure when it is not gzip, is damaged or too large
     */
    Unpacked unpack(byte[] packed, int packedLength, byte[] into, long limit) throws ScrapeFailure {
        Inflater inflater = take();
        try {
            Unpacked out = new Unpacked(into, 0);
            int at = 0;
            do {
                int data = data(packed, at, packedLength);
                inflater.reset();
                inflater.setInput(packed, data, packedLength - data);
                int before = out.length;
                out = inflate(inflater, out, limit);
                at = packedLength - inflater.getRemaining();
                check(packed, at, packedLength, out, before);
                at += TAIL_BYTES;
            } while (at < packedLength);
            return out;
        } catch (DataFormatException e) {
            throw new ScrapeFailure("gzip: invalid data: " + e.getMessage(), e);
        } finally {
            give(inflater);
        }
    }

    private static Unpacked inflate(Inflater inflater, Unpacked start, long limit)
            throws DataFormatException, ScrapeFailure {
        byte[] bytes = start.bytes;
        int length = start.length;
        while (!inflater.finished()) {
            if (length == bytes.length) {
                bytes = BodyBuffers.grown(bytes);
            }
            int n = inflater.inflate(bytes, length, bytes.length - length);
            length += n;
            if (limit > 0 && length >= limit) {
                throw new ScrapeFailure(
                        ScrapeFailure.Kind.BODY_SIZE_LIMIT, "body size limit exceeded");
            }
            if (n == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                throw new ScrapeFailure("gzip: unexpected end of the body");
            }
        }
        return new Unpacked(bytes, length);
    }

    /** Where the deflated data of a member begins. */
    private static int data(byte[] packed, int from, int to) throws ScrapeFailure {
        if (to - from < HEAD_BYTES) {
            throw new ScrapeFailure("gzip: unexpected end of the body");
        }
        if (packed[from] != 0x1f || packed[from + 1] != (byte) 0x8b || packed[from + 2] != 8) {
            throw new ScrapeFailure("gzip: invalid header");
        }
        int flags = packed[from + 3];
        int at = from + HEAD_BYTES;
        if ((flags & EXTRA) != 0) {
            at += 2 + (at + 1 < to ? (packed[at] & 0xff) | (packed[at + 1] & 0xff) << 8 : to);
        }
        at = (flags & NAME) != 0 ? behindZero(packed, at, to) : at;
        at = (flags & COMMENT) != 0 ? behindZero(packed, at, to) : at;
        at += (flags & CHECKSUM_OF_HEAD) != 0 ? 2 : 0;
        if (at > to) {
            throw new ScrapeFailure("gzip: unexpected end of the body");
        }
        return at;
    }

    private static int behindZero(byte[] packed, int from, int to) {
        int at = from;
        while (at < to && packed[at] != 0) {
            at++;
        }
        return at + 1;
    }

    private static void check(byte[] packed, int tail, int to, Unpacked out, int from)
            throws ScrapeFailure {
        if (to - tail < TAIL_BYTES) {
            throw new ScrapeFailure("gzip: unexpected end of the body");
        }
        CRC32 crc = new CRC32();
        crc.update(out.bytes, from, out.length - from);
        if (littleEndian(packed, tail) != (int) crc.getValue()
                || littleEndian(packed, tail + 4) != out.length - from) {
            throw new ScrapeFailure("gzip: invalid checksum");
        }
    }

    private static int littleEndian(byte[] bytes, int at) {
        return (bytes[at] & 0xff)
                | (bytes[at + 1] & 0xff) << 8
                | (bytes[at + 2] & 0xff) << 16
                | bytes[at + 3] << 24;
    }

    private Inflater take() {
        @Nullable Inflater inflater = free.pollFirst();
        return inflater == null ? new Inflater(true) : inflater;
    }

    private void give(Inflater inflater) {
        if (free.size() < MOST_KEPT) {
            free.addFirst(inflater);
        } else {
            inflater.end();
        }
    }
}
