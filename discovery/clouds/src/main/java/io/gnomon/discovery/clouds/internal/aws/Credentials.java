package io.gnomon.discovery.clouds.internal.aws;

import static io.gnomon.discovery.polling.Api.encoded;

import io.gnomon.discovery.polling.Api;
import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.Xml;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Keys for signatures, from the first place that has some: the section, its profile, the
 * environment, a web identity, the container, the machine (IMDSv2); then those of the role that is
 * to be assumed. Order: docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html.
 * Temporary keys are kept until five minutes before they expire.
 */
final class Credentials {
    private static final Duration EARLY = Duration.ofMinutes(5);
    private static final String SESSION = "gnomon";

    private final Account account;
    private final Api api;
    private final UnaryOperator<String> environment;
    private final InstantSource clock;
    private final String machine;
    private @Nullable Keys kept;

    /** Keys and until when they hold. */
    record Keys(String id, String secret, String sessionToken, Instant expires) {
        static Keys lasting(String id, String secret, String sessionToken) {
            return new Keys(id, secret, sessionToken, Instant.MAX);
        }

        private boolean holds(Instant now) {
            return expires.equals(Instant.MAX) || now.plus(EARLY).isBefore(expires);
        }
    }

    /**
     * Credentials that nobody has asked for yet.
     *
     * @param environment value of a variable, empty when it is not set
     * @param machine URL of the metadata service of the machine
     */
    Credentials(
            Account account,
            Api api,
            UnaryOperator<String> environment,
            InstantSource clock,
            String machine) {
        this.account = account;
        this.api = api;
        this.environment = environment;
        this.clock = clock;
        this.machine = machine;
    }

    Keys keys(String region) throws IOException, InterruptedException {
        Keys keys = kept;
        if (keys == null || !keys.holds(clock.instant())) {
            keys = find(region);
            if (!account.roleArn().isEmpty()) {
                keys = assumeRole(keys, region);
            }
            kept = keys;
        }
        return keys;
    }

    /** The region of the section, of the environment or of the machine. */
    String region() throws IOException, InterruptedException {
        if (!account.region().isEmpty()) {
            return account.region();
        }
        for (String name : new String[] {"AWS_REGION", "AWS_DEFAULT_REGION"}) {
            if (!environment.apply(name).isEmpty()) {
                return environment.apply(name);
            }
        }
        return metadata("placement/region");
    }

