package io.gnomon.platform.core.alerting.internal.state;

import io.gnomon.platform.core.alerting.Acknowledgement;
import io.gnomon.platform.core.alerting.RecurringSilence;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.alerting.internal.alerts.StoredAlert;
import io.gnomon.platform.core.alerting.internal.escalate.Climb;
import io.gnomon.platform.core.alerting.internal.history.Mark;
import io.gnomon.platform.core.alerting.internal.notify.LogEntry;

import java.util.List;

/**
 * What the database has at start.
 *
 * @param lastEvent greatest id of the history, 0 when there is none
 */
public record Stored(
        List<StoredAlert> alerts,
        List<Silence> silences,
        List<RecurringSilence> recurring,
        List<LogEntry> log,
        List<Mark> marks,
        List<Acknowledgement> acknowledgements,
        List<Climb> climbs,
        long lastEvent) {
    public static final Stored NOTHING =
            new Stored(
                    List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), 0);
}
