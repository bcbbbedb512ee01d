package io.gnomon.platform.core.alerting.internal;

import io.gnomon.platform.core.alerting.Acknowledgement;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.alerting.internal.acknowledge.Acknowledged;
import io.gnomon.platform.core.alerting.internal.notify.LogEntry;
import io.gnomon.platform.core.alerting.internal.notify.NotificationLog;
import io.gnomon.platform.core.alerting.internal.peers.Peers;
import io.gnomon.platform.core.alerting.internal.silences.Silences;
import io.gnomon.platform.core.alerting.internal.state.Journal;

import java.util.List;

/**
 * What the servers of a cluster have in common.
 *
 * @param disk keeps what comes from the others
 */
record SharedState(
        Silences kept, NotificationLog notifications, Acknowledged acknowledged, Journal disk)
        implements Peers.Known {
    @Override
    public List<Silence> silences() {
        return kept.all();
    }

    @Override
    public List<LogEntry> log() {
        return notifications.all();
    }

    @Override
    public List<Acknowledgement> acknowledgements() {
        return acknowledged.all();
    }

    @Override
    public void merge(Silence silence) {
        kept.merge(silence, disk);
    }

    @Override
    public void merge(LogEntry entry) {
        notifications.merge(entry, disk);
    }

    @Override
    public void merge(Acknowledgement acknowledgement) {
        acknowledged.merge(acknowledgement, disk);
    }
}
