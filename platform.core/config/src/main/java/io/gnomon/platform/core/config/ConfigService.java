package io.gnomon.platform.core.config;

import io.gnomon.spi.runtime.Registration;
import io.gnomon.spi.settings.SettingsException;

import org.osgi.annotation.versioning.ProviderType;

import java.time.Instant;

/**
 * The configuration files; an OSGi service that is there once they have been read without an error.
 * When the files cannot be read at start a {@link StartProblem} is registered instead. Any thread.
 */
@ProviderType
public interface ConfigService {
    /** What is in force now. */
    LoadedConfig current();

    /**
     * Reads the files again and hands the result to the listeners. Returns when they have seen it;
     * one reload runs at a time.
     *
     * @throws SettingsException with every problem of the files; what was in force stays so
     */
    LoadedConfig reload() throws SettingsException;

    /**
     * Calls the listener with each configuration that comes into force after now, on the thread of
     * the reload, one call at a time. A listener that throws is logged and makes the reload count
     * as failed; the others are still called.
     *
     * @return ends the calls
     */
    Registration onChange(Listener listener);

    /** The rule files that the server may write. */
    WrittenFolder ruleFolder();

    /** The fragments below alertmanager.yml that the server may write. */
    WrittenFolder alertingFolder();

    /**
     * Settings of exporters that the server may write: {@code NAME.yml} has those of the exporter
     * NAME, and stands for its settings in gnomon.yml.
     */
    WrittenFolder exporterFolder();

    /** The receivers where they stand. */
    ReceiverFiles receiverFiles();

    /** The routes and inhibition rules where they stand. */
    RoutingFiles routingFiles();

    /** How the last reload went; the first load counts as one. */
    Reload lastReload();

    @FunctionalInterface
    interface Listener {
        void changed(LoadedConfig config);
    }

    /**
     * Outcome of a reload.
     *
     * @param lastSuccess when a configuration last came into force
     * @param error empty when it was successful
     */
    record Reload(boolean successful, Instant lastSuccess, String error) {}
}
