package io.gnomon.platform.core.httpclient.internal.signing;

import io.gnomon.platform.core.httpclient.internal.signing.Renewed.Lasting;
import io.gnomon.spi.common.HttpSigning;
import io.gnomon.spi.common.Secret;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keys for signatures, from the first place that has some: the settings, the environment, the
 * profile, a web identity, the container, the machine (IMDSv2); then those of the role that is to
 * be assumed. Order: docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html.
 */
final class AmazonCredentials {
    /** How long before their end keys are renewed. */
    static final Duration EARLY = Duration.ofMinutes(5);

    private static final String SESSION = "gnomon";
    private static final Pattern KEY =
            Pattern.compile(
                    "<(AccessKeyId|SecretAccessKey|SessionToken|Expiration)>\\s*([^<]*?)\\s*</");

    private final HttpSigning.Amazon settings;
    private final Surroundings at;

    AmazonCredentials(HttpSigning.Amazon settings, Surroundings at) {
        this.settings = settings;
        this.at = at;
    }

    Lasting<AmazonKeys> fetch(Duration timeLeft) throws IOException, InterruptedException {
        Lasting<AmazonKeys> keys = find(timeLeft);
        HttpSigning.Amazon.Role role = settings.role();
        return role == null ? keys : assume(role, keys.value(), timeLeft);
    }

    private static Lasting<AmazonKeys> lasting(String id, String secret, String sessionToken) {
        return new Lasting<>(new AmazonKeys(id, secret, sessionToken), Instant.MAX);
    }

    private Lasting<AmazonKeys> find(Duration timeLeft) throws IOException, InterruptedException {
        Secret secret = settings.secretKey();
        if (!settings.accessKey().isEmpty() && secret != null) {
            return lasting(settings.accessKey(), secret.reveal(), "");
        }
        String id = at.variable("AWS_ACCESS_KEY_ID");
        if (settings.profile().isEmpty() && !id.isEmpty()) {
            return lasting(
                    id, at.variable("AWS_SECRET_ACCESS_KEY"), at.variable("AWS_SESSION_TOKEN"));
        }
        Lasting<AmazonKeys> profile = profile();
        if (profile != null) {
            return profile;
        }
        if (!at.variable("AWS_WEB_IDENTITY_TOKEN_FILE").isEmpty()) {
            return webIdentity(timeLeft);
        }
        String container = container();
        return container.isEmpty() ? ofMachine(timeLeft) : ofContainer(container, timeLeft);
    }

    /** Keys of the credentials file; null when it has none. */
    private @Nullable Lasting<AmazonKeys> profile() throws IOException {
        String named = at.variable("AWS_SHARED_CREDENTIALS_FILE");
        Path file =
                named.isEmpty()
                        ? Path.of(System.getProperty("user.home", ""), ".aws", "credentials")
                        : Path.of(named);
        String wanted = settings.profile();
        if (wanted.isEmpty()) {
            wanted = at.variable("AWS_PROFILE");
        }
        Map<String, String> keys =
                Files.isReadable(file)
                        ? Profiles.read(file, wanted.isEmpty() ? "default" : wanted)
                        : Map.of();
        String id = keys.getOrDefault("aws_access_key_id", "");
        if (!id.isEmpty()) {
            return lasting(
                    id,
                    keys.getOrDefault("aws_secret_access_key", ""),
                    keys.getOrDefault("aws_session_token", ""));
        }
        if (!settings.profile().isEmpty()) {
            throw new IOException(
                    "%s has no keys of the profile \"%s\"".formatted(file, settings.profile()));
        }
        return null;
    }

    private String container() {
        String relative = at.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
        return relative.isEmpty()
                ? at.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI")
                : "http://169.254.170.2" + relative;
    }

    private Lasting<AmazonKeys> ofContainer(String url, Duration timeLeft)
            throws IOException, InterruptedException {
        String token = at.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN");
        String file = at.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
        if (!file.isEmpty()) {
            token = Surroundings.text(file);
        }
        Map<String, String> headers = token.isEmpty() ? Map.of() : Map.of("Authorization", token);
        return temporary(at.nearby().get(url, headers, timeLeft));
    }

