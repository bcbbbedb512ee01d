package io.gnomon.spi.runtime;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Installs, stops, starts, rolls back and removes plugins; an OSGi service for the web page and the
 * API.
 */
@ProviderType
public interface PluginAdmin {
    /** Everything installed or waiting, sorted by id. */
    List<PluginStatus> list();

    /**
     * Takes an uploaded jar into quarantine: it is read, not started.
     *
     * @return what it is and what it asks for; state {@code WAITING_FOR_CONFIRMATION}
     * @throws PluginRefused in a sentence: not a zip, no manifest, uploads switched off, too large
     */
    PluginStatus upload(String fileName, InputStream jar, String user)
            throws PluginRefused, IOException;

    /** What the catalogue folder has now; an empty one when the server has none. */
    PluginCatalogue catalogue();

    /**
     * Takes a jar of the catalogue into quarantine, as {@link #upload} does.
     *
     * @param sha256 of the jar as the catalogue listed it
     * @throws PluginRefused in a sentence when it is not there any more
     */
    PluginStatus take(String sha256, String user) throws PluginRefused;

    /**
     * Starts what was uploaded or taken.
     *
     * @param sha256 of the jar in hexadecimal digits, as the administrator saw it
     */
    PluginStatus confirm(String sha256, String user) throws PluginRefused;

    /**
     * Throws away one upload that waits, and nothing else.
     *
     * @param sha256 of the jar in hexadecimal digits, as the administrator saw it
     * @throws PluginRefused when none with this digest waits
     */
    void discard(String sha256, String user) throws PluginRefused;

    PluginStatus start(String id, String user) throws PluginRefused;

    PluginStatus stop(String id, String user) throws PluginRefused;

    /**
     * Removes a plugin that was installed here, or when there is none the uploads of this name that
     * wait; plugins of the distribution can only be stopped.
     */
    void remove(String id, String user) throws PluginRefused;

    /** Back to the version that ran before. */
    PluginStatus rollBack(String id, String user) throws PluginRefused;

    /** A file of a panel's bundle under its immutable path, null when there is none. */
    @Nullable URL resource(String id, String versionAndHash, String path);

    /** Calls the listener with each change; one at a time, on a thread of the plugin runtime. */
    Registration onEvent(EventListener listener);

    @FunctionalInterface
    interface EventListener {
        void changed(PluginEvent event);
    }

    /** The RegistryEvent of panel-contract.ts. */
    sealed interface PluginEvent {
        record Started(PluginStatus plugin) implements PluginEvent {}

        record Updated(PluginStatus plugin, String previousBaseUrl) implements PluginEvent {}

        record Stopped(String id) implements PluginEvent {}
    }

    enum State {
        ACTIVE,
        STOPPED,
        FAILED,
        WAITING_FOR_CONFIRMATION,
        AT_NEXT_START
    }

    /**
     * A plugin bundle.
     *
     * @param id bundle symbolic name
     * @param kinds what it provides: exporter, discovery, datasource, panel, channel,
     *     transformation; of a part of the server that is replaced like a plugin just "part"
     * @param official it belongs to the distribution
     * @param previousVersion what a roll-back would bring back, empty for nothing
     * @param error the last error in a sentence, empty when there was none
     * @param publisher who signed the jar, empty when nobody did
     * @param manifestJson plugin.json of a panel's bundle, else a derived one; JSON text
     * @param baseUrl where the browser finds its files: {@code /plugins/ID/VERSION-HASH12/}
     * @param integrity path to "sha384-..." of its web files
     * @param calls what its pool did
     */
    record PluginStatus(
            String id,
            String name,
            String version,
            List<String> kinds,
            State state,
            boolean official,
            String previousVersion,
            String error,
            String sha256,
            String publisher,
            String manifestJson,
            String baseUrl,
            Map<String, String> integrity,
            Calls calls,
            @Nullable Instant since) {}

    /** Counters of a plugin's pool since it was started. */
    record Calls(
            long total, long failed, long timedOut, long refused, int running, int abandoned) {}
}
