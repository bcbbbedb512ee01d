package io.gnomon.platform.core.remote.internal.intake;

import io.airlift.compress.v3.Compressor;
import io.airlift.compress.v3.Decompressor;
import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.snappy.SnappyCompressor;
import io.airlift.compress.v3.snappy.SnappyDecompressor;

import java.util.Arrays;

/** The block format of snappy, with a limit of what comes out. For one thread, reused. */
public final class Snappy {
    /** A larger array is not kept for the next body. */
    private static final int KEPT_BYTES = 2 << 20;

    private final Decompressor decompressor = SnappyDecompressor.create();
    private byte[] raw = {};

    /**
     * Unpacks a block into {@link #bytes}.
     *
     * @return number of bytes that came out
     * @throws Refusal 400 when it is not snappy, or says that more comes out than is allowed; then
     *     no memory was taken
     */
    public int unpack(Body block, int mostBytes, BodyMemory.Share share) throws Refusal {
        long length = announced(block);
        if (length > mostBytes) {
            throw new Refusal(
                    400,
                    "snappy: the body unpacks to " + length + " bytes; the limit is " + mostBytes);
        }
        share.take(length);
        if (raw.length < length) {
            raw = new byte[(int) Math.max(length, Math.min(2L * raw.length, KEPT_BYTES))];
        }
        try {
            int got =
                    decompressor.decompress(block.bytes(), 0, block.length(), raw, 0, (int) length);
            if (got != length) {
                throw corrupt();
            }
            return got;
        } catch (MalformedInputException | IllegalArgumentException e) {
            throw corrupt();
        }
    }

    private static Refusal corrupt() {
        return new Refusal(400, "snappy: corrupt input");
    }

    /** The length that stands in front of the block. */
    private static long announced(Body block) throws Refusal {
        long length = 0;
        for (int i = 0; i < Math.min(5, block.length()); i++) {
            byte b = block.bytes()[i];
            length |= (b & 0x7fL) << (7 * i);
            if (b >= 0) {
                return length;
            }
        }
        throw corrupt();
    }

    /** What came out, from index 0 on; valid until the next call. */
    public byte[] bytes() {
        return raw;
    }

    /** Gives a very large array back. */
    public void shrink() {
        if (raw.length > KEPT_BYTES) {
            raw = new byte[0];
        }
    }

    /** Packs bytes into a block. */
    public static byte[] pack(byte[] bytes) {
        Compressor compressor = SnappyCompressor.create();
        byte[] packed = new byte[compressor.maxCompressedLength(bytes.length)];
        int length = compressor.compress(bytes, 0, bytes.length, packed, 0, packed.length);
        return Arrays.copyOf(packed, length);
    }
}
