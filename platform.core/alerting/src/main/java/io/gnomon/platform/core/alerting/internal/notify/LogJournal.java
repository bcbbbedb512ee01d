package io.gnomon.platform.core.alerting.internal.notify;

/** Keeps the notification log over a crash. Any thread. */
public interface LogJournal {
    void put(LogEntry entry);

    void remove(LogEntry.Key key);

    /** Waits until all that the calling thread has given is on disk. */
    void saved() throws InterruptedException;
}
