package io.gnomon.platform.core.httpclient.internal;

import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.HttpSettings.HeaderValues;
import io.gnomon.spi.common.Secret;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** The headers of the settings that only the server they are meant for may see. */
final class Credentials {
    private final HttpSettings settings;
    private final @Nullable OAuth2Tokens tokens;

    Credentials(HttpSettings settings, @Nullable OAuth2Tokens tokens) {
        this.settings = settings;
        this.tokens = tokens;
    }

    /** Adds the headers; Authorization only when the request has none. */
    void addTo(HttpFields.Mutable headers, URI uri, Duration timeLeft)
            throws IOException, InterruptedException {
        if (!headers.contains(HttpHeader.AUTHORIZATION)) {
            String authorization = authorization(uri, timeLeft);
            if (!authorization.isEmpty()) {
                headers.put(HttpHeader.AUTHORIZATION, authorization);
            }
        }
        for (Map.Entry<String, HeaderValues> header : settings.httpHeaders().entrySet()) {
            HeaderValues values = header.getValue();
            values.values().forEach(value -> headers.add(header.getKey(), value));
            values.secrets().forEach(secret -> headers.add(header.getKey(), secret.reveal()));
            for (String file : values.files()) {
                headers.add(header.getKey(), SecretFile.read((Secret) null, file, "headers file"));
            }
        }
    }

    private String authorization(URI uri, Duration timeLeft)
            throws IOException, InterruptedException {
        HttpSettings.BasicAuth basic = settings.basicAuth();
        HttpSettings.Authorization other = settings.authorization();
        if (basic != null) {
            return basic(
                    SecretFile.read(
                            basic.username(), basic.usernameFile(), "basic auth username file"),
                    SecretFile.read(
                            basic.password(), basic.passwordFile(), "basic auth password file"));
        } else if (other != null) {
            String credentials =
                    SecretFile.read(
                            other.credentials(),
                            other.credentialsFile(),
                            "authorization credentials file");
            return credentials.isEmpty() ? "" : other.type() + " " + credentials;
        } else if (settings.bearerToken() != null || settings.bearerTokenFile() != null) {
            return "Bearer "
                    + SecretFile.read(
                            settings.bearerToken(),
                            settings.bearerTokenFile(),
                            "bearer token file");
        } else if (tokens != null) {
            return "Bearer " + tokens.token(timeLeft);
        } else if (uri.getUserInfo() != null) {
            String[] parts = uri.getUserInfo().split(":", 2);
            return basic(parts[0], parts.length == 2 ? parts[1] : "");
        }
        return "";
    }

    static String basic(String user, String password) {
        byte[] bytes = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(bytes);
    }
}
