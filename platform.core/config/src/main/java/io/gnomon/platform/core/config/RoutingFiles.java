package io.gnomon.platform.core.config;

import io.gnomon.platform.core.config.WrittenFolder.VersionConflict;
import io.gnomon.platform.core.config.alerting.AlertmanagerFile;
import io.gnomon.platform.core.config.alerting.EntryKind;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode.Mapping;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

import java.io.IOException;

/**
 * Routes and inhibition rules where they stand, in alertmanager.yml or in a fragment of {@code
 * alerting.d}, changed in place. A number counts those in force: routes depth first from the
 * default route, which is 0; rules from 0. Any thread.
 */
@ProviderType
public interface RoutingFiles {
    /**
     * A route or rule as its file has it now; null when there is none of that number.
     *
     * @throws VersionConflict when what the files say is not what is in force, so that numbers mean
     *     something else
     * @throws SettingsException when a file is not valid any more
     */
    @Nullable EntryFile find(EntryKind kind, int number)
            throws IOException, SettingsException, VersionConflict;

    /**
     * What an edit would make of the configuration; nothing changes.
     *
     * @throws SettingsException when it, or the configuration with it, is wrong; the path of a
     *     problem with its settings is that of the key: {@code /group_wait}
     * @throws VersionConflict when the files have another version
     */
    Tried tried(Edit edit) throws SettingsException, VersionConflict, IOException;

    /**
     * Writes an edit and reloads the configuration with it; returns when it is on disk and in
     * force. A fragment in which nothing else stands is deleted with it.
     *
     * @throws SettingsException as {@link #tried}, also when the reload refuses; then nothing has
     *     changed
     * @throws IOException when the file cannot be written
     */
    void write(Edit edit) throws SettingsException, VersionConflict, IOException;

    /** One change of one file. */
    sealed interface Edit {
        EntryKind kind();

        /**
         * Version of all files: an edit counts on the places of all the others. May be empty for a
         * new inhibition rule, which is in nobody's way.
         */
        String known();
    }

    /**
     * A new one. A route comes into the file of its parent, an inhibition rule into
     * alertmanager.yml; where this server may not write that, or there is none, below the default
     * route into a fragment.
     *
     * @param parent number of the route above; 0 for a rule
     * @param settings what a form has of it
     * @param place in the list of the parent's file, from 0; what is too large is the end, which it
     *     always is in a fragment
     */
    record Addition(EntryKind kind, int parent, Mapping settings, int place, String known)
            implements Edit {}

    /**
     * Other settings at another place among those that stand in the same list.
     *
     * @param place from 0
     */
    record Change(EntryKind kind, int number, Mapping settings, int place, String known)
            implements Edit {}

    /** It and all below it go. */
    record Removal(EntryKind kind, int number, String known) implements Edit {}

    /**
     * One in its file.
     *
     * @param file its path, empty when there is no alertmanager.yml that could have the default
     *     route
     * @param version of all files together
     * @param writable whether this server may write the file
     * @param settings what a form has of it
     * @param place in the list of its file, from 0
     * @param siblings how many are in that list, with it
     * @param routes how many stand directly below it in its file
     * @param below how many are below it there, at any depth
     */
    record EntryFile(
            String file,
            String version,
            boolean writable,
            Mapping settings,
            int place,
            int siblings,
            int routes,
            int below) {}

    /**
     * What an edit comes to.
     *
     * @param file path of the one that changes
     * @param config without generated inhibition rules
     * @param number of what was added or changed in that configuration; -1 when it was removed
     */
    record Tried(String file, AlertmanagerFile config, int number) {}
}
