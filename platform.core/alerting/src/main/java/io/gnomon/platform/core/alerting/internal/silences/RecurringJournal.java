package io.gnomon.platform.core.alerting.internal.silences;

import io.gnomon.platform.core.alerting.RecurringSilence;

/** Keeps recurring silences over a crash. Any thread, none waits. */
public interface RecurringJournal {
    void put(RecurringSilence silence);

    void removeRecurring(String id);
}
