package io.gnomon.platform.core.httpclient.internal.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PEM texts (RFC 7468): certificates, and private keys of RFC 5208, 5915 and 8017. */
public final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    /** Header of a block that is encrypted as OpenSSL did before PKCS #8. */
    private static final Pattern ENCRYPTION =
            Pattern.compile("DEK-Info: *([A-Z0-9-]+),([0-9A-Fa-f]+)\\s");

    /**
     * A block.
     *
     * @param headers lines before the base64, empty for none
     */
    private record Block(String type, String headers, byte[] bytes) {}

    private Pem() {}

    /**
     * The certificates of a text, in order.
     *
     * @param what how the text is called in a message
     * @throws IllegalArgumentException when there are none or one is broken
     */
    public static List<X509Certificate> certificates(String pem, String what) {
        List<X509Certificate> found = new ArrayList<>();
        for (Block block : blocks(pem, what)) {
            if (!block.type.endsWith("CERTIFICATE")) {
                continue;
            }
            try {
                CertificateFactory factory = CertificateFactory.getInstance("X.509");
                ByteArrayInputStream in = new ByteArrayInputStream(block.bytes);
                found.add((X509Certificate) factory.generateCertificate(in));
            } catch (CertificateException e) {
                throw new IllegalArgumentException(
                        what + " has a broken certificate: " + e.getMessage(), e);
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(what + " has no certificate in PEM form");
        }
        return found;
    }

    /**
     * The first private key of a text.
     *
     * @throws IllegalArgumentException when there is none or it is broken
     */
    static PrivateKey privateKey(String pem, String what) {
        return privateKey(pem, what, "");
    }

    /**
     * As {@link #privateKey(String, String)}, for keys that may be encrypted.
     *
     * @param passphrase empty for none
     */
    public static PrivateKey privateKey(String pem, String what, String passphrase) {
        for (Block block : blocks(pem, what)) {
            switch (block.type) {
                case "PRIVATE KEY" -> {
                    return key(block.bytes, what);
                }
                case "RSA PRIVATE KEY" -> {
                    return key(Der.pkcs8OfRsa(opened(block, what, passphrase)), what);
                }
                case "EC PRIVATE KEY" -> {
                    return key(Der.pkcs8OfEc(opened(block, what, passphrase), what), what);
                }
                case "ENCRYPTED PRIVATE KEY" -> {
                    requirePassphrase(what, passphrase);
                    return key(EncryptedKey.pkcs8(block.bytes, what, passphrase), what);
                }
                default -> {}
            }
        }
        throw new IllegalArgumentException(what + " has no private key in PEM form");
    }

    private static byte[] opened(Block block, String what, String passphrase) {
        Matcher encryption = ENCRYPTION.matcher(block.headers);
        if (!encryption.find()) {
            return block.bytes;
        }
        requirePassphrase(what, passphrase);
        byte[] salt = HexFormat.of().parseHex(encryption.group(2));
        return EncryptedKey.openSsl(block.bytes, encryption.group(1), salt, what, passphrase);
    }

    private static void requirePassphrase(String what, String passphrase) {
        if (passphrase.isEmpty()) {
            throw new IllegalArgumentException(
                    what + " is encrypted; give the key without a passphrase");
        }
    }

    private static PrivateKey key(byte[] pkcs8, String what) {
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException e) {
                // It is a key of another algorithm, or of none of them: see below.
            }
        }
        throw new IllegalArgumentException(what + " is not an RSA, EC or EdDSA key");
    }

    private static List<Block> blocks(String pem, String what) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(pem.replace("\r\n", "\n"));
        while (matcher.find()) {
            String content = matcher.group(2);
            int base64 = content.lastIndexOf(':') < 0 ? 0 : content.indexOf("\n\n") + 1;
            byte[] text = content.substring(base64).getBytes(StandardCharsets.US_ASCII);
            try {
                blocks.add(
                        new Block(
                                matcher.group(1),
                                content.substring(0, base64),
                                Base64.getMimeDecoder().decode(text)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(what + " is not base64 between its lines", e);
            }
        }
        return blocks;
    }
}
