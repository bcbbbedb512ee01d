package io.gnomon.platform.core.plugins.internal.install;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import io.gnomon.model.files.AtomicFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the folder of jars does not tell and a restart must not forget; a JSON file. For one thread.
 */
final class Ledger {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path file;
    private final Content content;

    /**
     * The file's content.
     *
     * @param stopped ids of plugins that an administrator stopped
     * @param previous id to SHA-256 of the jar that ran before, {@link #OFFICIAL} for the
     *     distribution's
     * @param uploads what waits for confirmation
     */
    record Content(Set<String> stopped, Map<String, String> previous, List<Upload> uploads) {}

    /** An uploaded jar. */
    record Upload(String sha256, String fileName, String user) {}

    static final String OFFICIAL = "distribution";

    Ledger(Path file) throws IOException {
        this.file = file;
        this.content =
                Files.exists(file)
                        ? JSON.readValue(file.toFile(), Content.class)
                        : new Content(new TreeSet<>(), new TreeMap<>(), new ArrayList<>());
    }

    Set<String> stopped() {
        return content.stopped();
    }

    Map<String, String> previous() {
        return content.previous();
    }

    List<Upload> uploads() {
        return content.uploads();
    }

    /** Writes what was changed. */
    void save() throws IOException {
        AtomicFile.write(file, JSON.writeValueAsString(content));
    }
}
