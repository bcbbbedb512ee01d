package io.gnomon.platform.tsdb.internal.block;

import io.airlift.compress.v3.Compressor;
import io.airlift.compress.v3.Decompressor;
import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import io.airlift.compress.v3.zstd.ZstdNativeCompressor;
import io.airlift.compress.v3.zstd.ZstdNativeDecompressor;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;

import org.jspecify.annotations.Nullable;

/**
 * Zstandard: the library's native code where it has one for this machine, else its Java code, which
 * writes the same format ten times slower. For one thread.
 */
final class Zstd {
    private @Nullable Compressor compressor;
    private @Nullable Decompressor decompressor;

    /** An array with room for the compressed form of so many bytes; the given one if it has. */
    byte[] room(byte[] array, int length) {
        int most = compressor().maxCompressedLength(length);
        return array.length >= most ? array : new byte[most];
    }

    /** Compresses the first {@code length} bytes; returns the length of the result. */
    int compress(byte[] from, int length, byte[] into) {
        return compressor().compress(from, 0, length, into, 0, into.length);
    }

    /** Fills exactly the first {@code rawLength} bytes of {@code into}. */
    void decompress(byte[] from, int length, byte[] into, int rawLength)
            throws CorruptDataException {
        int got;
        try {
            got = decompressor().decompress(from, 0, length, into, 0, rawLength);
        } catch (MalformedInputException | IllegalArgumentException e) {
            throw new CorruptDataException("cannot be decompressed: " + e.getMessage());
        }
        if (got != rawLength) {
            throw new CorruptDataException("has " + got + " bytes instead of " + rawLength);
        }
    }

    private Compressor compressor() {
        Compressor made = compressor;
        if (made == null) {
            made =
                    ZstdNativeCompressor.isEnabled()
                            ? new ZstdNativeCompressor()
                            : new ZstdJavaCompressor();
            compressor = made;
        }
        return made;
    }

    private Decompressor decompressor() {
        Decompressor made = decompressor;
        if (made == null) {
            made =
                    ZstdNativeDecompressor.isEnabled()
                            ? new ZstdNativeDecompressor()
                            : new ZstdJavaDecompressor();
            decompressor = made;
        }
        return made;
    }
}
