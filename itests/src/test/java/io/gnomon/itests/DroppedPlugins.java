package io.gnomon.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** The plugins folder of a running server, and what the server says about it. */
record DroppedPlugins(GnomonServer server) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(60);

    Path folder() {
        return server.data().resolve("plugins");
    }

    /** Puts a jar into the folder as a careful user does: by a rename. */
    void drop(Path jar, String name) throws Exception {
        Path fresh = folder().resolve(name + ".tmp");
        Files.copy(jar, fresh);
        Files.move(
                fresh,
                folder().resolve(name + ".jar"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Replaces a bundle by itself under another version and waits until that is in charge.
     *
     * @param scratch where the jar is made
     */
    void replace(String id, String version, Path scratch) throws Exception {
        drop(Repackaged.write(id, version, scratch), id);
        awaitVersion(id, version);
    }

    /** What the API says of a plugin; a missing node when it is not listed. */
    JsonNode status(String id) throws Exception {
        for (JsonNode plugin : JSON.readTree(server.get("api/gnomon/v1/plugins").body())) {
            if (plugin.path("id").asText().equals(id)) {
                return plugin;
            }
        }
        return MissingNode.getInstance();
    }

    String version(String id) throws Exception {
        return status(id).path("version").asText();
    }

    void awaitVersion(String id, String version) throws Exception {
        server.await(SOON, id + " " + version + " runs", () -> version(id).equals(version));
    }

    void awaitError(String id, String part) throws Exception {
        server.await(
                SOON,
                id + " is refused: " + part,
                () -> status(id).path("error").asText().contains(part));
    }
}
