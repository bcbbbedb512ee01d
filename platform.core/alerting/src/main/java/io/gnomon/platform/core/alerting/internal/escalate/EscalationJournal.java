package io.gnomon.platform.core.alerting.internal.escalate;

/** Keeps how far alerts have gone up over a crash. Any thread, none waits. */
public interface EscalationJournal {
    void put(Climb climb);

    void remove(Climb.Key key);
}
