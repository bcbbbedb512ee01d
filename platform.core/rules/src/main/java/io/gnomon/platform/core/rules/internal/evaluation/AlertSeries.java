package io.gnomon.platform.core.rules.internal.evaluation;

/** Names of the series that alerts are stored as. */
final class AlertSeries {
    /** 1 while an alert is pending or firing; one series for each state. */
    static final String ALERTS = "ALERTS";

    /** Since when an alert is active, in seconds. */
    static final String FOR_STATE = "ALERTS_FOR_STATE";

    static final String STATE = "alertstate";
    static final String NAME = "alertname";

    private AlertSeries() {}
}