    private Keys find(String region) throws IOException, InterruptedException {
        if (!account.accessKey().isEmpty() && account.secretKey() != null) {
            return Keys.lasting(account.accessKey(), account.secretKey().reveal(), "");
        }
        String id = environment.apply("AWS_ACCESS_KEY_ID");
        if (account.profile().isEmpty() && !id.isEmpty()) {
            return Keys.lasting(
                    id,
                    environment.apply("AWS_SECRET_ACCESS_KEY"),
                    environment.apply("AWS_SESSION_TOKEN"));
        }
        Keys profile = profile();
        if (profile != null) {
            return profile;
        }
        if (!environment.apply("AWS_WEB_IDENTITY_TOKEN_FILE").isEmpty()) {
            return webIdentity(region);
        }
        String container = container();
        if (!container.isEmpty()) {
            String token = environment.apply("AWS_CONTAINER_AUTHORIZATION_TOKEN");
            String file = environment.apply("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
            if (!file.isEmpty()) {
                token = Files.readString(Path.of(file)).strip();
            }
            Api asking = token.isEmpty() ? api : api.with("Authorization", token);
            return temporary(asking.json(container));
        }
        String role = metadata("iam/security-credentials/").lines().findFirst().orElse("");
        return temporary(
                Json.read(
                        new ByteArrayInputStream(
                                metadata("iam/security-credentials/" + role)
                                        .getBytes(StandardCharsets.UTF_8))));
    }

    /** Keys of the credentials file; null when it has none. */
    private @Nullable Keys profile() throws IOException {
        String named = environment.apply("AWS_SHARED_CREDENTIALS_FILE");
        Path file =
                named.isEmpty()
                        ? Path.of(System.getProperty("user.home", ""), ".aws", "credentials")
                        : Path.of(named);
        String wanted = account.profile();
        if (wanted.isEmpty()) {
            wanted = environment.apply("AWS_PROFILE");
        }
        Map<String, String> keys =
                Files.isReadable(file)
                        ? Profiles.read(file, wanted.isEmpty() ? "default" : wanted)
                        : Map.of();
        String id = keys.getOrDefault("aws_access_key_id", "");
        if (!id.isEmpty()) {
            return Keys.lasting(
                    id,
                    keys.getOrDefault("aws_secret_access_key", ""),
                    keys.getOrDefault("aws_session_token", ""));
        }
        if (!account.profile().isEmpty()) {
            throw new IOException(
                    "%s has no keys of the profile \"%s\"".formatted(file, account.profile()));
        }
        return null;
    }

    private String container() {
        String relative = environment.apply("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
        return relative.isEmpty()
                ? environment.apply("AWS_CONTAINER_CREDENTIALS_FULL_URI")
                : "http://169.254.170.2" + relative;
    }

    /** What the machine says of itself, by the second version of its metadata service. */
    private String metadata(String path) throws IOException, InterruptedException {
        try {
            String token =
                    api.send(
                                    "PUT",
                                    machine + "/latest/api/token",
                                    Map.of("X-aws-ec2-metadata-token-ttl-seconds", "300"),
                                    new byte[0])
                            .text();
            return api.with("X-aws-ec2-metadata-token", token)
                    .get(machine + "/latest/meta-data/" + path)
                    .text()
                    .strip();
        } catch (IOException e) {
            throw new IOException(
                    "there are no credentials or no region in the section, the environment or at"
                            + " this machine: "
                            + e.getMessage(),
                    e);
        }
    }

    private static Keys temporary(Json json) {
        return new Keys(
                json.text("AccessKeyId"),
                json.text("SecretAccessKey"),
                json.text("Token"),
                instant(json.text("Expiration")));
    }

    private Keys webIdentity(String region) throws IOException, InterruptedException {
        String token =
                Files.readString(Path.of(environment.apply("AWS_WEB_IDENTITY_TOKEN_FILE"))).strip();
        String body =
                "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleSessionName=%s&RoleArn=%s&WebIdentityToken=%s"
                        .formatted(
                                SESSION,
                                encoded(environment.apply("AWS_ROLE_ARN")),
                                encoded(token));
        return assumed(
                Xml.read(api.post(sts(region), Query.FORM, body).body())
                        .at("AssumeRoleWithWebIdentityResult"));
    }

    private Keys assumeRole(Keys keys, String region) throws IOException, InterruptedException {
        String external =
                account.externalId().isEmpty()
                        ? ""
                        : "&ExternalId=" + encoded(account.externalId());
        byte[] body =
                "Action=AssumeRole&Version=2011-06-15&RoleSessionName=%s&RoleArn=%s%s"
                        .formatted(SESSION, encoded(account.roleArn()), external)
                        .getBytes(StandardCharsets.UTF_8);
        String url = sts(region);
        Map<String, String> headers =
                new SigV4("sts", region)
                        .sign(
                                keys,
                                "POST",
                                URI.create(url),
                                Map.of("Content-Type", Query.FORM),
                                body,
                                clock.instant());
        return assumed(
                Xml.read(api.send("POST", url, headers, body).body()).at("AssumeRoleResult"));
    }

    private String sts(String region) {
        String own = environment.apply("AWS_ENDPOINT_URL_STS");
        return own.isEmpty() ? Query.url("sts", region) : own;
    }

    private static Keys assumed(Xml result) {
        Xml keys = result.at("Credentials");
        return new Keys(
                keys.text("AccessKeyId"),
                keys.text("SecretAccessKey"),
                keys.text("SessionToken"),
                instant(keys.text("Expiration")));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
