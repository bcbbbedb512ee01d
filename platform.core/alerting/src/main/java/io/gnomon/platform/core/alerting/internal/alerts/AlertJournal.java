package io.gnomon.platform.core.alerting.internal.alerts;

/** Keeps alerts over a crash. Any thread, none waits. */
public interface AlertJournal {
    void put(StoredAlert alert);

    void remove(StoredAlert alert);
}
