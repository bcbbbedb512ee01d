package io.gnomon.platform.core.rules.internal.schedule;

/** The clock, and what wakes the loops. Any thread. */
interface Alarms extends AutoCloseable {
    long nowMillis();

    /** Runs the work when the time has come; never when the server stops before. */
    void at(long timeMillis, Runnable work);

    @Override
    void close();
}
