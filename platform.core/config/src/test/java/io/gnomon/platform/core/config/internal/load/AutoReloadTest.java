package io.gnomon.platform.core.config.internal.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class AutoReloadTest {
    @TempDir Path folder;
    private Path file;
    private Instant now = Instant.ofEpochSecond(1000);
    private ConfigReader reader;
    private ConfigFiles files;

    @BeforeEach
    void start() throws Exception {
        file = folder.resolve("prometheus.yml");
        write("one");
        reader =
                new ConfigReader(
                        file.toString(),
                        "",
                        AlertmanagerSource.NONE,
                        folder,
                        folder,
                        ReadingOptions.PLAIN,
                        () -> null);
        files = new ConfigFiles(reader, () -> now, List::of);
        now = now.plusSeconds(1);
    }

    private void write(String job) throws Exception {
        Files.writeString(file, "scrape_configs: [{job_name: " + job + "}]");
    }

    private String job() {
        return files.current().scrapes().get(0).jobName();
    }

    @Test
    void contentCountsNotTheTime() throws Exception {
        try (AutoReload reload = new AutoReload(files, reader::checksum)) {
            Files.setLastModifiedTime(file, FileTime.fromMillis(1));
            reload.look();
            assertEquals(1000, files.lastReload().lastSuccess().getEpochSecond());
            FileTime before = Files.getLastModifiedTime(file);
            write("two");
            Files.setLastModifiedTime(file, before);
            reload.look();
            assertEquals("two", job());
        }
    }

    @Test
    void includedFilesCount() throws Exception {
        Files.writeString(file, "scrape_config_files: ['more/*.yml']");
        files.reload();
        try (AutoReload reload = new AutoReload(files, reader::checksum)) {
            Path more = Files.createDirectories(folder.resolve("more")).resolve("a.yml");
            Files.writeString(more, "scrape_configs: [{job_name: included}]");
            reload.look();
            assertEquals("included", job());
            Files.writeString(more, "scrape_configs: [{job_name: changed}]");
            reload.look();
            assertEquals("changed", job());
        }
    }

    @Test
    void ruleFilesCount() throws Exception {
        Files.writeString(file, "rule_files: ['rules/*.yml']");
        Path rules = Files.createDirectories(folder.resolve("rules")).resolve("a.yml");
        Files.writeString(rules, "groups: [{name: a}]");
        String before = reader.checksum();
        Files.writeString(rules, "groups: [{name: b}]");
        assertNotEquals(before, reader.checksum());
    }

    @Test
    void wrongFileIsToldOnceAndARepairedOneIsTaken() throws Exception {
        try (AutoReload reload = new AutoReload(files, reader::checksum)) {
            Files.writeString(file, "nonsense: true");
            reload.look();
            assertFalse(files.lastReload().successful());
            assertEquals("one", job());
            String error = files.lastReload().error();
            Files.delete(file);
            reload.look();
            assertTrue(files.lastReload().error().contains("does not exist"), error);
            write("three");
            reload.look();
            assertTrue(files.lastReload().successful());
            assertEquals("three", job());
        }
    }

    @Test
    void reloadThatWasAskedForIsNotDoneAgain() throws Exception {
        try (AutoReload reload = new AutoReload(files, reader::checksum)) {
            write("two");
            files.reload();
            Instant done = files.lastReload().lastSuccess();
            now = now.plusSeconds(1);
            reload.look();
            assertEquals(done, files.lastReload().lastSuccess());
        }
    }

    @Test
    void looksByItself() throws Exception {
        CountDownLatch changed = new CountDownLatch(1);
        var registration = files.onChange(config -> changed.countDown());
        try (AutoReload reload = new AutoReload(files, reader::checksum)) {
            write("two");
            reload.every(Duration.ofMillis(5));
            assertTrue(changed.await(30, TimeUnit.SECONDS));
        } finally {
            registration.close();
        }
    }

    @Test
    void intervalOfLessThanASecondIsRefused() {
        assertEquals(Duration.ofSeconds(30), ConfigStart.interval(null));
        assertEquals(Duration.ofMinutes(2), ConfigStart.interval("2m"));
        var e = assertThrows(IllegalArgumentException.class, () -> ConfigStart.interval("10ms"));
        assertEquals("--config.auto-reload-interval=10ms: give 1s or more", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> ConfigStart.interval("soon"));
    }
}
