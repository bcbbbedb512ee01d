package io.gnomon.platform.core.httpclient.internal.signing;

import io.gnomon.platform.core.httpclient.internal.signing.Renewed.Lasting;
import io.gnomon.platform.core.httpclient.internal.tls.Pem;
import io.gnomon.spi.common.HttpSigning.Google;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Tokens of Google's credentials: a file that the settings name, or the application default
 * credentials (cloud.google.com/docs/authentication/application-default-credentials): the file that
 * the environment names, gcloud's file, the machine.
 */
final class GoogleTokens {
    static final Duration EARLY = Duration.ofMinutes(1);
    private static final String TOKENS = "https://oauth2.googleapis.com/token";
    private static final String MACHINE = "metadata.google.internal";
    private static final long CLAIM_SECONDS = 3600;

    private final Google settings;
    private final Surroundings at;

    GoogleTokens(Google settings, Surroundings at) {
        this.settings = settings;
        this.at = at;
    }

    Lasting<String> fetch(Duration timeLeft) throws IOException, InterruptedException {
        String named =
                settings.credentialsFile().isEmpty()
                        ? at.variable("GOOGLE_APPLICATION_CREDENTIALS")
                        : settings.credentialsFile();
        Path file =
                named.isEmpty()
                        ? Path.of(
                                at.variable("HOME"),
                                ".config/gcloud/application_default_credentials.json")
                        : Path.of(named);
        Instant asked = at.clock().instant();
        if (named.isEmpty() && !Files.isReadable(file)) {
            String host = at.variable("GCE_METADATA_HOST");
            byte[] answer =
                    at.nearby()
                            .get(
                                    "http://%s/computeMetadata/v1/instance/service-accounts/default/token?scopes=%s"
                                            .formatted(
                                                    host.isEmpty() ? MACHINE : host,
                                                    Asking.encode(settings.scope())),
                                    Map.of("Metadata-Flavor", "Google"),
                                    timeLeft);
            return Tokens.read(answer, asked);
        }
        Fields keys =
                Fields.read(Surroundings.text(file.toString()).getBytes(StandardCharsets.UTF_8));
        return switch (keys.text("type")) {
            case "service_account" -> ofService(keys, file, asked, timeLeft);
            case "authorized_user" ->
                    Tokens.read(
                            at.outside()
                                    .form(
                                            TOKENS,
                                            Asking.parameters(
                                                    "grant_type", "refresh_token",
                                                    "client_id", keys.text("client_id"),
                                                    "client_secret", keys.text("client_secret"),
                                                    "refresh_token", keys.text("refresh_token")),
                                            timeLeft),
                            asked);
            default ->
                    throw new IOException(
                            "%s: credentials of the type \"%s\" are not supported; supported:"
                                            .formatted(file, keys.text("type"))
                                    + " service_account, authorized_user");
        };
    }

    private Lasting<String> ofService(Fields keys, Path file, Instant asked, Duration timeLeft)
            throws IOException, InterruptedException {
        PrivateKey key;
        try {
            key = Pem.privateKey(keys.text("private_key"), "private_key of " + file, "");
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        String url = keys.text("token_uri").isEmpty() ? TOKENS : keys.text("token_uri");
        String claims =
                "{\"iss\":%s,\"scope\":%s,\"aud\":%s,\"iat\":%d,\"exp\":%d}"
                        .formatted(
                                Fields.quoted(keys.text("client_email")),
                                Fields.quoted(settings.scope()),
                                Fields.quoted(url),
                                asked.getEpochSecond(),
                                asked.getEpochSecond() + CLAIM_SECONDS);
        return SignedClaims.exchange(
                at.outside(), url, Jwt.RS256.signed("", claims, key), asked, timeLeft);
    }
}
