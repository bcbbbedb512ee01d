package io.gnomon.platform.core.alerting;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.config.alerting.AlertmanagerFile;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * The Alertmanager inside, as its API and the web page see it; an OSGi service. Any thread. Lists
 * are snapshots.
 */
@ProviderType
public interface Alertmanager {
    /**
     * Takes alerts and returns when they are safe on disk. Those that are valid are taken even when
     * others are not.
     *
     * @return what is wrong with the others in Alertmanager's words, empty when all were taken
     * @throws IllegalStateException when they could not be stored; they are in force, but a crash
     *     may lose them
     */
    List<String> post(List<PostedAlert> alerts) throws InterruptedException;

    /** Alerts that fire and pass the filter, sorted by fingerprint. */
    List<AlertView> alerts(AlertFilter filter);

    /**
     * Groups with those of their alerts that fire and pass the filter, without groups that have
     * none; sorted by labels, then receiver.
     *
     * @param muted whether groups that a time interval mutes are listed
     */
    List<AlertGroup> groups(AlertFilter filter, boolean muted);

    /** All silences that are kept, in no order. */
    List<Silence> silences();

    /** The silence of this id, null when there is none. */
    @Nullable Silence silence(String id);

    /**
     * Creates a silence (a draft without id), or changes one. A change that would rewrite history,
     * such as other matchers of an active silence, expires the old one and makes a new one. Returns
     * when it is safe on disk.
     *
     * @return its id
     */
    String setSilence(Silence draft) throws SilenceRefused, InterruptedException;

    /** Ends a silence now. */
    void expireSilence(String id) throws SilenceRefused, InterruptedException;

    /** The recurring silences, in no order. */
    List<RecurringSilence> recurringSilences();

    /**
     * Creates a recurring silence (a draft without id), or changes one; the silence that the old
     * one made ends then. Returns when it is safe on disk.
     *
     * @return its id
     */
    String setRecurringSilence(RecurringSilence draft) throws SilenceRefused, InterruptedException;

    /** Forgets a recurring silence and ends the silence that it made. */
    void deleteRecurringSilence(String id) throws SilenceRefused, InterruptedException;

    /** The configuration in force. */
    AlertmanagerFile config();

    Instant startedAt();

    /** The servers with the same rules that tell once. */
    Cluster cluster();

    /**
     * The cluster.
     *
     * @param name of this server, empty when there is no cluster
     * @param status "ready", "settling" or "disabled"
     * @param peers all that are there, this server too, sorted by name
     */
    record Cluster(String name, String status, List<ClusterPeer> peers) {
        public static final Cluster NONE = new Cluster("", "disabled", List.of());
    }

    /**
     * A server.
     *
     * @param address host:port
     */
    record ClusterPeer(String name, String address) {}

    /**
     * An alert as somebody posts it.
     *
     * @param startsAt null for now, or for the end when that is given
     * @param endsAt null when not known: it ends by itself after {@code resolve_timeout} unless it
     *     is posted again
     */
    record PostedAlert(
            Labels labels,
            Labels annotations,
            @Nullable Instant startsAt,
            @Nullable Instant endsAt,
            String generatorUrl) {}

    /**
     * Which alerts are asked for.
     *
     * @param active whether those are that nothing suppresses
     * @param silenced whether silenced ones are
     * @param inhibited whether inhibited ones are
     * @param receivers names of the receivers of which an alert must have one
     */
    record AlertFilter(
            boolean active,
            boolean silenced,
            boolean inhibited,
            Predicate<Labels> labels,
            Predicate<String> receivers) {
        /** Everything. */
        public static final AlertFilter ALL =
                new AlertFilter(true, true, true, labels -> true, receiver -> true);
    }

    /**
     * An alert with what is known about it.
     *
     * @param receivers of the routes that it takes, in their order
     * @param silencedBy ids of active silences, sorted
     * @param inhibitedBy fingerprint of an alert that inhibits it, or nothing
     * @param mutedBy time intervals that mute the group in which it is listed
     */
    record AlertView(
            Alert alert,
            String fingerprint,
            Instant updatedAt,
            List<String> receivers,
            List<String> silencedBy,
            List<String> inhibitedBy,
            List<String> mutedBy) {
        public boolean isSuppressed() {
            return !silencedBy.isEmpty() || !inhibitedBy.isEmpty() || !mutedBy.isEmpty();
        }
    }

    /**
     * Alerts that are notified about together.
     *
     * @param labels by which they are grouped
     * @param routeLabels of the route, templates as they are written
     */
    record AlertGroup(Labels labels, Labels routeLabels, String receiver, List<AlertView> alerts) {}
}
