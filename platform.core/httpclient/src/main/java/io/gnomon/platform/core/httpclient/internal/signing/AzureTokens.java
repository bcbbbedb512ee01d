package io.gnomon.platform.core.httpclient.internal.signing;

import io.gnomon.platform.core.httpclient.internal.signing.Renewed.Lasting;
import io.gnomon.platform.core.httpclient.internal.tls.Pem;
import io.gnomon.spi.common.HttpSigning.Azure;
import io.gnomon.spi.common.Secret;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Tokens of Microsoft's identity platform
 * (learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow), or of the
 * machine.
 */
final class AzureTokens {
    static final Duration EARLY = Duration.ofMinutes(5);
    private static final String BY_ASSERTION =
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final long ASSERTION_SECONDS = 600;

    private final Azure settings;
    private final Surroundings at;

    AzureTokens(Azure settings, Surroundings at) {
        this.settings = settings;
        this.at = at;
    }

    Lasting<String> fetch(Duration timeLeft) throws IOException, InterruptedException {
        return switch (settings.proof()) {
            case Azure.ManagedIdentity machine -> ofMachine(machine.clientId(), timeLeft);
            case Azure.ClientSecret application ->
                    bySecret(
                            application.tenantId(),
                            application.clientId(),
                            application.secret().reveal(),
                            timeLeft);
            case Azure.Workload workload ->
                    ofWorkload(
                            workload.tenantId(),
                            workload.clientId(),
                            workload.tokenFile(),
                            timeLeft);
            case Azure.Certificate certificate -> byCertificate(certificate, timeLeft);
            case Azure.Environment environment -> ofEnvironment(environment, timeLeft);
        };
    }

    private Lasting<String> ofEnvironment(Azure.Environment given, Duration timeLeft)
            throws IOException, InterruptedException {
        String tenant = or(given.tenantId(), "AZURE_TENANT_ID");
        String client = or(given.clientId(), "AZURE_CLIENT_ID");
        String secret = at.variable("AZURE_CLIENT_SECRET");
        String certificate = at.variable("AZURE_CLIENT_CERTIFICATE_PATH");
        if (!secret.isEmpty()) {
            return bySecret(tenant, client, secret, timeLeft);
        } else if (!certificate.isEmpty()) {
            return byCertificate(
                    new Azure.Certificate(
                            tenant,
                            client,
                            certificate,
                            "",
                            new Secret(at.variable("AZURE_CLIENT_CERTIFICATE_PASSWORD")),
                            false),
                    timeLeft);
        } else if (!at.variable("AZURE_FEDERATED_TOKEN_FILE").isEmpty()) {
            return ofWorkload(tenant, client, "", timeLeft);
        }
        return ofMachine(client, timeLeft);
    }

    private String or(String given, String variable) {
        return given.isEmpty() ? at.variable(variable) : given;
    }

    private Lasting<String> bySecret(String tenant, String client, String secret, Duration timeLeft)
            throws IOException, InterruptedException {
        return ask(tenant, client, Map.of("client_secret", secret), timeLeft);
    }

    private Lasting<String> ofWorkload(
            String tenant, String client, String tokenFile, Duration timeLeft)
            throws IOException, InterruptedException {
        String token = Surroundings.text(or(tokenFile, "AZURE_FEDERATED_TOKEN_FILE"));
        return ask(
                or(tenant, "AZURE_TENANT_ID"),
                or(client, "AZURE_CLIENT_ID"),
                assertion(token),
                timeLeft);
    }

    private static Map<String, String> assertion(String token) {
        return Map.of("client_assertion_type", BY_ASSERTION, "client_assertion", token);
    }

