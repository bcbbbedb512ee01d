package io.gnomon.platform.core.httpclient.internal.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;

/** Signs claims with RSA keys (RFC 7515, 7518, 7519). */
enum Jwt {
    RS256,
    RS512,
    PS256;

    /**
     * A signed token.
     *
     * @param header more of the header's JSON: a comma and members, or empty
     * @param claims JSON
     */
    String signed(String header, String claims, PrivateKey key) throws IOException {
        String text =
                encoded(
                                "{\"alg\":\"%s\",\"typ\":\"JWT\"%s}"
                                        .formatted(this, header)
                                        .getBytes(UTF_8))
                        + "."
                        + encoded(claims.getBytes(UTF_8));
        try {
            Signature signature =
                    Signature.getInstance(
                            switch (this) {
                                case RS256 -> "SHA256withRSA";
                                case RS512 -> "SHA512withRSA";
                                case PS256 -> "RSASSA-PSS";
                            });
            if (this == PS256) {
                signature.setParameter(
                        new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            }
            signature.initSign(key);
            signature.update(text.getBytes(UTF_8));
            return text + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IOException("the private key cannot be used: " + e.getMessage(), e);
        }
    }

    static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
