package io.gnomon.platform.core.alerting.internal.notify;

import io.gnomon.model.alert.Alert;
import io.gnomon.platform.core.alerting.internal.alerts.StoredAlert;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A flushed group on its way to one channel. For one thread at a time. */
final class Sending {
    private final Flush flush;
    private final List<StoredAlert> alerts;
    private final Rendering rendering;
    private final Ended ended;
    private int attempts;
    private String lastProblem = "";
    private String reason = "";

    /** Alerts that are not told this time, because somebody has taken notice of them. */
    private Set<Long> omitted = Set.of();

    /** Told once what became of it. */
    interface Ended {
        void ended(boolean successful);
    }

    /**
     * @param alerts those of the flush that nothing suppresses, at least one
     */
    Sending(Flush flush, List<StoredAlert> alerts, Rendering rendering, Ended ended) {
        this.flush = flush;
        this.alerts = alerts;
        this.rendering = rendering;
        this.ended = ended;
    }

    Flush flush() {
        return flush;
    }

    Rendering rendering() {
        return rendering;
    }

    Set<Long> firing() {
        return fingerprints(false);
    }

    Set<Long> resolved() {
        return fingerprints(true);
    }

    private Set<Long> fingerprints(boolean areResolved) {
        return alerts.stream()
                .filter(alert -> alert.isResolvedAt(flush.now()) == areResolved)
                .map(StoredAlert::fingerprint)
                .collect(Collectors.toSet());
    }

    /** The firing alerts, omitted ones too. */
    List<StoredAlert> firingAlerts() {
        return alerts.stream().filter(alert -> !alert.isResolvedAt(flush.now())).toList();
    }

    void omit(Set<Long> fingerprints) {
        omitted = fingerprints;
    }

    Set<Long> omitted() {
        return omitted;
    }

    /** The alerts to tell of. */
    List<Alert> alerts(boolean withResolved) {
        return alerts.stream()
                .filter(alert -> withResolved || !alert.isResolvedAt(flush.now()))
                .filter(alert -> !omitted.contains(alert.fingerprint()))
                .map(StoredAlert::alert)
                .toList();
    }

    /** Counts a failed attempt; whether its problem is another one than before. */
    boolean failed(String problem) {
        attempts++;
        boolean fresh = !problem.equals(lastProblem);
        lastProblem = problem;
        return fresh;
    }

    /** Why it is sent, empty when it was not tried yet. */
    String reason() {
        return reason;
    }

    void reason(Reason why) {
        reason = why.text();
    }

    int attempts() {
        return attempts;
    }

    String lastProblem() {
        return lastProblem;
    }

    void end(boolean successful) {
        ended.ended(successful);
    }
}
