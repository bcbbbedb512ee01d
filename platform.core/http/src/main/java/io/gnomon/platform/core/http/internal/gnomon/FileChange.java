package io.gnomon.platform.core.http.internal.gnomon;

import io.gnomon.platform.core.config.WrittenFolder.VersionConflict;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.spi.settings.SettingsException;

import java.io.IOException;

/** A change of alertmanager.yml or of fragments below it. */
@FunctionalInterface
interface FileChange {
    void run() throws SettingsException, VersionConflict, IOException;

    /**
     * Makes a change of a file.
     *
     * @param what is to be opened again when the file has been changed: "receiver"
     * @throws SettingsException when it is refused
     * @throws HttpError 409 when the file has been changed, 500 when it cannot be written
     */
    static void put(String file, String what, FileChange change)
            throws HttpError, SettingsException {
        try {
            change.run();
        } catch (VersionConflict e) {
            throw changed(file, what);
        } catch (IOException e) {
            throw new HttpError(500, "%s cannot be written: %s".formatted(file, e.getMessage()));
        }
    }

    /** Somebody else was faster. */
    static HttpError changed(String file, String what) {
        return new HttpError(
                409, "%s has been changed meanwhile; open the %s again".formatted(file, what));
    }

    static HttpError notWritable(String file) {
        return new HttpError(409, "this server may not write " + file);
    }
}
