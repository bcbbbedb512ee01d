package io.gnomon.platform.core.httpclient.internal.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;

class PemTest {
    @TempDir Path folder;

    @Test
    void readsKeysOfAllForms() throws Exception {
        for (String algorithm : new String[] {"RSA", "EC", "Ed25519"}) {
            TestKeys keys = TestKeys.make(folder, algorithm, "dns:a");
            PrivateKey key = Pem.privateKey(keys.keyPem(), "key");
            assertEquals(keys.store().getKey("key", TestKeys.PASSWORD), key, algorithm);
            assertEquals(
                    keys.store().getCertificate("key"),
                    Pem.certificates(keys.certificatePem() + keys.keyPem(), "cert").get(0));
        }
    }

    /** The old forms are what stands in the envelope of the new one. */
    @ParameterizedTest
    @CsvSource({"RSA, RSA PRIVATE KEY, 26", "EC, EC PRIVATE KEY, 28"})
    void readsKeysWithoutEnvelope(String algorithm, String type, int envelope) throws Exception {
        TestKeys keys = TestKeys.make(folder, algorithm, "dns:a");
        byte[] pkcs8 = keys.store().getKey("key", TestKeys.PASSWORD).getEncoded();
        byte[] inner = Arrays.copyOfRange(pkcs8, envelope, pkcs8.length);
        if (algorithm.equals("EC")) {
            inner = withCurve(inner);
        }
        Signature signature =
                Signature.getInstance(algorithm.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
        signature.initSign(Pem.privateKey(TestKeys.pem(type, inner), "key"));
        byte[] signed = signature.sign();
        signature.initVerify(keys.store().getCertificate("key"));
        assertTrue(signature.verify(signed));
    }

    /** Adds parameters [0] with the object identifier of secp256r1, as OpenSSL writes them. */
    private static byte[] withCurve(byte[] ecPrivateKey) {
        byte[] curve = {
            (byte) 0xa0,
            0x0a,
            0x06,
            0x08,
            0x2a,
            (byte) 0x86,
            0x48,
            (byte) 0xce,
            0x3d,
            0x03,
            0x01,
            0x07
        };
        // SEQUENCE, length, INTEGER 1, OCTET STRING of 32 bytes, then the optional fields.
        int at = 2 + 3 + 2 + 32;
        byte[] out = Arrays.copyOf(ecPrivateKey, at + curve.length);
        System.arraycopy(curve, 0, out, at, curve.length);
        out[1] = (byte) (out.length - 2);
        return out;
    }

    /**
     * One key as OpenSSL 3.0 writes it: with a passphrase in the old form and in PKCS #8, and
     * without.
     */
    @Test
    void opensKeysWithAPassphrase() {
        String old =
                """
                -----BEGIN EC PRIVATE KEY-----
                Proc-Type: 4,ENCRYPTED
                DEK-Info: AES-128-CBC,06F90234658B6A14DF07B8B3BF37B74D

                qYr7JNc571Z5cZt3AfugqlbAka751GUay31BGf+WV/aiWYoVhUmaSDxYRBuaVqDo
                79hEFkmUWGLjNmIsugOHyzx+aryJF1oB3ewLxYlJhtKChS7tNdabeO/tMP7L6bjT
                UJ0Fp+hgF8jqaDe73s+fyIr2wAcZZG1WOkalqLS4Bgc=
                -----END EC PRIVATE KEY-----
                """;
        String pkcs8 =
                """
                -----BEGIN ENCRYPTED PRIVATE KEY-----
                MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjYqJvFtuX/zwICCAAw
                DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEIHnBQ0VAT005nEvC3RXbFYEgZBd
                REHxt3pBL9tHNORHksB1OJEEX5F9ZNWSFjA47oNlSD5axrqPuezQHjhf1AK0f0/N
                NggLqvNM7vyT7Q7zsrOAMViyyiYUDbJvVAWbxvS5R2YuN5d63opo2Vj7PBBqqiHf
                ijlVlrIYafMngqF7KvE4M6VuJQ3g/Qs6Ok5MEXVJ7jb60713PAvdWiVfTlJCE8E=
                -----END ENCRYPTED PRIVATE KEY-----
                """;
        String plain =
                """
                -----BEGIN EC PRIVATE KEY-----
                MHcCAQEEIKDn32iWZywdU6P6jEljNLd9idqXVyhQ5RvVEGMhtoekoAoGCCqGSM49
                AwEHoUQDQgAEKNwVoPtK2kNn2IBPpK3N1zBhlj30mXt/wwwwoHmN1aalEuy8KDXY
                FOOkiVJdhjI281hp+Xp6CosJatcHFN9gRg==
                -----END EC PRIVATE KEY-----
                """;
        BigInteger key = number(Pem.privateKey(plain, "k"));
        assertEquals(key, number(Pem.privateKey(old, "k", "open")));
        assertEquals(key, number(Pem.privateKey(pkcs8, "k", "open")));
        assertRefused("k is encrypted", old);
        for (String wrong : new String[] {old, pkcs8}) {
            Exception e =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> Pem.privateKey(wrong, "k", "sesame"));
            assertTrue(
                    String.valueOf(e.getMessage())
                            .startsWith("k cannot be opened with the passphrase"),
                    e.getMessage());
        }
    }

    private static BigInteger number(PrivateKey key) {
        return ((ECPrivateKey) key).getS();
    }

    @Test
    void refusesInWords() {
        assertRefused("k has no private key in PEM form", "nothing");
        assertRefused(
                "k is encrypted", TestKeys.pem("ENCRYPTED PRIVATE KEY", new byte[] {1, 2, 3}));
        assertRefused("k is not an RSA, EC", TestKeys.pem("PRIVATE KEY", new byte[] {1, 2, 3}));
        assertRefused("k is cut off", TestKeys.pem("EC PRIVATE KEY", new byte[] {0x30, 3, 2}));
        assertThrows(IllegalArgumentException.class, () -> Pem.certificates("", "cert"));
        assertThrows(
                IllegalArgumentException.class,
                () -> Pem.certificates(TestKeys.pem("CERTIFICATE", new byte[9]), "cert"));
    }

    private static void assertRefused(String message, String pem) {
        Exception e = assertThrows(IllegalArgumentException.class, () -> Pem.privateKey(pem, "k"));
        assertTrue(String.valueOf(e.getMessage()).startsWith(message), e.getMessage());
    }
}
