package io.gnomon.discovery.containers.internal.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.discovery.polling.Http;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.common.TlsSettings;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The current context of a kubeconfig file; format:
 * kubernetes.io/docs/reference/config-api/kubeconfig.v1. Users whose credentials come from a
 * program or an authentication provider are refused in words.
 */
record Kubeconfig(String server, HttpSettings http) {
    /** A mapping of the file. */
    private record Part(Path file, Map<?, ?> keys) {
        String text(String key) {
            return keys.get(key) instanceof String text ? text : "";
        }

        Part part(String key) {
            return new Part(file, keys.get(key) instanceof Map<?, ?> map ? map : Map.of());
        }

        /** The entry of a list that has this name. */
        Part named(String list, String name, String key) throws IOException {
            if (keys.get(list) instanceof List<?> items) {
                for (Object item : items) {
                    if (item instanceof Map<?, ?> map && name.equals(map.get("name"))) {
                        return new Part(file, map).part(key);
                    }
                }
            }
            throw new IOException("%s: there is no entry \"%s\" in %s".formatted(file, name, list));
        }

        /** A path, which starts at the folder of the file. */
        @Nullable String path(String key) {
            String path = text(key);
            return path.isEmpty() ? null : file.resolveSibling(path).toString();
        }

        /** A text that is written in base 64. */
        @Nullable String decoded(String key) throws IOException {
            String data = text(key);
            try {
                return data.isEmpty() ? null : new String(Base64.getDecoder().decode(data), UTF_8);
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ": " + key + " is not base 64", e);
            }
        }
    }

    static Kubeconfig read(Path file) throws IOException {
        Part root = new Part(file, load(file));
        String context = root.text("current-context");
        if (context.isEmpty()) {
            throw new IOException(file + ": current-context is missing");
        }
        Part chosen = root.named("contexts", context, "context");
        Part cluster = root.named("clusters", chosen.text("cluster"), "cluster");
        Part user =
                chosen.text("user").isEmpty()
                        ? new Part(file, Map.of())
                        : root.named("users", chosen.text("user"), "user");
        for (String program : List.of("exec", "auth-provider")) {
            if (user.keys().containsKey(program)) {
                throw new IOException(
                        file + ": credentials by " + program + " are not supported; use a token");
            }
        }
        String server = cluster.text("server");
        return new Kubeconfig(
                server.isEmpty() ? "http://localhost:8080" : server,
                Http.of(basic(user), token(user), tls(cluster, user)));
    }

    private static Map<?, ?> load(Path file) throws IOException {
        LoadSettings settings =
                LoadSettings.builder()
                        .setLabel(file.toString())
                        .setSchema(new FailsafeSchema())
                        .build();
        try {
            Object content = new Load(settings).loadFromString(Files.readString(file));
            return content instanceof Map<?, ?> map ? map : Map.of();
        } catch (YamlEngineException e) {
            throw new IOException(file + " is not YAML: " + e.getMessage(), e);
        }
    }

    private static HttpSettings.@Nullable BasicAuth basic(Part user) {
        return user.text("username").isEmpty()
                ? null
                : new HttpSettings.BasicAuth(
                        user.text("username"), null, new Secret(user.text("password")), null);
    }

    private static HttpSettings.@Nullable Authorization token(Part user) {
        String file = user.path("tokenFile");
        if (file != null) {
            return new HttpSettings.Authorization("Bearer", null, file);
        }
        String token = user.text("token");
        return token.isEmpty()
                ? null
                : new HttpSettings.Authorization("Bearer", new Secret(token), null);
    }

    private static TlsSettings tls(Part cluster, Part user) throws IOException {
        String ca = cluster.decoded("certificate-authority-data");
        String cert = user.decoded("client-certificate-data");
        String key = user.decoded("client-key-data");
        return new TlsSettings(
                ca,
                ca == null ? cluster.path("certificate-authority") : null,
                cert,
                cert == null ? user.path("client-certificate") : null,
                key == null ? null : new Secret(key),
                key == null ? user.path("client-key") : null,
                cluster.text("tls-server-name").isEmpty() ? null : cluster.text("tls-server-name"),
                cluster.text("insecure-skip-tls-verify").equals("true"),
                null,
                null);
    }
}
