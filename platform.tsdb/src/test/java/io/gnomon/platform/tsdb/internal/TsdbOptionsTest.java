package io.gnomon.platform.tsdb.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Map;

/** Flags become options. */
class TsdbOptionsTest {
    private static TsdbOptions of(Map<String, String> flags) {
        return TsdbOptions.of(flags::get);
    }

    @Test
    void flagsAreRead() {
        TsdbOptions options =
                of(
                        Map.of(
                                "gnomon.data", "/d",
                                "storage.tsdb.path", "relative",
                                "storage.tsdb.retention.time", "3h"));
        assertEquals(Path.of("/d"), options.data());
        assertEquals(10_800_000, options.retentionMillis());
        assertEquals(Path.of("p"), of(Map.of("storage.tsdb.path", "p")).data());
    }

    @Test
    void fifteenDaysIsTheDefault() {
        long days15 = 15L * 86_400_000;
        assertEquals(days15, of(Map.of()).retentionMillis());
        assertEquals(days15, of(Map.of("storage.tsdb.retention.time", "")).retentionMillis());
        assertEquals(days15, of(Map.of("storage.tsdb.retention.time", "0s")).retentionMillis());
    }

    @Test
    void aRetentionThatIsNoneIsRefused() {
        IllegalArgumentException refusal =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> of(Map.of("storage.tsdb.retention.time", "soon")));
        assertEquals(
                "--storage.tsdb.retention.time: not a valid duration string: \"soon\"",
                refusal.getMessage());
    }
}
