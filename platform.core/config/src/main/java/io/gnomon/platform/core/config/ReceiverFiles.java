package io.gnomon.platform.core.config;

import io.gnomon.platform.core.config.WrittenFolder.VersionConflict;
import io.gnomon.platform.core.config.alerting.WrittenReceiver;
import io.gnomon.platform.core.config.alerting.WrittenReceiver.Content;
import io.gnomon.platform.core.config.alerting.WrittenRoutes.WrittenRoute;
import io.gnomon.spi.settings.SettingsException;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Receivers where they stand, in alertmanager.yml or in a fragment of {@code alerting.d}, changed
 * in place. Of alertmanager.yml nothing is ever written but receivers and the names of receivers in
 * routes. Any thread.
 */
@ProviderType
public interface ReceiverFiles {
    /**
     * The receiver of that name as its file has it now; null when it stands in none.
     *
     * @throws SettingsException when a file is not YAML any more
     */
    @Nullable ReceiverFile find(String name) throws IOException, SettingsException;

    /**
     * Gives a receiver another content and reloads the configuration with it; returns when all is
     * on disk and in force. When its name changes, the routes that name it follow, in whatever file
     * they stand.
     *
     * @param known version of the file that has the receiver
     * @throws SettingsException with places when it, or the configuration with it, is wrong; then
     *     nothing has changed
     * @throws VersionConflict when the file has another version, or has the receiver no more
     * @throws IOException when a file cannot be written
     */
    void write(String name, Content wanted, String known)
            throws SettingsException, VersionConflict, IOException;

    /**
     * Deletes a receiver and reloads the configuration without it. A fragment in which nothing else
     * stands is deleted.
     *
     * @param replacement receiver to which the routes go that name it; empty when none does
     * @throws SettingsException as {@link #write}, also when a route still names it
     */
    void delete(String name, String replacement, String known)
            throws SettingsException, VersionConflict, IOException;

    /**
     * A receiver in its file.
     *
     * @param version of the file's content: a hash
     * @param writable whether this server may write it
     * @param routes that name it, in whatever file they stand
     */
    record ReceiverFile(
            Path file,
            String version,
            boolean writable,
            WrittenReceiver receiver,
            List<WrittenRoute> routes) {
        public ReceiverFile {
            routes = List.copyOf(routes);
        }
    }
}
