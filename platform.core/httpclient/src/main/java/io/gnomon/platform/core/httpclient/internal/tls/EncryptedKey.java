package io.gnomon.platform.core.httpclient.internal.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** Opens private keys that are kept with a passphrase. */
final class EncryptedKey {
    private static final int SALT_BYTES = 8;

    private EncryptedKey() {}

    /**
     * The PKCS #8 key in an EncryptedPrivateKeyInfo (RFC 5958).
     *
     * @throws IllegalArgumentException when the passphrase or the form does not fit
     */
    static byte[] pkcs8(byte[] der, String what, String passphrase) {
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
            // The name of PBES2 does not say with what; its parameters do.
            String algorithm =
                    info.getAlgName().equals("PBES2")
                            ? String.valueOf(info.getAlgParameters())
                            : info.getAlgName();
            SecretKey key =
                    SecretKeyFactory.getInstance(algorithm)
                            .generateSecret(new PBEKeySpec(passphrase.toCharArray()));
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, key, info.getAlgParameters());
            return info.getKeySpec(cipher).getEncoded();
        } catch (GeneralSecurityException | IOException e) {
            throw unusable(what, e);
        }
    }

    /**
     * A key as OpenSSL encrypted it before PKCS #8: its EVP_BytesToKey with MD5 and one round makes
     * the key, the initial vector is the salt.
     *
     * @param algorithm such as AES-128-CBC
     */
    static byte[] openSsl(
            byte[] encrypted, String algorithm, byte[] iv, String what, String passphrase) {
        int keyBytes =
                switch (algorithm) {
                    case "AES-128-CBC" -> 16;
                    case "AES-192-CBC", "DES-EDE3-CBC" -> 24;
                    case "AES-256-CBC" -> 32;
                    default ->
                            throw new IllegalArgumentException(
                                    what
                                            + " is encrypted with "
                                            + algorithm
                                            + ", which is unknown");
                };
        try {
            byte[] key = new byte[keyBytes];
            byte[] last = {};
            for (int at = 0; at < keyBytes; at += last.length) {
                MessageDigest md5 = MessageDigest.getInstance("MD5");
                md5.update(last);
                md5.update(passphrase.getBytes(StandardCharsets.UTF_8));
                md5.update(iv, 0, SALT_BYTES);
                last = md5.digest();
                System.arraycopy(last, 0, key, at, Math.min(last.length, keyBytes - at));
            }
            String family = algorithm.startsWith("AES") ? "AES" : "DESede";
            Cipher cipher = Cipher.getInstance(family + "/CBC/PKCS5Padding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(key, family),
                    new IvParameterSpec(Arrays.copyOf(iv, cipher.getBlockSize())));
            return cipher.doFinal(encrypted);
        } catch (GeneralSecurityException e) {
            throw unusable(what, e);
        }
    }

    private static IllegalArgumentException unusable(String what, Exception e) {
        return new IllegalArgumentException(
                what + " cannot be opened with the passphrase: " + e.getMessage(), e);
    }
}
