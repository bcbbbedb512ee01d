package io.gnomon.platform.core.scrape.internal.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.platform.core.scrape.internal.append.ScrapeFailure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

class FailureLogsTest {
    @TempDir private Path folder;
    private final FailureLogs logs = new FailureLogs(() -> Instant.ofEpochMilli(1_500));

    private static String line(String sentence) {
        return "{\"time\":\"1970-01-01T00:00:01.500Z\",\"level\":\"ERROR\",\"msg\":\""
                + sentence
                + "\",\"job_name\":\"j\",\"target\":\"http://h/\"}\n";
    }

    @Test
    void aLineForEachFailureInTheFileOfTheJob() throws IOException {
        Path a = folder.resolve("a.log");
        Path b = folder.resolve("b.log");
        logs.open(Set.of(a.toString(), b.toString()));
        logs.write(a.toString(), "j", "http://h/", "no \"route\"");
        logs.write(a.toString(), "j", "http://h/", "again");
        logs.write("elsewhere", "j", "http://h/", "not configured");
        assertEquals(line("no \\\"route\\\"") + line("again"), Files.readString(a));
        assertEquals("", Files.readString(b));
    }

    @Test
    void aReloadOpensAFileThatWasMovedAwayAgain() throws IOException {
        Path file = folder.resolve("a.log");
        logs.open(Set.of(file.toString()));
        logs.write(file.toString(), "j", "http://h/", "one");
        Files.move(file, folder.resolve("old.log"));
        logs.open(Set.of(file.toString()));
        logs.write(file.toString(), "j", "http://h/", "two");
        assertEquals(line("two"), Files.readString(file));
        logs.open(Set.of());
        logs.write(file.toString(), "j", "http://h/", "three");
        assertEquals(line("two"), Files.readString(file));
    }

    @Test
    void aFileThatCannotBeMadeStopsNothing() {
        String impossible = folder.resolve("no/such/folder/a.log").toString();
        logs.open(Set.of(impossible));
        logs.write(impossible, "j", "http://h/", "one");
        assertFalse(Files.exists(folder.resolve("no")));
    }

    @Test
    void aFetchTellsWhyThereIsNoAnswer() {
        List<String> told = new ArrayList<>();
        LoggedFetch fetch = new LoggedFetch(new NoFetch("no client"), told::add);
        ScrapeFailure failure =
                assertThrows(ScrapeFailure.class, () -> fetch.fetch(Duration.ofSeconds(1)));
        assertEquals("no client", failure.sentence());
        assertEquals(List.of("no client"), told);
    }
}
