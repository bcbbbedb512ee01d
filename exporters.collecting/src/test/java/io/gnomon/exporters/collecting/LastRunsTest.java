package io.gnomon.exporters.collecting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.spi.exporter.CollectorReport.Result;
import io.gnomon.spi.exporter.CollectorReport.Run;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

class LastRunsTest {
    private final LastRuns last = new LastRuns(() -> Instant.EPOCH);

    @Test
    void theSameReasonIsNewsOnce() {
        assertTrue(last.note("", "a", Result.FAILED, 1, "down"));
        assertFalse(last.note("", "a", Result.FAILED, 1, "down"));
        assertTrue(last.note("", "a", Result.FAILED, 1, "slow"));
        assertFalse(last.note("", "a", Result.SUCCEEDED, 1, ""));
        assertTrue(last.note("", "a", Result.FAILED, 1, "slow"));
        assertTrue(last.note("db", "a", Result.FAILED, 1, "slow"), "of another target");
    }

    @Test
    void tellsTheLastRunOfEach() {
        last.note("db", "b", Result.FAILED, 0.5, "down");
        last.note("", "b", Result.SUCCEEDED, 2, "");
        last.note("db", "b", Result.LACKING, 0.25, "no such table");
        assertEquals(
                List.of(
                        new Run("", "b", Result.SUCCEEDED, Instant.EPOCH, millis(2000), ""),
                        new Run(
                                "db",
                                "b",
                                Result.LACKING,
                                Instant.EPOCH,
                                millis(250),
                                "no such table")),
                last.report(Set.of("b")).runs());
        assertEquals(Set.of("b"), last.report(Set.of("b")).on());
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    @Test
    void theOldestAreForgotten() {
        last.note("kept", "a", Result.SUCCEEDED, 1, "");
        last.note("gone", "a", Result.SUCCEEDED, 1, "");
        last.note("kept", "a", Result.SUCCEEDED, 1, "");
        for (int i = 2; i <= LastRuns.MOST; i++) {
            last.note("t" + i, "a", Result.SUCCEEDED, 1, "");
        }
        List<String> targets = last.report(Set.of()).runs().stream().map(Run::target).toList();
        assertEquals(LastRuns.MOST, targets.size());
        assertTrue(targets.contains("kept"));
        assertFalse(targets.contains("gone"));
    }
}