    private Lasting<String> byCertificate(Azure.Certificate settings, Duration timeLeft)
            throws IOException, InterruptedException {
        KeyPair pair = pair(settings);
        Instant now = at.clock().instant();
        String claims =
                "{\"aud\":%s,\"iss\":%s,\"sub\":%s,\"jti\":\"%s\",\"nbf\":%d,\"exp\":%d}"
                        .formatted(
                                Fields.quoted(url(settings.tenantId())),
                                Fields.quoted(settings.clientId()),
                                Fields.quoted(settings.clientId()),
                                UUID.randomUUID(),
                                now.getEpochSecond(),
                                now.getEpochSecond() + ASSERTION_SECONDS);
        String header;
        try {
            byte[] der = pair.certificate.getEncoded();
            header = ",\"x5t#S256\":\"" + Jwt.encoded(SigV4.sha256(der)) + "\"";
            if (settings.sendChain()) {
                header += ",\"x5c\":[\"" + Base64.getEncoder().encodeToString(der) + "\"]";
            }
        } catch (CertificateEncodingException e) {
            throw new IOException(settings.file() + " has a broken certificate", e);
        }
        return ask(
                settings.tenantId(),
                settings.clientId(),
                assertion(Jwt.PS256.signed(header, claims, pair.key)),
                timeLeft);
    }

    private record KeyPair(X509Certificate certificate, PrivateKey key) {}

    private static KeyPair pair(Azure.Certificate settings) throws IOException {
        String password = reveal(settings.password());
        String file = settings.file();
        try {
            if (file.toLowerCase(Locale.ROOT).matches(".*\\.(pfx|p12)")) {
                return ofStore(file, password);
            }
            String pem = Surroundings.text(file);
            String keyFile = settings.keyFile().isEmpty() ? file : settings.keyFile();
            String keyPem = keyFile.equals(file) ? pem : Surroundings.text(keyFile);
            return new KeyPair(
                    Pem.certificates(pem, file).get(0), Pem.privateKey(keyPem, keyFile, password));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static KeyPair ofStore(String file, String password)
            throws IOException, GeneralSecurityException {
        char[] chars = password.toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            store.load(in, chars);
        }
        for (String alias : Collections.list(store.aliases())) {
            if (store.getKey(alias, chars) instanceof PrivateKey key
                    && store.getCertificate(alias) instanceof X509Certificate certificate) {
                return new KeyPair(certificate, key);
            }
        }
        throw new IOException(file + " has no private key with a certificate");
    }

    private static String reveal(@Nullable Secret secret) {
        return secret == null ? "" : secret.reveal();
    }

    private String url(String tenant) {
        return settings.login() + "/" + Asking.encode(tenant) + "/oauth2/v2.0/token";
    }

    private Lasting<String> ask(
            String tenant, String client, Map<String, String> proof, Duration timeLeft)
            throws IOException, InterruptedException {
        Map<String, String> parameters =
                Asking.parameters(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        client,
                        "scope",
                        settings.scope());
        parameters.putAll(proof);
        Instant asked = at.clock().instant();
        return Tokens.read(at.outside().form(url(tenant), parameters, timeLeft), asked);
    }

    /** By the identity endpoint of the platform the process runs on, or of the machine. */
    private Lasting<String> ofMachine(String client, Duration timeLeft)
            throws IOException, InterruptedException {
        String endpoint = at.variable("IDENTITY_ENDPOINT");
        String query =
                "resource="
                        + Asking.encode(settings.scope().replaceAll("/\\.default$", ""))
                        + (client.isEmpty() ? "" : "&client_id=" + Asking.encode(client));
        Instant asked = at.clock().instant();
        byte[] answer =
                endpoint.isEmpty()
                        ? at.nearby()
                                .get(
                                        at.machine()
                                                + "/metadata/identity/oauth2/token?api-version=2018-02-01&"
                                                + query,
                                        Map.of("Metadata", "true"),
                                        timeLeft)
                        : at.nearby()
                                .get(
                                        endpoint + "?api-version=2019-08-01&" + query,
                                        Map.of("X-IDENTITY-HEADER", at.variable("IDENTITY_HEADER")),
                                        timeLeft);
        return Tokens.read(answer, asked);
    }
}
