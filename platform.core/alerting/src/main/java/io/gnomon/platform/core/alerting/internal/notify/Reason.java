package io.gnomon.platform.core.alerting.internal.notify;

/** Why a notification is sent, in Alertmanager's words. */
public enum Reason {
    FIRST("first notification"),
    NEW_ALERTS("new alerts added"),
    SOME_RESOLVED("some alerts resolved"),
    ALL_RESOLVED("all alerts resolved"),
    REPEAT("repeat interval elapsed");

    private final String text;

    Reason(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
