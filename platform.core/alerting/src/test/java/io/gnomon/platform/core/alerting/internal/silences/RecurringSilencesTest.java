package io.gnomon.platform.core.alerting.internal.silences;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.alerting.RecurringSilence;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.alerting.SilenceRefused;
import io.gnomon.platform.core.alerting.internal.state.Journal;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** On a clock that is set; what looks each minute is called by hand. */
final class RecurringSilencesTest {
    private static final Labels ALERT = Labels.of("alertname", "A", "job", "node");
    private static final String NIGHTS =
            "[{\"times\": [{\"start_time\": \"02:00\", \"end_time\": \"03:00\"}],"
                    + " \"location\": \"Europe/Berlin\"}]";

    private Instant now = Instant.parse("2026-01-02T00:59:30Z");
    private int ids;

    private final Silences silences =
            new Silences(
                    () -> now,
                    Journal.NONE,
                    new Silences.Limits(Duration.ofDays(5), 0, 0),
                    () -> "s" + ids++);
    private final RecurringSilences recurring =
            new RecurringSilences(() -> now, silences, Journal.NONE, () -> "r" + ids++);

    private static RecurringSilence draft(String id, String job, String intervals) {
        return RecurringSilence.draft(
                id, List.of(Matcher.equal("job", job)), intervals, "me", "backup");
    }

    private List<String> silencing(String time) {
        now = Instant.parse(time);
        recurring.look();
        return silences.silencing(ALERT);
    }

    @Test
    void eachSpanHasAnOrdinarySilenceInItsTimeZone() throws Exception {
        String id = recurring.set(draft("", "node", NIGHTS));
        assertEquals(List.of(), silencing("2026-01-02T00:59:59Z"));
        List<String> first = silencing("2026-01-02T01:00:00Z");
        assertEquals(1, first.size());
        Silence silence = silences.all().get(0);
        assertEquals(Map.of(RecurringSilence.ANNOTATION, id), silence.annotations());
        assertEquals(Instant.parse("2026-01-02T01:59:59.999Z"), silence.endsAt());
        assertEquals("backup", silence.comment());
        assertEquals(first, silencing("2026-01-02T01:59:59Z"));
        assertEquals(List.of(), silencing("2026-01-02T02:00:00Z"));
        // Summer time begins on 29 March: 02:00 is there at 00:00.
        assertEquals(1, silencing("2026-03-30T00:30:00Z").size());
        assertEquals(2, silences.all().size());
    }

    @Test
    void expiringTheSilenceEndsThisSpanOnly() throws Exception {
        String _ = recurring.set(draft("", "node", NIGHTS));
        silences.expire(silencing("2026-01-02T01:10:00Z").get(0));
        assertEquals(List.of(), silencing("2026-01-02T01:11:00Z"));
        assertEquals(1, silencing("2026-01-03T01:00:00Z").size());
    }

    @Test
    void aChangeAndTheEndCountAtOnce() throws Exception {
        now = Instant.parse("2026-01-02T01:10:00Z");
        String id = recurring.set(draft("", "node", NIGHTS));
        assertEquals(1, silences.silencing(ALERT).size());
        now = now.plusSeconds(1);
        assertEquals(id, recurring.set(draft(id, "other", NIGHTS)));
        now = now.plusSeconds(1);
        assertEquals(List.of(), silences.silencing(ALERT));
        assertEquals(1, silences.silencing(Labels.of("alertname", "A", "job", "other")).size());
        recurring.delete(id);
        now = now.plusSeconds(1);
        assertEquals(List.of(), silences.silencing(Labels.of("alertname", "A", "job", "other")));
        assertEquals(List.of(), recurring.all());
        assertEquals(List.of(), silencing("2026-01-03T01:10:00Z"));
    }

    @Test
    void aLongSpanIsSilentWithoutAGap() throws Exception {
        now = Instant.parse("2026-01-02T01:10:20Z");
        String _ = recurring.set(draft("", "node", "[{\"years\": [\"2026\"]}]"));
        for (int day = 0; day < 20; day++) {
            Instant midnight = Instant.parse("2026-01-03T01:10:00Z").plus(Duration.ofDays(day));
            assertEquals(1, silencing(midnight.toString()).size(), midnight.toString());
        }
        assertEquals(3, silences.all().size());
    }

    @Test
    void whatIsWrongIsRefused() throws Exception {
        for (String intervals :
                List.of("[]", "[{\"weekdays\": [\"someday\"]}]", "[{\"colour\": 1}]", "{", "7")) {
            SilenceRefused e =
                    assertThrows(
                            SilenceRefused.class,
                            () -> recurring.set(draft("", "node", intervals)),
                            intervals);
            assertEquals(SilenceRefused.Kind.INVALID, e.kind());
            assertTrue(e.getMessage() != null && e.getMessage().contains("recurring"), intervals);
        }
        assertThrows(SilenceRefused.class, () -> recurring.set(draft("r9", "node", NIGHTS)));
        assertThrows(SilenceRefused.class, () -> recurring.delete("r9"));
        assertThrows(SilenceRefused.class, () -> recurring.set(draft("", "", NIGHTS)));
        assertEquals(List.of(), silences.all());
    }
}
