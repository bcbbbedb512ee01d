package io.gnomon.platform.core.alerting.internal.state;

import io.gnomon.platform.core.alerting.RecurringSilence;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.alerting.internal.alerts.StoredAlert;
import io.gnomon.platform.core.alerting.internal.notify.LogEntry;

import java.util.List;

/** What the database has at start. */
public record Stored(
        List<StoredAlert> alerts,
        List<Silence> silences,
        List<RecurringSilence> recurring,
        List<LogEntry> log) {
    public static final Stored NOTHING = new Stored(List.of(), List.of(), List.of(), List.of());
}
