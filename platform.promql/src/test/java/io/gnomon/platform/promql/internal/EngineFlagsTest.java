package io.gnomon.platform.promql.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.promql.internal.run.EngineSettings;

import org.junit.jupiter.api.Test;

import java.util.Map;

class EngineFlagsTest {
    @Test
    void readsPrometheusFlags() {
        Map<String, String> flags =
                Map.of(
                        "query.lookback-delta", "1m",
                        "query.timeout", "30s",
                        "query.max-samples", "1000",
                        "query.max-concurrency", "3",
                        "enable-feature", "promql-experimental-functions,agent");
        EngineSettings settings = EngineFlags.read(flags::get);
        assertEquals(60_000, settings.lookbackMillis());
        assertEquals(30_000, settings.timeoutMillis());
        assertEquals(1000, settings.maxSamples());
        assertEquals(3, settings.maxConcurrency());
        assertTrue(settings.language().functions());
        assertFalse(settings.language().fill());
        assertFalse(settings.delayedNameRemoval());
    }

    @Test
    void hasPrometheusDefaults() {
        EngineSettings settings = EngineFlags.read(name -> null);
        assertEquals(300_000, settings.lookbackMillis());
        assertEquals(120_000, settings.timeoutMillis());
        assertEquals(50_000_000, settings.maxSamples());
        assertEquals(20, settings.maxConcurrency());
    }

    @Test
    void namesTheFlagThatIsWrong() {
        Map<String, String> duration = Map.of("query.timeout", "soon");
        assertEquals(
                "--query.timeout: not a valid duration string: \"soon\"",
                assertThrows(IllegalArgumentException.class, () -> EngineFlags.read(duration::get))
                        .getMessage());
        Map<String, String> number = Map.of("query.max-samples", "many");
        assertEquals(
                "--query.max-samples: \"many\" is not a whole number",
                assertThrows(IllegalArgumentException.class, () -> EngineFlags.read(number::get))
                        .getMessage());
        Map<String, String> zero = Map.of("query.max-concurrency", "0");
        assertEquals(
                "--query.max-concurrency: 0 is not greater than 0",
                assertThrows(IllegalArgumentException.class, () -> EngineFlags.read(zero::get))
                        .getMessage());
    }
}
