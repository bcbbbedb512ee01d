package io.gnomon.discovery.clouds.internal;

import io.gnomon.discovery.polling.Json;
import io.gnomon.spi.common.HttpSigning;
import io.gnomon.spi.common.Secret;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The key of a service account: docs.stackit.cloud, key flow. */
final class StackitKey {
    private StackitKey() {}

    /** What the settings and the files that they name say now. */
    static HttpSigning read(Stackit.Settings settings, URI tokens) throws IOException {
        String file = settings.serviceAccountKeyPath();
        Json account =
                json(
                        settings.serviceAccountKey().isEmpty()
                                ? Files.readString(Path.of(file))
                                : settings.serviceAccountKey().reveal(),
                        settings.serviceAccountKey().isEmpty() ? file : "service_account_key");
        Json keys = account.at("credentials");
        return new HttpSigning.SignedClaim(
                tokens,
                keys.text("kid"),
                keys.text("iss"),
                keys.text("sub"),
                keys.text("aud"),
                new Secret(privateKey(settings, keys)));
    }

    private static String privateKey(Stackit.Settings settings, Json keys) throws IOException {
        if (!settings.privateKey().isEmpty()) {
            return settings.privateKey().reveal();
        } else if (!settings.privateKeyPath().isEmpty()) {
            return Files.readString(Path.of(settings.privateKeyPath()));
        } else if (!keys.text("privateKey").isEmpty()) {
            return keys.text("privateKey");
        } else if (!settings.credentialsFilePath().isEmpty()) {
            String file = settings.credentialsFilePath();
            Json credentials = json(Files.readString(Path.of(file)), file);
            String path = credentials.text("STACKIT_PRIVATE_KEY_PATH");
            return path.isEmpty()
                    ? credentials.text("STACKIT_PRIVATE_KEY")
                    : Files.readString(Path.of(path));
        }
        throw new IOException(
                "there is no private key: neither in the key of the service account nor in"
                        + " private_key, private_key_path or credentials_file_path");
    }

    private static Json json(String text, String what) throws IOException {
        try {
            return Json.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IOException(what + " is not JSON: " + e.getMessage(), e);
        }
    }
}
