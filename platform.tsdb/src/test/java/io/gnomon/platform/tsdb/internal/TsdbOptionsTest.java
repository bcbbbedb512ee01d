package io.gnomon.platform.tsdb.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.storage.StorageRules;
import io.gnomon.platform.tsdb.internal.life.Retention;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void zerosAtStartTimesAreAFeature() {
        String feature = "a,created-timestamp-zero-ingestion";
        assertTrue(of(Map.of("enable-feature", feature)).startZeros());
        assertFalse(of(Map.of("enable-feature", "created-timestamp")).startZeros());
    }

    @Test
    void fifteenDaysIsTheDefault() {
        long days15 = 15L * 86_400_000;
        assertEquals(days15, of(Map.of()).retentionMillis());
        assertEquals(days15, of(Map.of("storage.tsdb.retention.time", "")).retentionMillis());
        assertEquals(days15, of(Map.of("storage.tsdb.retention.time", "0s")).retentionMillis());
    }

    private static Retention.Rules kept(
            Map<String, String> flags, long millis, long bytes, double percent) throws IOException {
        return of(flags)
                .kept(StorageRules.NONE.withKept(new StorageRules.Kept(millis, bytes, percent)));
    }

    @Test
    void whatTheFileSaysCountsBeforeTheFlags() throws Exception {
        long days15 = 15L * 86_400_000;
        Map<String, String> none = Map.of("gnomon.data", "/");
        Map<String, String> both =
                Map.of(
                        "gnomon.data", "/",
                        "storage.tsdb.retention.time", "3h",
                        "storage.tsdb.retention.size", "1KB");
        assertEquals(new Retention.Rules(List.of(), days15, 0), kept(none, 0, 0, 0));
        assertEquals(new Retention.Rules(List.of(), 7, 0), kept(none, 7, 0, 0));
        assertEquals(new Retention.Rules(List.of(), 0, 9), kept(none, 0, 9, 0), "size alone");
        assertEquals(new Retention.Rules(List.of(), 10_800_000, 1024), kept(both, 0, 0, 0));
        assertEquals(new Retention.Rules(List.of(), 7, 9), kept(both, 7, 9, 0));
        long disk = Files.getFileStore(Path.of("/")).getTotalSpace();
        assertTrue(Math.abs(disk / 4 - kept(none, 0, 0, 25).bytes()) <= 1);
        assertEquals(9, kept(none, 0, 9, 25).bytes());
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
