package io.gnomon.platform.core.config.internal.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** YAML's {@code !!binary}: base64 of a text. */
final class Binary {
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
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("!!binary value is not UTF-8 text", e);
        }
    }
}
