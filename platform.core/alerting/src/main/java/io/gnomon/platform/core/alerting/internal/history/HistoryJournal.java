package io.gnomon.platform.core.alerting.internal.history;

import io.gnomon.platform.core.alerting.AlertEvent;

/** Keeps the history over a crash. Any thread, none waits. */
public interface HistoryJournal {
    void put(AlertEvent event);

    /** Forgets events with lesser ids. */
    void removeEvents(long beforeId);

    void put(Mark mark);

    void removeMark(String subject);
}
