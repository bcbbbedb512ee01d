package io.gnomon.platform.core.dashboards;

import io.gnomon.spi.settings.SettingsException;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

import java.util.List;

/**
 * The data sources that panels may ask: the built-in one and those that administrators made; an
 * OSGi service. Any thread.
 *
 * <p>Secrets are written only. In the settings of an {@link Entry} each reads {@code <secret>};
 * settings that are given back with {@code <secret>} in such a place keep what is stored there.
 */
@ProviderType
public interface DataSources {
    /** Uid of the data source that asks this server's own store. */
    String BUILT_IN = "gnomon";

    /** Type of the built-in data source. */
    String BUILT_IN_TYPE = "prometheus-builtin";

    /** Uid of the data source that tells of this server: its alerts, dashboards, annotations. */
    String SERVER = "gnomon-server";

    /** Type of that data source, and the name of its plugin. */
    String SERVER_TYPE = "gnomon";

    /** The built-in one first, then by name, that of the server itself last. */
    List<Entry> list();

    /**
     * Makes a data source.
     *
     * @param json {@code {name, type, settings}} as text
     * @throws RequestRefused INVALID when it is not such an object or the type is not installed,
     *     CONFLICT when the name is taken
     * @throws SettingsException when the settings are wrong; its paths begin at the settings
     */
    Entry create(String json) throws RequestRefused, SettingsException;

    /**
     * Changes a data source; its type stays.
     *
     * @throws RequestRefused also NOT_FOUND, and CONFLICT for the built-in one
     */
    Entry update(String uid, String json) throws RequestRefused, SettingsException;

    /**
     * Deletes a data source.
     *
     * @throws RequestRefused NOT_FOUND, and CONFLICT for the built-in one
     */
    void delete(String uid) throws RequestRefused;

    /**
     * Asks whether a data source can be reached; waits up to 10 s.
     *
     * @param json {@code {type, settings}} for one that is not saved, {@code {uid}} for one that
     *     is, or all three for changed settings of a saved one
     */
    TestResult test(String json) throws RequestRefused, SettingsException, InterruptedException;

    /**
     * A data source.
     *
     * @param isDefault it answers panels that name none
     * @param settings JSON text without secrets, for administrators only; null while its plugin is
     *     absent, because only that knows what is secret
     */
    record Entry(
            String uid,
            String name,
            String type,
            boolean isDefault,
            boolean builtIn,
            @Nullable String settings) {}

    /** Outcome of a test; the message is one sentence. */
    record TestResult(boolean ok, String message) {}
}
