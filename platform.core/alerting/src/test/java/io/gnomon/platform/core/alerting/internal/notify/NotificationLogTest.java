package io.gnomon.platform.core.alerting.internal.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.platform.core.alerting.internal.FakeTime;
import io.gnomon.platform.core.alerting.internal.state.Journal;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

final class NotificationLogTest {
    private static final LogEntry.Key KEY = new LogEntry.Key("{}:{}", "ops", "webhook", 0);

    private final FakeTime time = new FakeTime();
    private final List<LogEntry> kept = new ArrayList<>();
    private final LogJournal disk =
            new LogJournal() {
                @Override
                public void put(LogEntry entry) {
                    kept.add(entry);
                }

                @Override
                public void remove(LogEntry.Key key) {}

                @Override
                public void saved() {}
            };

    private LogEntry entry(int sentSeconds, int expiresSeconds, long firing) {
        return new LogEntry(
                KEY,
                time.instant().plusSeconds(sentSeconds),
                time.instant().plusSeconds(expiresSeconds),
                Set.of(firing),
                Set.of(),
                Map.of(),
                0);
    }

    @Test
    void whatAnotherServerToldLaterCounts() throws Exception {
        NotificationLog log = new NotificationLog(time, Journal.NONE, Duration.ofHours(1));
        LogEntry ours = entry(0, 60, 1);
        log.delivered(ours);
        log.merge(entry(-1, 60, 2), disk);
        log.merge(entry(0, 60, 3), disk);
        assertEquals(ours, log.last(KEY));
        LogEntry theirs = entry(1, 60, 4);
        log.merge(theirs, disk);
        assertEquals(theirs, log.last(KEY));
        assertEquals(List.of(theirs), kept);
    }

    @Test
    void whatMayBeForgottenIsNotTaken() {
        NotificationLog log = new NotificationLog(time, Journal.NONE, Duration.ofHours(1));
        log.merge(entry(-60, 0, 1), disk);
        assertEquals(List.of(), log.all());
        log.merge(entry(-60, 1, 1), disk);
        assertEquals(1, log.size());
    }
}
