package io.gnomon.platform.core.dashboards;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

import java.util.List;

/**
 * Panels that several dashboards share, see {@link DashboardStore#library}. Any thread. A panel of
 * a dashboard names the one of the library by {@code libraryPanel: {uid, name}}; whoever reads that
 * dashboard gets it as it is in the library. Each is a file in the folder {@code library-panels} of
 * the data directory, in the form in which Grafana exports them: {@code {uid, name, kind: 1,
 * model}}.
 */
@ProviderType
public interface LibraryPanels {
    /** All, by name. */
    List<LibraryPanel> list();

    /** The panel, null when there is none of this uid. */
    @Nullable LibraryPanel get(String uid);

    /**
     * Saves a panel, new or not; all dashboards that use it show it at once.
     *
     * @param uid letters, digits, {@code -} and {@code _}, at most 64
     * @param name that no other has
     * @param model a panel's JSON object; its number, place and repetition are the dashboard's
     *     business and left out
     * @param version the version that was changed, 0 for a new one
     * @return the new version
     * @throws RequestRefused INVALID when it is no panel, CONFLICT when the stored version is
     *     another one, the name is taken or the file cannot be written
     */
    long save(String uid, String name, String model, long version) throws RequestRefused;

    /**
     * Deletes the panel's file.
     *
     * @throws RequestRefused NOT_FOUND, or CONFLICT while dashboards use it, which the sentence
     *     names
     */
    void delete(String uid) throws RequestRefused;

    /**
     * Saves the library panels that a dashboard carries along ({@code __elements}) and that are not
     * there yet.
     *
     * @param dashboard its JSON
     * @return their names
     */
    List<String> take(String dashboard) throws RequestRefused;

    /**
     * A panel of the library.
     *
     * @param model its JSON
     * @param version changes with the content; to be given back when it is saved
     * @param usedBy the dashboards that show it, by folder and title
     */
    record LibraryPanel(
            String uid,
            String name,
            String model,
            long version,
            List<DashboardStore.Summary> usedBy) {}
}
