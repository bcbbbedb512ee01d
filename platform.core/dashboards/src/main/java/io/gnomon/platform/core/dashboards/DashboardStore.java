package io.gnomon.platform.core.dashboards;

import io.gnomon.spi.runtime.Registration;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Dashboards as Grafana's JSON; an OSGi service. Any thread. A dashboard is a file in the folder
 * {@code dashboards} of the data directory, which the user may edit as well, or comes with the
 * distribution; saving one of the distribution puts a file over it, deleting that file brings the
 * original back.
 */
@ProviderType
public interface DashboardStore {
    /** Uid of the first page. */
    String HOME = "home";

    /** All dashboards, sorted by folder and title. */
    List<Summary> list();

    /**
     * The dashboard, null when there is none of this uid. Panels of the library are as they are
     * there.
     */
    @Nullable Dashboard get(String uid);

    /**
     * Saves a dashboard; a new one at the top of the folder of dashboards. Whatever it contains
     * that Gnomon does not know is kept.
     *
     * @param uid letters, digits, {@code -} and {@code _}, at most 64
     * @param json the dashboard's object as JSON text; its uid is replaced by the given one
     * @param version the version that was changed, 0 for a new dashboard
     * @param by what the history says about it
     * @return the new version
     * @throws RequestRefused INVALID when it is not a dashboard, CONFLICT when the stored version
     *     is another one, which goes on to count while this one is kept in the history, or when the
     *     file cannot be written
     */
    default long save(String uid, String json, long version, Change by) throws RequestRefused {
        return saveInto("", uid, json, version, by);
    }

    /**
     * Saves a dashboard into a folder. One that has a file already stays where that is.
     *
     * @param folder path below the folder of dashboards, empty for its top; made when it is absent
     * @throws RequestRefused as {@link #save}, and INVALID when the folder is no such path
     */
    long saveInto(String folder, String uid, String json, long version, Change by)
            throws RequestRefused;

    /**
     * Deletes the dashboard's file.
     *
     * @throws RequestRefused NOT_FOUND, or CONFLICT for a dashboard of the distribution that has
     *     not been changed
     */
    void delete(String uid) throws RequestRefused;

    /** What the dashboard was, newest first; also of one that is gone. */
    List<Version> versions(String uid);

    /** The JSON of a version, null when there is none of this number. */
    @Nullable String versionJson(String uid, long number);

    /** The panels that dashboards share. */
    LibraryPanels library();

    /**
     * Calls the listener with the uid of each dashboard that was saved, deleted or changed on disk;
     * one call at a time, on a thread of the store; it must return fast.
     */
    Registration onChange(Consumer<String> listener);

    /**
     * Line of a list.
     *
     * @param folder path below the folder of dashboards, empty at its top
     * @param provisioned it comes with the distribution and has not been changed
     * @param canSave whether it can be written at all; the caller's role comes on top
     * @param ignoredFiles paths below the folder of dashboards of files that say the same uid and
     *     are therefore not shown: of several the first by path counts
     */
    record Summary(
            String uid,
            String title,
            List<String> tags,
            String folder,
            boolean provisioned,
            boolean canSave,
            List<String> ignoredFiles) {}

    /**
     * A dashboard.
     *
     * @param json Grafana's dashboard object
     * @param version changes with the content; to be given back when it is saved
     * @param canSave whether it can be written at all; the caller's role comes on top
     */
    record Dashboard(String uid, String json, long version, boolean provisioned, boolean canSave) {}

    /**
     * Who changed a dashboard and why.
     *
     * @param author name of a user, empty when a file was changed by hand
     * @param message may be empty
     */
    record Change(String author, String message) {
        public static final Change OF_A_FILE = new Change("", "");
    }

    /**
     * What a dashboard was once.
     *
     * @param number counts from 1 for each dashboard
     * @param at when it was saved, or seen
     * @param version hash of its content
     * @param inForce false when it was saved while the file had changed: the file counted
     */
    record Version(
            long number,
            Instant at,
            long version,
            String author,
            String message,
            boolean inForce) {}
}
