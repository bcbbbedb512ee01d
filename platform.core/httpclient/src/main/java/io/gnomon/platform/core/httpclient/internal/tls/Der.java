package io.gnomon.platform.core.httpclient.internal.tls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The little DER that is needed to give old key forms the envelope of PKCS #8 (RFC 5208). */
final class Der {
    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int CURVE = 0xa0;

    /** rsaEncryption with NULL parameters. */
    private static final byte[] RSA = {
        0x30,
        0x0d,
        0x06,
        0x09,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        0x0d,
        0x01,
        0x01,
        0x01,
        0x05,
        0x00
    };

    /** Object identifier id-ecPublicKey. */
    private static final byte[] EC = {
        0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01
    };

    private static final byte[] VERSION_0 = {INTEGER, 1, 0};

    private Der() {}

    /** An RSAPrivateKey (RFC 8017) in its envelope. */
    static byte[] pkcs8OfRsa(byte[] key) {
        return element(SEQUENCE, VERSION_0, RSA, element(OCTET_STRING, key));
    }

    /**
     * An ECPrivateKey (RFC 5915) in its envelope; the curve stands in its field [0].
     *
     * @throws IllegalArgumentException when it names no curve
     */
    static byte[] pkcs8OfEc(byte[] key, String what) {
        try {
            int at = contentStart(key, 0);
            while (at < key.length) {
                int start = contentStart(key, at);
                int end = start + length(key, at);
                if ((key[at] & 0xff) == CURVE) {
                    byte[] algorithm = element(SEQUENCE, EC, Arrays.copyOfRange(key, start, end));
                    return element(SEQUENCE, VERSION_0, algorithm, element(OCTET_STRING, key));
                }
                at = end;
            }
        } catch (ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException(what + " is cut off", e);
        }
        throw new IllegalArgumentException(what + " does not name its curve");
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = length << 8 | (der[at + 2 + i] & 0xff);
        }
        return length;
    }

    private static int contentStart(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static byte[] element(int tag, byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            // Keys are far below 16 MiB, so three bytes always do.
            out.write(0x83);
            out.write(length >> 16);
            out.write(length >> 8);
            out.write(length);
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
