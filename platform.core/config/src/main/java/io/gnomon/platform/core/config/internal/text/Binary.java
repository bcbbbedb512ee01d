package io.gnomon.platform.core.config.internal.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * YAML's {@code !!binary}: base64 of a text. Bytes that are not UTF-8 become lone surrogates, see
 * {@link io.gnomon.spi.common.RawText}.
 */
public final class Binary {
    private static final int BYTES = 0xDC00;

    private Binary() {}

    static String decode(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getMimeDecoder().decode(base64.strip());
            if (!base64.strip().matches("[A-Za-z0-9+/=\\s]*")) {
                throw new IllegalArgumentException();
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("!!binary value contains invalid base64 data", e);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        while (decoder.decode(in, out, true).isError()) {
            out.put((char) (BYTES + Byte.toUnsignedInt(in.get())));
        }
        return out.flip().toString();
    }

    /** Whether a text has bytes that are not UTF-8. */
    public static boolean isRaw(String text) {
        return text.codePoints().anyMatch(c -> c >= BYTES + 0x80 && c <= BYTES + 0xFF);
    }
}
