package io.gnomon.platform.core.httpclient.internal.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Signatures of Oracle's cloud, HTTP signatures of draft-cavage-http-signatures-08 with RSA and
 * SHA-256: docs.oracle.com/iaas/Content/API/Concepts/signingrequests.htm.
 */
final class OracleSigner implements Signer {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
                    .withZone(ZoneOffset.UTC);

    private final OracleKey.Found key;
    private final InstantSource clock;

    OracleSigner(OracleKey.Found key, InstantSource clock) {
        this.key = key;
        this.clock = clock;
    }

    @Override
    public void sign(Unsigned request, Duration timeLeft) throws IOException, InterruptedException {
        sign(request, key.get(timeLeft), clock, true);
    }

    /**
     * Signs with a key.
     *
     * @param withHost whether the name of the host is signed, which the identity service does not
     *     want
     */
    static void sign(Unsigned request, OracleKey key, InstantSource clock, boolean withHost)
            throws IOException {
        HttpFields.Mutable headers = request.headers();
        URI uri = request.uri();
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        String date = DATE.format(clock.instant());
        headers.put(HttpHeader.DATE, date);
        Map<String, String> signed = new LinkedHashMap<>();
        signed.put("date", date);
        signed.put("(request-target)", request.method().toLowerCase(Locale.ROOT) + " " + target);
        if (withHost) {
            signed.put("host", Signer.host(uri));
        }
        if (request.body().length > 0) {
            String hash = Base64.getEncoder().encodeToString(SigV4.sha256(request.body()));
            headers.put("x-content-sha256", hash);
            signed.put("content-length", String.valueOf(request.body().length));
            signed.put("content-type", String.valueOf(headers.get(HttpHeader.CONTENT_TYPE)));
            signed.put("x-content-sha256", hash);
        }
        String text =
                signed.entrySet().stream()
                        .map(e -> e.getKey() + ": " + e.getValue())
                        .collect(Collectors.joining("\n"));
        headers.put(
                HttpHeader.AUTHORIZATION,
                "Signature version=\"1\",keyId=\"%s\",algorithm=\"rsa-sha256\",headers=\"%s\",signature=\"%s\""
                        .formatted(
                                key.id(), String.join(" ", signed.keySet()), signature(key, text)));
    }

    private static String signature(OracleKey key, String text) throws IOException {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.key());
            signature.update(text.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IOException("the private key cannot be used: " + e.getMessage(), e);
        }
    }
}
