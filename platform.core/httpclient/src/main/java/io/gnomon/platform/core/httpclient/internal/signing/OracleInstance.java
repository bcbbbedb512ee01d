package io.gnomon.platform.core.httpclient.internal.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.platform.core.httpclient.internal.signing.Renewed.Lasting;
import io.gnomon.platform.core.httpclient.internal.tls.Pem;
import io.gnomon.spi.common.HttpSigning;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identity of an instance of Oracle's cloud: its certificate from the machine's metadata
 * service is exchanged for a token that vouches for a key of ours
 * (docs.oracle.com/iaas/Content/Identity/Tasks/callingservicesfrominstances.htm; the messages as
 * Oracle's Go SDK sends them).
 */
final class OracleInstance {
    static final Duration EARLY = Duration.ofMinutes(5);
    private static final Map<String, String> METADATA = Map.of("Authorization", "Bearer Oracle");
    private static final Pattern TENANCY = Pattern.compile("opc-(?:tenant|identity):([^,+\\s]+)");
    private static final int KEY_BITS = 2048;

    private final HttpSigning.OracleInstance settings;
    private final Surroundings at;

    OracleInstance(HttpSigning.OracleInstance settings, Surroundings at) {
        this.settings = settings;
        this.at = at;
    }

    Lasting<OracleKey> fetch(Duration timeLeft) throws IOException, InterruptedException {
        String certificate = identity("cert.pem", timeLeft);
        String intermediate = identity("intermediate.pem", timeLeft);
        String key = identity("key.pem", timeLeft);
        KeyPair session;
        OracleKey leaf;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            session = generator.generateKeyPair();
            X509Certificate parsed = Pem.certificates(certificate, "cert.pem").get(0);
            String id = tenancy(parsed) + "/fed-x509-sha256/" + fingerprint(parsed);
            leaf = new OracleKey(id, Pem.privateKey(key, "key.pem", ""));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(
                    "the identity of this machine cannot be used: " + e.getMessage(), e);
        }
        byte[] body =
                "{\"certificate\":\"%s\",\"publicKey\":\"%s\",\"intermediateCertificates\":[\"%s\"],\"fingerprintAlgorithm\":\"SHA256\"}"
                        .formatted(
                                base64Of(certificate),
                                Base64.getEncoder()
                                        .encodeToString(session.getPublic().getEncoded()),
                                base64Of(intermediate))
                        .getBytes(UTF_8);
        String token =
                Fields.read(at.outside().send("POST", url(), signed(leaf, body), body, timeLeft))
                        .text("token");
        return new Lasting<>(new OracleKey("ST$" + token, session.getPrivate()), expires(token));
    }

    private String identity(String file, Duration timeLeft)
            throws IOException, InterruptedException {
        String url = at.machine() + "/opc/v2/identity/" + file;
        return new String(at.nearby().get(url, METADATA, timeLeft), UTF_8);
    }

    private String url() {
        String own = at.variable("OCI_SDK_AUTH_CLIENT_REGION_URL");
        return (own.isEmpty() ? "https://auth." + settings.region() + ".oraclecloud.com" : own)
                + "/v1/x509";
    }

    private Map<String, String> signed(OracleKey leaf, byte[] body) throws IOException {
        HttpFields.Mutable headers = HttpFields.build().add("Content-Type", "application/json");
        OracleSigner.sign(
                new Signer.Unsigned("POST", URI.create(url()), headers, body),
                leaf,
                at.clock(),
                false);
        Map<String, String> all = new HashMap<>();
        for (HttpField field : headers) {
            all.put(field.getName(), String.valueOf(field.getValue()));
        }
        return all;
    }

    /** The tenancy stands in the certificate's subject. */
    private static String tenancy(X509Certificate certificate) {
        Matcher found = TENANCY.matcher(certificate.getSubjectX500Principal().getName());
        if (!found.find()) {
            throw new IllegalArgumentException("its certificate does not name a tenancy");
        }
        return found.group(1);
    }

    private static String fingerprint(X509Certificate certificate) throws GeneralSecurityException {
        return HexFormat.ofDelimiter(":").formatHex(SigV4.sha256(certificate.getEncoded()));
    }

    /** What stands between the lines of a PEM text. */
    private static String base64Of(String pem) {
        return pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    }

    /** When a JSON web token ends. */
    private static Instant expires(String token) throws IOException {
        String[] parts = token.split("\\.", -1);
        try {
            Fields claims = Fields.read(Base64.getUrlDecoder().decode(parts[1]));
            return Instant.ofEpochSecond(Long.parseLong(claims.text("exp")));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IOException("the token of the identity service is none", e);
        }
    }
}
