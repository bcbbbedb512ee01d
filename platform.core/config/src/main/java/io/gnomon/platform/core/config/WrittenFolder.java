package io.gnomon.platform.core.config;

import io.gnomon.spi.settings.SettingsException;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder of configuration files that the server may write: rule files ({@code rules.d}),
 * fragments below alertmanager.yml ({@code alerting.d}), or settings of exporters ({@code
 * exporters.d}). Files outside are never written. One that somebody else changes is seen at the
 * next reload. Any thread.
 */
@ProviderType
public interface WrittenFolder {
    /** Where the files are now; it may not be there. */
    Path folder();

    /** The files in it, sorted by name. */
    List<WrittenFile> files() throws IOException;

    /** A file, null when there is none. */
    @Nullable WrittenFile file(String name) throws IOException;

    /**
     * Writes a file and reloads the configuration with it; returns when it is on disk and in force.
     *
     * @param known the version that is to be replaced: empty for a new file, "*" for whatever is
     *     there
     * @throws SettingsException with places when it, or the configuration with it, is wrong; then
     *     nothing has changed
     * @throws VersionConflict when another version is there
     */
    WrittenFile write(String name, String yaml, String known)
            throws SettingsException, VersionConflict, IOException;

    /**
     * Deletes a file and reloads the configuration without it.
     *
     * @throws VersionConflict when another version is there, or none
     */
    void delete(String name, String known) throws SettingsException, VersionConflict, IOException;

    /**
     * Whether a file may have this name: letters, digits, '.', '_' and '-', no '.' in front, ending
     * in ".yml" or ".yaml", at most 128 characters.
     */
    static boolean isName(String name) {
        return name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,122}\\.ya?ml");
    }

    /**
     * A file as it is on disk.
     *
     * @param version of its content: a hash
     */
    record WrittenFile(String name, String text, String version) {}

    /** Somebody else has changed the file; the message says what is there. */
    final class VersionConflict extends Exception {
        private static final long serialVersionUID = 1L;

        public VersionConflict(String message) {
            super(message);
        }
    }
}
