package io.gnomon.platform.core.alerting.internal.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.alerting.internal.TestDatabase;
import io.gnomon.platform.core.alerting.internal.alerts.StoredAlert;
import io.gnomon.platform.core.alerting.internal.notify.LogEntry;
import io.gnomon.platform.core.database.DatabaseException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

@Timeout(60)
final class GroupCommitTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    @TempDir Path folder;

    private static StoredAlert alert(String name, int end) {
        return new StoredAlert(
                new Alert(
                        Labels.of("alertname", name, "büro", "x\ny"),
                        Labels.of("summary", "all \"is\" bad"),
                        NOW,
                        NOW.plusSeconds(end),
                        "http://x/"),
                NOW.plusSeconds(1),
                end == 0);
    }

    private static final Silence SILENCE =
            new Silence(
                    "id-1",
                    List.of(
                            Matcher.equal("a", "b"),
                            new Matcher(Matcher.Type.NOT_REGEX, "c", "d|e")),
                    NOW,
                    NOW.plusSeconds(60),
                    NOW,
                    "me",
                    "because",
                    Map.of("ticket", "17"));

    private static final LogEntry ENTRY =
            new LogEntry(
                    new LogEntry.Key("{}:{a=\"b\"}", "ops", "webhook", 2),
                    NOW,
                    NOW.plusSeconds(600),
                    Set.of(1L, -2L),
                    Set.of(),
                    Map.of("message", "1"),
                    3);

    @Test
    void everythingComesBackAsItWas() throws Exception {
        try (TestDatabase database = new TestDatabase(folder)) {
            AlertingTables tables = new AlertingTables(database.database().dataSource());
            try (GroupCommit commit = new GroupCommit(tables, database.database()::flush)) {
                commit.put(alert("A", 60));
                commit.put(alert("B", 0));
                commit.put(SILENCE);
                commit.put(ENTRY);
                commit.saved();
                Stored stored = tables.read();
                assertEquals(Set.of(alert("A", 60), alert("B", 0)), Set.copyOf(stored.alerts()));
                assertEquals(List.of(SILENCE), stored.silences());
                assertEquals(List.of(ENTRY), stored.log());

                commit.put(alert("A", 90));
                commit.remove(alert("B", 0));
                commit.removeSilence("id-1");
                commit.remove(ENTRY.key());
                commit.saved();
                assertEquals(
                        new Stored(
                                List.of(alert("A", 90)),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                0),
                        tables.read());
            }
        }
        try (TestDatabase database = new TestDatabase(folder)) {
            AlertingTables tables = new AlertingTables(database.database().dataSource());
            assertEquals(List.of(alert("A", 90)), tables.read().alerts());
        }
    }

    @Test
    void aFailureIsToldAndWhatCameIsWrittenLater() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        try (TestDatabase database = new TestDatabase(folder)) {
            AlertingTables tables = new AlertingTables(database.database().dataSource());
            Runnable flush =
                    () -> {
                        if (broken.get()) {
                            throw new DatabaseException("the disk is full");
                        }
                        database.database().flush();
                    };
            try (GroupCommit commit = new GroupCommit(tables, flush)) {
                commit.put(alert("A", 60));
                String message =
                        String.valueOf(
                                assertThrows(IllegalStateException.class, commit::saved)
                                        .getMessage());
                assertTrue(message.contains("the disk is full"), message);
                broken.set(false);
                commit.put(alert("A", 61));
                commit.saved();
                assertEquals(List.of(alert("A", 61)), tables.read().alerts());
            }
        }
    }
}
