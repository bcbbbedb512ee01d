package io.gnomon.platform.promql.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

class ActiveQueriesTest {
    /** When a process began that came after the one that wrote the file. */
    private static final Instant LATER = Instant.MAX;

    @TempDir private Path folder = Path.of("");

    private Path file() {
        return folder.resolve("queries.active");
    }

    @Test
    void namesTheQueriesThatDidNotEnd() throws Exception {
        ActiveQueries active = ActiveQueries.create(file(), 3);
        int first = active.begin("up", 7);
        active.begin("sum(rate(x[5m]))", 8);
        active.end(first);
        // As after a crash: nobody closes it.
        assertEquals(
                List.of("{\"query\":\"sum(rate(x[5m]))\",\"timestamp_sec\":8}"),
                ActiveQueries.unfinished(file(), LATER));
        active.close();
        assertEquals(List.of(), ActiveQueries.unfinished(file(), LATER));
    }

    @Test
    void doesNotNameThoseThatAnotherEngineOfThisProcessRuns() throws Exception {
        Instant started = Instant.now().minusSeconds(60);
        ActiveQueries.create(file(), 3).begin("up", 7);
        assertEquals(List.of(), ActiveQueries.unfinished(file(), started));
    }

    @Test
    void cutsLongQueriesAndStaysJson() throws Exception {
        ActiveQueries active = ActiveQueries.create(file(), 1);
        String query = "\u00e4\"\\\n\u0001\ud83d\ude00".repeat(300);
        active.begin(query, 9);
        String entry = ActiveQueries.unfinished(file(), LATER).getFirst();
        String read = new ObjectMapper().readTree(entry).get("query").asText();
        assertTrue(read.length() > 300 && query.startsWith(read), entry);
        assertEquals(1 + ActiveQueries.ENTRY, Files.size(file()));
    }

    @Test
    void takesNoMoreThanItHasPlacesFor() throws Exception {
        ActiveQueries active = ActiveQueries.create(file(), 1);
        assertEquals(0, active.begin("a", 0));
        assertEquals(-1, active.begin("b", 0));
        active.end(-1);
        active.end(0);
        assertEquals(0, active.begin("c", 0));
    }

    @Test
    void readsWhatIsNotThereAsNothing() throws Exception {
        assertEquals(List.of(), ActiveQueries.unfinished(file(), LATER));
        Files.write(file(), new byte[] {'['});
        assertEquals(List.of(), ActiveQueries.unfinished(file(), LATER));
    }
}
