package io.gnomon.platform.core.alerting.internal.acknowledge;

import io.gnomon.platform.core.alerting.Acknowledgement;

/** Keeps acknowledgements over a crash. Any thread, none waits. */
public interface AcknowledgementJournal {
    void put(Acknowledgement acknowledgement);

    void removeAcknowledgement(String id);
}
