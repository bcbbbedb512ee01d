package io.gnomon.platform.core.config.internal.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.storage.StorageAdmin;
import io.gnomon.model.storage.StorageReport;
import io.gnomon.model.storage.StorageRules;
import io.gnomon.model.storage.StoredBlock;
import io.gnomon.spi.settings.SettingsException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The section storage of gnomon.yml, and that the store is told of it. */
class StorageSectionTest {
    @TempDir Path folder;

    private ConfigFiles start(String text) throws Exception {
        return start(text, "");
    }

    private ConfigFiles start(String text, String prometheus) throws Exception {
        Path other = Files.writeString(folder.resolve("other.yml"), prometheus);
        Path file = Files.writeString(folder.resolve("gnomon.yml"), text);
        return new ConfigFiles(
                new ConfigReader(
                        other.toString(),
                        file.toString(),
                        AlertmanagerSource.NONE,
                        folder,
                        folder,
                        ReadingOptions.PLAIN,
                        () -> null),
                InstantSource.system(),
                List::of);
    }

    private String problem(String text) {
        SettingsException e = assertThrows(SettingsException.class, () -> start(text));
        return String.valueOf(e.getMessage());
    }

    @Test
    void rulesAreRead() throws Exception {
        StorageRules rules =
                rules(
                        start(
                                """
                                storage:
                                  retention:
                                    - match: '{job="billing", env!~"test|dev"}'
                                      keep: 400d
                                    - {match: up, keep: 0s}
                                  limits: {series: 1000, series_per_target: 50}
                                """));
        assertEquals(2, rules.retention().size());
        assertEquals(Duration.ofDays(400).toMillis(), rules.retention().get(0).keptMillis());
        assertEquals(
                "[job=\"billing\", env!~\"test|dev\"]",
                rules.retention().get(0).matchers().toString());
        assertEquals(0, rules.retention().get(1).keptMillis());
        assertEquals(new StorageRules.SeriesLimits(1000, 0, 50), rules.limits());
        assertEquals(StorageRules.NONE, rules(start("")));
        assertTrue(rules(start("storage: {durability: relaxed}")).relaxed());
    }

    private static StorageRules rules(ConfigFiles files) {
        return files.current().gnomon().storage().rules(files.current().storage());
    }

    @Test
    void whatPrometheusHasInItsFileIsReadThere() throws Exception {
        StorageRules rules =
                rules(
                        start(
                                "",
                                """
                                storage:
                                  tsdb:
                                    out_of_order_time_window: 2h
                                    retention: {time: 30d, size: 10GB, percentage: 70}
                                  exemplars: {max_exemplars: 7}
                                """));
        assertEquals(7, rules.exemplars());
        assertEquals(0, rules(start("", "storage: {exemplars: {max_exemplars: -1}}")).exemplars());
        assertEquals(Duration.ofHours(2).toMillis(), rules.outOfOrderMillis());
        assertEquals(
                new StorageRules.Kept(Duration.ofDays(30).toMillis(), 10L << 30, 70), rules.kept());
        SettingsException e =
                assertThrows(
                        SettingsException.class,
                        () -> start("", "storage: {tsdb: {out_of_order_time_window: soon}}"));
        assertTrue(String.valueOf(e.getMessage()).contains("other.yml:1:"), e.getMessage());
    }

    @Test
    void mistakesAreSaidWithTheirPlace() {
        String place = folder.resolve("gnomon.yml") + ":";
        String wrong = problem("storage:\n  retention:\n    - match: '{job}'\n      keep: 1d\n");
        assertTrue(wrong.startsWith(place + "3:7: the matchers \"{job}\" are wrong"), wrong);
        String unknown = problem("storage: {retentions: []}");
        assertTrue(unknown.startsWith(place + "1:11: unknown key"), unknown);
        String missing = problem("storage: {retention: [{match: up}]}");
        assertTrue(missing.contains("keep"), missing);
        String negative = problem("storage: {limits: {series: -1}}");
        assertTrue(negative.startsWith(place + "1:28: series"), negative);
    }

    private static final class Recording implements StorageAdmin {
        final List<StorageRules> told = new ArrayList<>();

        @Override
        public void rules(StorageRules rules) {
            told.add(rules);
        }

        @Override
        public StorageRules rules() {
            return told.getLast();
        }

        @Override
        public StorageReport report(int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<StoredBlock> blocks() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(List<Matcher> matchers, long min, long max) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void cleanTombstones() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String snapshot(boolean skipHead) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void theStoreIsToldAtTheStartAndAfterEachReload() throws Exception {
        ConfigFiles files = start("storage: {retention: [{match: up, keep: 1d}]}");
        Recording storage = new Recording();
        StorageRulesFeed feed = new StorageRulesFeed(files, storage);
        assertEquals(1, storage.rules().retention().size());
        Files.writeString(folder.resolve("gnomon.yml"), "");
        files.reload();
        assertEquals(List.of(), storage.rules().retention());
        feed.stop();
        files.reload();
        assertEquals(2, storage.told.size());
    }
}
