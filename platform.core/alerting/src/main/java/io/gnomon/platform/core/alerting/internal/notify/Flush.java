package io.gnomon.platform.core.alerting.internal.notify;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.internal.alerts.StoredAlert;
import io.gnomon.platform.core.config.alerting.Route;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A group whose time has come.
 *
 * @param labels by which the alerts are grouped
 * @param key the group's name for receivers
 * @param alerts in the order of notifications
 * @param now by which alerts count as firing or resolved
 * @param deadline when trying to deliver ends
 */
public record Flush(
        Route route,
        Labels labels,
        String key,
        List<StoredAlert> alerts,
        Instant now,
        Instant deadline,
        Group group) {

    /** The same with more time to deliver. */
    Flush extended(Duration more) {
        return new Flush(route, labels, key, alerts, now, deadline.plus(more), group);
    }

    /**
     * The same for receivers to which alerts go up: their own notifications, with a key of its own.
     */
    Flush upward() {
        return new Flush(route, labels, key + "/" + route.receiver(), alerts, now, deadline, group);
    }

    /** The group, as those see it who flush it. Any thread. */
    public interface Group {
        /** Says which time intervals mute the group now. */
        void mutedBy(List<String> intervals);

        /** Whether nobody wants the flush any more, because the routes are others now. */
        boolean isCancelled();

        /**
         * Called once: the flush has ended.
         *
         * @param successful whether every channel knows what it should
         */
        void flushed(boolean successful);
    }
}
