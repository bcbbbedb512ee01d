package io.gnomon.platform.core.http.internal.front;

import org.eclipse.jetty.http.HttpFields;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Headers that every answer carries. Nothing but our own origin may be loaded; what the page writes
 * into itself needs the nonce of this very answer.
 */
final class SecurityHeaders {
    /** Request attribute with the nonce for a page that has scripts or styles inside. */
    static final String NONCE_ATTRIBUTE = "gnomon.csp.nonce";

    private static final SecureRandom RANDOM = new SecureRandom();

    private SecurityHeaders() {}

    static String newNonce() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    static void set(HttpFields.Mutable headers, String nonce) {
        String own = "'self' 'nonce-" + nonce + "'";
        headers.put(
                "Content-Security-Policy",
                "default-src 'none'; script-src "
                        + own
                        + "; style-src "
                        + own
                        + "; img-src 'self' data: blob:; font-src 'self'; connect-src 'self';"
                        + " frame-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri"
                        + " 'none'; form-action 'self'; object-src 'none'; frame-ancestors 'self'");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "SAMEORIGIN");
        headers.put("Referrer-Policy", "same-origin");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    }

    /** Felix's console writes scripts and styles into its pages; only administrators see it. */
    static void relaxForConsole(HttpFields.Mutable headers) {
        headers.put(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self'"
                        + " 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src"
                        + " 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'");
    }
}
