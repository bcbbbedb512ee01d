package io.gnomon.platform.core.alerting.internal.state;

import io.gnomon.platform.core.alerting.RecurringSilence;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.alerting.internal.alerts.AlertJournal;
import io.gnomon.platform.core.alerting.internal.alerts.StoredAlert;
import io.gnomon.platform.core.alerting.internal.notify.LogEntry;
import io.gnomon.platform.core.alerting.internal.notify.LogJournal;
import io.gnomon.platform.core.alerting.internal.silences.RecurringJournal;
import io.gnomon.platform.core.alerting.internal.silences.SilenceJournal;

/** Keeps all that must survive a crash, in the order in which it is given. */
public interface Journal extends AlertJournal, SilenceJournal, RecurringJournal, LogJournal {
    /** Keeps nothing. */
    Journal NONE =
            new Journal() {
                @Override
                public void put(StoredAlert alert) {}

                @Override
                public void remove(StoredAlert alert) {}

                @Override
                public void put(Silence silence) {}

                @Override
                public void removeSilence(String id) {}

                @Override
                public void put(RecurringSilence silence) {}

                @Override
                public void removeRecurring(String id) {}

                @Override
                public void put(LogEntry entry) {}

                @Override
                public void remove(LogEntry.Key key) {}

                @Override
                public void saved() {}
            };
}
