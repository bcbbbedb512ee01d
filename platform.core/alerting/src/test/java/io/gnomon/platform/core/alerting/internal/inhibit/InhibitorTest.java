package io.gnomon.platform.core.alerting.internal.inhibit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.internal.alerts.StoredAlert;
import io.gnomon.platform.core.config.alerting.InhibitRule;
import io.gnomon.platform.core.config.alerting.MatcherSyntax;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

final class InhibitorTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private static Inhibitor inhibitor(String source, String target, String... equal) {
        return new Inhibitor(
                List.of(
                        new InhibitRule(
                                "",
                                MatcherSyntax.FALLBACK.parse(source),
                                MatcherSyntax.FALLBACK.parse(target),
                                List.of(equal),
                                false)));
    }

    private static StoredAlert alert(int endSeconds, String... labels) {
        return new StoredAlert(
                new Alert(
                        Labels.of(labels),
                        Labels.EMPTY,
                        NOW.minusSeconds(60),
                        NOW.plusSeconds(endSeconds),
                        ""),
                NOW,
                false);
    }

    private static boolean inhibits(Inhibitor inhibitor, String... labels) {
        return inhibitor.inhibiting(Labels.of(labels), NOW).isPresent();
    }

    @Test
    void onlyAFiringSourceWithEqualLabelsInhibits() {
        Inhibitor inhibitor = inhibitor("s=1", "t=1", "cluster");
        inhibitor.put(alert(60, "s", "1", "cluster", "a"));
        assertEquals(true, inhibits(inhibitor, "t", "1", "cluster", "a"));
        assertEquals(false, inhibits(inhibitor, "t", "1", "cluster", "b"));
        assertEquals(false, inhibits(inhibitor, "t", "2", "cluster", "a"));
        inhibitor.put(alert(0, "s", "1", "cluster", "a"));
        assertEquals(false, inhibits(inhibitor, "t", "1", "cluster", "a"));
    }

    @Test
    void aLabelThatBothMissIsEqual() {
        Inhibitor inhibitor = inhibitor("s=1", "t=1", "cluster");
        inhibitor.put(alert(60, "s", "1"));
        assertEquals(true, inhibits(inhibitor, "t", "1"));
        assertEquals(true, inhibits(inhibitor, "t", "1", "cluster", ""));
        assertEquals(false, inhibits(inhibitor, "t", "1", "cluster", "a"));
    }

    @Test
    void alertsThatMatchBothSidesDoNotInhibitEachOther() {
        Inhibitor inhibitor = inhibitor("s=1", "t=1");
        inhibitor.put(alert(60, "s", "1", "t", "1", "i", "1"));
        assertEquals(false, inhibits(inhibitor, "s", "1", "t", "1", "i", "2"));
        assertEquals(true, inhibits(inhibitor, "t", "1"));
        // A source that is no target does inhibit, whichever came first.
        inhibitor.put(alert(60, "s", "1", "i", "3"));
        assertEquals(true, inhibits(inhibitor, "s", "1", "t", "1", "i", "2"));
    }

    @Test
    void oneOfSeveralSourcesIsEnoughUntilAllAreGone() {
        Inhibitor inhibitor = inhibitor("s=1", "t=1");
        StoredAlert first = alert(60, "s", "1", "i", "1");
        StoredAlert second = alert(60, "s", "1", "i", "2");
        inhibitor.put(first);
        inhibitor.put(second);
        inhibitor.removed(first);
        assertEquals(second, inhibitor.inhibiting(Labels.of("t", "1"), NOW).orElseThrow());
        inhibitor.removed(second);
        assertEquals(false, inhibits(inhibitor, "t", "1"));
    }
}
