package io.gnomon.platform.core.alerting.internal.state;

import io.gnomon.platform.core.alerting.Acknowledgement;
import io.gnomon.platform.core.alerting.AlertEvent;
import io.gnomon.platform.core.alerting.RecurringSilence;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.alerting.internal.acknowledge.AcknowledgementJournal;
import io.gnomon.platform.core.alerting.internal.alerts.AlertJournal;
import io.gnomon.platform.core.alerting.internal.alerts.StoredAlert;
import io.gnomon.platform.core.alerting.internal.escalate.Climb;
import io.gnomon.platform.core.alerting.internal.escalate.EscalationJournal;
import io.gnomon.platform.core.alerting.internal.history.HistoryJournal;
import io.gnomon.platform.core.alerting.internal.history.Mark;
import io.gnomon.platform.core.alerting.internal.notify.LogEntry;
import io.gnomon.platform.core.alerting.internal.notify.LogJournal;
import io.gnomon.platform.core.alerting.internal.silences.RecurringJournal;
import io.gnomon.platform.core.alerting.internal.silences.SilenceJournal;

/** Keeps all that must survive a crash, in the order in which it is given. */
public interface Journal
        extends AlertJournal,
                SilenceJournal,
                RecurringJournal,
                LogJournal,
                HistoryJournal,
                AcknowledgementJournal,
                EscalationJournal {
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
                public void put(AlertEvent event) {}

                @Override
                public void removeEvents(long beforeId) {}

                @Override
                public void put(Mark mark) {}

                @Override
                public void removeMark(String subject) {}

                @Override
                public void put(Acknowledgement acknowledgement) {}

                @Override
                public void removeAcknowledgement(String id) {}

                @Override
                public void put(Climb climb) {}

                @Override
                public void remove(Climb.Key key) {}

                @Override
                public void saved() {}
            };
}
