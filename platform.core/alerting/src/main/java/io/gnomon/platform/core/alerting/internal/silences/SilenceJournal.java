package io.gnomon.platform.core.alerting.internal.silences;

import io.gnomon.platform.core.alerting.Silence;

/** Keeps silences over a crash. Any thread, none waits. */
public interface SilenceJournal {
    void put(Silence silence);

    void removeSilence(String id);
}
