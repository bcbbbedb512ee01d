package io.gnomon.platform.core.config;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.HttpSigning;
import io.gnomon.spi.common.Secret;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.regex.Pattern;

/** {@code sigv4}: requests are signed for Amazon's services; keys and checks of Prometheus. */
@Doc("Signs requests for Amazon's services")
public record SigV4Config(
        @Doc("Usually that of the environment") @Default("") String region,
        @Default("") String accessKey,
        @Nullable Secret secretKey,
        @Doc("Profile of the shared credentials file") @Default("") String profile,
        @Doc("Role to assume") @Default("") String roleArn,
        @Doc("External id to assume the role with") @Default("") String externalId,
        @Doc("Name of the role's session") @Default("") String sessionName,
        @Doc("Tags of the role's session") Map<String, String> tags,
        boolean useFipsStsEndpoint,
        @Doc("Name of the service, usually aps") @Default("") String serviceName) {
    private static final Pattern SESSION = Pattern.compile("[\\w+=,.@-]{2,64}");
    private static final int TAG_NAME_MAX = 128;
    private static final int TAG_VALUE_MAX = 256;

    public SigV4Config {
        boolean secret = secretKey != null && !secretKey.isEmpty();
        refuse(
                accessKey.isEmpty() == secret,
                "must provide a AWS SigV4 Access key and Secret Key if credentials are specified in"
                        + " the SigV4 config");
        if (roleArn.isEmpty()) {
            refuse(!externalId.isEmpty(), "external_id can only be used with role_arn");
            refuse(!sessionName.isEmpty(), "session_name can only be used with role_arn");
            refuse(!tags.isEmpty(), "tags can only be used with role_arn");
        }
        refuse(
                !sessionName.isEmpty() && !SESSION.matcher(sessionName).matches(),
                "session_name must have 2 to 64 letters, digits or characters of _+=,.@-, not \""
                        + sessionName
                        + "\"");
        tags.forEach((name, value) ->
                refuse(
                        name.isEmpty()
                                || name.length() > TAG_NAME_MAX
                                || value.length() > TAG_VALUE_MAX,
                        "tag \"" + name + "\" must have 1 to 128 characters, its value up to 256"));
    }

    private static void refuse(boolean wrong, String sentence) {
        if (wrong) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /** What the HTTP client is to do. */
    public HttpSigning signing() {
        return new HttpSigning.Amazon(
                serviceName.isEmpty() ? "aps" : serviceName,
                region,
                accessKey,
                secretKey,
                profile,
                roleArn.isEmpty()
                        ? null
                        : new HttpSigning.Amazon.Role(roleArn, externalId, sessionName, tags),
                useFipsStsEndpoint);
    }
}
