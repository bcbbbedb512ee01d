package io.gnomon.platform.core.plugins.internal.panel;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digests that every Java has. */
public final class Digests {
    private Digests() {}

    public static MessageDigest sha256() {
        return named("SHA-256");
    }

    static MessageDigest sha384() {
        return named("SHA-384");
    }

    private static MessageDigest named(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has " + algorithm, e);
        }
    }
}
