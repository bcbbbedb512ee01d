package io.gnomon.platform.core.alerting.internal.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** The five reasons, and when there is none. */
final class LogEntryTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private static LogEntry told(int secondsAgo, Set<Long> firing, Set<Long> resolved) {
        return new LogEntry(
                new LogEntry.Key("k", "r", "webhook", 0),
                NOW.minusSeconds(secondsAgo),
                NOW,
                firing,
                resolved,
                Map.of(),
                0);
    }

    private static @Nullable Reason reason(
            @Nullable LogEntry last, Set<Long> firing, Set<Long> resolved, boolean sendResolved) {
        return LogEntry.reason(last, firing, resolved, sendResolved, Duration.ofSeconds(60), NOW);
    }

    @Test
    void theFirstNotificationNeedsAFiringAlert() {
        assertEquals(Reason.FIRST, reason(null, Set.of(1L), Set.of(), true));
        assertEquals(null, reason(null, Set.of(), Set.of(1L), true));
        assertEquals(
                Reason.FIRST, reason(told(5, Set.of(), Set.of(1L)), Set.of(2L), Set.of(), true));
    }

    @Test
    void newFiringAlertsAreTold() {
        LogEntry last = told(5, Set.of(1L), Set.of());
        assertEquals(Reason.NEW_ALERTS, reason(last, Set.of(1L, 2L), Set.of(), true));
        assertEquals(null, reason(last, Set.of(1L), Set.of(), true));
    }

    @Test
    void theEndOfAllIsToldWhateverTheReceiverWantsTheEndOfSomeOnlyIfItWants() {
        LogEntry last = told(5, Set.of(1L, 2L), Set.of());
        assertEquals(Reason.ALL_RESOLVED, reason(last, Set.of(), Set.of(1L), false));
        assertEquals(Reason.SOME_RESOLVED, reason(last, Set.of(1L), Set.of(2L), true));
        assertEquals(null, reason(last, Set.of(1L), Set.of(2L), false));
        assertEquals(null, reason(told(5, Set.of(1L), Set.of(2L)), Set.of(1L), Set.of(2L), true));
        assertEquals(null, reason(told(5, Set.of(), Set.of(1L)), Set.of(), Set.of(1L, 2L), true));
    }

    @Test
    void whatFiresOnIsRepeatedAfterTheInterval() {
        assertEquals(null, reason(told(60, Set.of(1L), Set.of()), Set.of(1L), Set.of(), true));
        assertEquals(
                Reason.REPEAT, reason(told(61, Set.of(1L), Set.of()), Set.of(1L), Set.of(), true));
    }
}
