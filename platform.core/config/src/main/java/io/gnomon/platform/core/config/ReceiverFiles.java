package io.gnomon.platform.core.config;

import io.gnomon.platform.core.config.WrittenFolder.VersionConflict;
import io.gnomon.platform.core.config.alerting.WrittenReceiver;
import io.gnomon.platform.core.config.alerting.WrittenReceiver.Channel;
import io.gnomon.spi.settings.SettingsException;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Receivers where they stand, in alertmanager.yml or in a fragment of {@code alerting.d}, changed
 * in place. Of alertmanager.yml nothing else is ever written. Any thread.
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
     * Gives a receiver other channels and reloads the configuration with them; returns when the
     * file is on disk and in force.
     *
     * @param channels in the order of their types
     * @param known version of the file that is to be replaced
     * @throws SettingsException with places when they, or the configuration with them, are wrong;
     *     then nothing has changed
     * @throws VersionConflict when the file has another version, or has the receiver no more
     * @throws IOException when the file cannot be written
     */
    void write(String name, List<Channel> channels, String known)
            throws SettingsException, VersionConflict, IOException;

    /**
     * A receiver in its file.
     *
     * @param version of the file's content: a hash
     * @param writable whether this server may write it
     */
    record ReceiverFile(Path file, String version, boolean writable, WrittenReceiver receiver) {}
}