    private Lasting<AmazonKeys> ofMachine(Duration timeLeft)
            throws IOException, InterruptedException {
        try {
            String url = at.machine() + "/latest/meta-data/iam/security-credentials/";
            byte[] token =
                    at.nearby()
                            .send(
                                    "PUT",
                                    at.machine() + "/latest/api/token",
                                    Map.of("X-aws-ec2-metadata-token-ttl-seconds", "300"),
                                    new byte[0],
                                    timeLeft);
            Map<String, String> headers = Map.of("X-aws-ec2-metadata-token", text(token));
            String role =
                    text(at.nearby().get(url, headers, timeLeft)).lines().findFirst().orElse("");
            return temporary(at.nearby().get(url + role, headers, timeLeft));
        } catch (IOException e) {
            throw new IOException(
                    "there are no keys in the configuration, the environment or at this machine: "
                            + e.getMessage(),
                    e);
        }
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8).strip();
    }

    private static Lasting<AmazonKeys> temporary(byte[] json) throws IOException {
        Fields keys = Fields.read(json);
        return new Lasting<>(
                new AmazonKeys(
                        keys.text("AccessKeyId"), keys.text("SecretAccessKey"), keys.text("Token")),
                instant(keys.text("Expiration")));
    }

    private Lasting<AmazonKeys> webIdentity(Duration timeLeft)
            throws IOException, InterruptedException {
        String token = Surroundings.text(at.variable("AWS_WEB_IDENTITY_TOKEN_FILE"));
        Map<String, String> parameters =
                Asking.parameters(
                        "Action",
                        "AssumeRoleWithWebIdentity",
                        "Version",
                        "2011-06-15",
                        "RoleSessionName",
                        SESSION,
                        "RoleArn",
                        at.variable("AWS_ROLE_ARN"),
                        "WebIdentityToken",
                        token);
        return assumed(at.outside().form(sts(), parameters, timeLeft));
    }

    private Lasting<AmazonKeys> assume(
            HttpSigning.Amazon.Role role, AmazonKeys keys, Duration timeLeft)
            throws IOException, InterruptedException {
        String session = role.sessionName().isEmpty() ? SESSION : role.sessionName();
        Map<String, String> parameters =
                Asking.parameters(
                        "Action",
                        "AssumeRole",
                        "Version",
                        "2011-06-15",
                        "RoleSessionName",
                        session,
                        "RoleArn",
                        role.arn());
        if (!role.externalId().isEmpty()) {
            parameters.put("ExternalId", role.externalId());
        }
        int n = 1;
        for (Map.Entry<String, String> tag : role.tags().entrySet()) {
            parameters.put("Tags.member." + n + ".Key", tag.getKey());
            parameters.put("Tags.member." + n + ".Value", tag.getValue());
            n++;
        }
        byte[] body = Asking.encoded(parameters);
        String url = sts();
        Map<String, String> headers =
                new SigV4("sts", AmazonSigner.region(settings, at.environment()))
                        .sign(
                                keys,
                                "POST",
                                URI.create(url),
                                Map.of("Content-Type", Asking.FORM),
                                body,
                                at.clock().instant());
        headers.put("Content-Type", Asking.FORM);
        return assumed(at.outside().send("POST", url, headers, body, timeLeft));
    }

    private String sts() throws IOException {
        String own = at.variable("AWS_ENDPOINT_URL_STS");
        if (!own.isEmpty()) {
            return own;
        }
        String region = AmazonSigner.region(settings, at.environment());
        return "https://%s.%s.%s/"
                .formatted(
                        settings.fips() ? "sts-fips" : "sts",
                        region,
                        region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com");
    }

    /** Keys of an answer of the security token service, which is XML of a known form. */
    private static Lasting<AmazonKeys> assumed(byte[] xml) throws IOException {
        AmazonKeys keys = new AmazonKeys("", "", "");
        Instant expires = Instant.EPOCH;
        Matcher found = KEY.matcher(new String(xml, StandardCharsets.UTF_8));
        while (found.find()) {
            String value = found.group(2);
            switch (found.group(1)) {
                case "AccessKeyId" ->
                        keys = new AmazonKeys(value, keys.secret(), keys.sessionToken());
                case "SecretAccessKey" ->
                        keys = new AmazonKeys(keys.id(), value, keys.sessionToken());
                case "SessionToken" -> keys = new AmazonKeys(keys.id(), keys.secret(), value);
                default -> expires = instant(value);
            }
        }
        if (keys.id().isEmpty() || keys.secret().isEmpty()) {
            throw new IOException("the security token service answered without keys");
        }
        return new Lasting<>(keys, expires);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
