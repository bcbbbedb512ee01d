package io.gnomon.platform.core.alerting.internal.peers;

import io.gnomon.platform.core.alerting.Acknowledgement;
import io.gnomon.platform.core.alerting.AlertEvent;
import io.gnomon.platform.core.alerting.RecurringSilence;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.alerting.internal.alerts.StoredAlert;
import io.gnomon.platform.core.alerting.internal.escalate.Climb;
import io.gnomon.platform.core.alerting.internal.history.Mark;
import io.gnomon.platform.core.alerting.internal.notify.LogEntry;
import io.gnomon.platform.core.alerting.internal.state.Journal;

/** Tells the other servers what this one keeps: silences, acknowledgements and what was told. */
record SharedJournal(Journal disk, Peers peers) implements Journal {
    @Override
    public void put(StoredAlert alert) {
        disk.put(alert);
    }

    @Override
    public void remove(StoredAlert alert) {
        disk.remove(alert);
    }

    @Override
    public void put(Silence silence) {
        disk.put(silence);
        peers.changed(new Frame.Content.OfSilence(silence));
    }

    @Override
    public void removeSilence(String id) {
        disk.removeSilence(id);
    }

    @Override
    public void put(RecurringSilence silence) {
        disk.put(silence);
    }

    @Override
    public void removeRecurring(String id) {
        disk.removeRecurring(id);
    }

    @Override
    public void put(LogEntry entry) {
        disk.put(entry);
        peers.changed(new Frame.Content.OfEntry(entry));
    }

    @Override
    public void remove(LogEntry.Key key) {
        disk.remove(key);
    }

    @Override
    public void put(AlertEvent event) {
        disk.put(event);
    }

    @Override
    public void removeEvents(long beforeId) {
        disk.removeEvents(beforeId);
    }

    @Override
    public void put(Mark mark) {
        disk.put(mark);
    }

    @Override
    public void removeMark(String subject) {
        disk.removeMark(subject);
    }

    @Override
    public void put(Acknowledgement acknowledgement) {
        disk.put(acknowledgement);
        peers.changed(new Frame.Content.OfAcknowledgement(acknowledgement));
    }

    @Override
    public void removeAcknowledgement(String id) {
        disk.removeAcknowledgement(id);
    }

    @Override
    public void put(Climb climb) {
        disk.put(climb);
    }

    @Override
    public void remove(Climb.Key key) {
        disk.remove(key);
    }

    @Override
    public void saved() throws InterruptedException {
        disk.saved();
    }
}
