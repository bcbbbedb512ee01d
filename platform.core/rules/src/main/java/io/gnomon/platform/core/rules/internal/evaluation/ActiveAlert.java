package io.gnomon.platform.core.rules.internal.evaluation;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.rules.RulesView;
import io.gnomon.platform.core.rules.RulesView.State;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * An alert of a rule: pending, firing, or resolved and still remembered. Times are milliseconds,
 * {@link #NEVER} for what has not happened. Guarded by its rule.
 */
final class ActiveAlert {
    static final long NEVER = Long.MIN_VALUE;

    /** So long a resolved alert is remembered and sent again. */
    private static final long RESOLVED_RETENTION_MILLIS = 15 * 60_000;

    /** An alert is valid for so many of the longer of interval and resend delay. */
    private static final int VALID_FOR = 4;

    final Labels labels;
    private Labels annotations;
    private double value;
    private State state = State.PENDING;
    private long activeAt;
    private long firedAt = NEVER;
    private long resolvedAt = NEVER;
    private long keepFiringSince = NEVER;
    private long lastSentAt = NEVER;
    private long validUntil = NEVER;

    /** Its series by state: ALERTS pending, ALERTS firing, ALERTS_FOR_STATE; made when needed. */
    private final WrittenSeries.@Nullable Entry[] series = new WrittenSeries.@Nullable Entry[3];

    /** An alert that the expression yields for the first time. */
    ActiveAlert(Labels labels, Labels annotations, double value, long nowMillis) {
        this.labels = labels;
        this.annotations = annotations;
        this.value = value;
        this.activeAt = nowMillis;
    }

    boolean isInactive() {
        return state == State.INACTIVE;
    }

    State state() {
        return state;
    }

    long activeAt() {
        return activeAt;
    }

    /** The state of an outage before is restored. */
    void activeSince(long millis) {
        activeAt = millis;
    }

    /** The expression yields it again. */
    void update(ActiveAlert yielded) {
        value = yielded.value;
        annotations = yielded.annotations;
    }

    /** The expression yields it now. */
    void yielded() {
        keepFiringSince = NEVER;
    }

    /**
     * The expression does not yield it now.
     *
     * @return whether it goes on firing
     */
    boolean missing(long nowMillis, long keepFiringForMillis) {
        if (state == State.FIRING && keepFiringForMillis > 0) {
            if (keepFiringSince == NEVER) {
                keepFiringSince = nowMillis;
            }
            if (nowMillis - keepFiringSince < keepFiringForMillis) {
                return true;
            }
        }
        return false;
    }

    /**
     * It is over.
     *
     * @return whether it can be forgotten: nobody was told of it, or all have been long ago
     */
    boolean over(long nowMillis) {
        if (state == State.INACTIVE) {
            return resolvedAt != NEVER && nowMillis - resolvedAt > RESOLVED_RETENTION_MILLIS;
        }
        boolean toldNobody = state == State.PENDING;
        state = State.INACTIVE;
        resolvedAt = nowMillis;
        return toldNobody;
    }

    void fireWhenHeld(long nowMillis, long holdForMillis) {
        if (state == State.PENDING && nowMillis - activeAt >= holdForMillis) {
            state = State.FIRING;
            firedAt = nowMillis;
        }
    }

    /** What has to be sent now, null when nothing has. */
    @Nullable Alert toSend(
            long nowMillis, long resendDelayMillis, long intervalMillis, String generatorUrl) {
        if (state == State.PENDING) {
            return null;
        }
        boolean resolvedSince = resolvedAt > lastSentAt;
        if (!resolvedSince && lastSentAt != NEVER && lastSentAt + resendDelayMillis >= nowMillis) {
            return null;
        }
        lastSentAt = nowMillis;
        validUntil = nowMillis + VALID_FOR * Math.max(intervalMillis, resendDelayMillis);
        return new Alert(
                labels,
                annotations,
                Instant.ofEpochMilli(firedAt),
                Instant.ofEpochMilli(resolvedAt == NEVER ? validUntil : resolvedAt),
                generatorUrl);
    }

    /** ALERTS in the state that it has now. */
    WrittenSeries.Entry stateSeries(WrittenSeries all) {
        int at = state == State.PENDING ? 0 : 1;
        WrittenSeries.Entry entry = series[at];
        if (entry == null) {
            entry =
                    all.entry(
                            labels.toBuilder()
                                    .set(Labels.METRIC_NAME, AlertSeries.ALERTS)
                                    .set(AlertSeries.STATE, state.text())
                                    .build());
            series[at] = entry;
        }
        return entry;
    }

    /** ALERTS_FOR_STATE. */
    WrittenSeries.Entry forStateSeries(WrittenSeries all) {
        WrittenSeries.Entry entry = series[2];
        if (entry == null) {
            entry = all.entry(labels.with(Labels.METRIC_NAME, AlertSeries.FOR_STATE));
            series[2] = entry;
        }
        return entry;
    }

    RulesView.Alert view() {
        return new RulesView.Alert(
                labels,
                annotations,
                state,
                Instant.ofEpochMilli(activeAt),
                keepFiringSince == NEVER ? null : Instant.ofEpochMilli(keepFiringSince),
                value);
    }
}
