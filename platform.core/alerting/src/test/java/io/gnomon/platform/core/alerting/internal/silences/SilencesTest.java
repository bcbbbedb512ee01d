package io.gnomon.platform.core.alerting.internal.silences;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.alerting.SilenceRefused;
import io.gnomon.platform.core.alerting.internal.FakeTime;
import io.gnomon.platform.core.alerting.internal.state.Journal;
import io.gnomon.platform.core.config.alerting.MatcherSyntax;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

final class SilencesTest {
    private final FakeTime time = new FakeTime();
    private int ids;

    private Silences silences(int countMax, int bytesMax) {
        return new Silences(
                time,
                Journal.NONE,
                new Silences.Limits(Duration.ofHours(1), countMax, bytesMax),
                () -> "s" + ids++);
    }

    private final Silences silences = silences(0, 0);

    private Silence draft(String id, int startSeconds, int endSeconds, String... matchers) {
        List<Matcher> all = new ArrayList<>();
        for (String matcher : matchers) {
            all.add(MatcherSyntax.FALLBACK.parseOne(matcher));
        }
        Instant now = time.instant();
        return new Silence(
                id,
                all,
                now.plusSeconds(startSeconds),
                now.plusSeconds(endSeconds),
                Instant.EPOCH,
                "me",
                "because",
                Map.of());
    }

    private Silence.State state(String id) {
        Silence silence = silences.get(id);
        assertNotNull(silence);
        return silence.stateAt(time.instant());
    }

    private static final Labels ALERT = Labels.of("alertname", "A", "job", "node");

    @Test
    void aSilenceIsPendingActiveAndExpired() throws Exception {
        String id = silences.set(draft("", 60, 120, "job=node"));
        assertEquals(Silence.State.PENDING, state(id));
        assertEquals(List.of(), silences.silencing(ALERT));
        time.advanceSeconds(60);
        assertEquals(List.of(id), silences.silencing(ALERT));
        time.advanceSeconds(60);
        assertEquals(List.of(id), silences.silencing(ALERT));
        time.advanceSeconds(1);
        assertEquals(Silence.State.EXPIRED, state(id));
        assertEquals(List.of(), silences.silencing(ALERT));
    }

    @Test
    void aStartInThePastIsNow() throws Exception {
        String id = silences.set(draft("", -60, 120, "job=node"));
        Silence silence = silences.get(id);
        assertNotNull(silence);
        assertEquals(time.instant(), silence.startsAt());
    }

    @Test
    void anActiveSilenceKeepsItsIdWhenOnlyItsEndChanges() throws Exception {
        String id = silences.set(draft("", 0, 120, "job=node"));
        time.advanceSeconds(60);
        assertEquals(id, silences.set(draft(id, -60, 600, "job=node")));
        time.advanceSeconds(500);
        assertEquals(Silence.State.ACTIVE, state(id));
    }

    @Test
    void otherMatchersOrAnotherStartMakeANewSilenceAndEndTheOldOne() throws Exception {
        String id = silences.set(draft("", 0, 120, "job=node"));
        time.advanceSeconds(1);
        String other = silences.set(draft(id, 0, 120, "job=other"));
        assertNotEquals(id, other);
        time.advanceSeconds(1);
        assertEquals(Silence.State.EXPIRED, state(id));
        String third = silences.set(draft(other, 30, 120, "job=other"));
        assertNotEquals(other, third);
        assertEquals(Silence.State.PENDING, state(third));
        String fourth = silences.set(draft(id, 0, 120, "job=node"));
        assertNotEquals(id, fourth);
        assertEquals(4, silences.all().size());
    }

    @Test
    void aPendingSilenceMayMove() throws Exception {
        String id = silences.set(draft("", 60, 120, "job=node"));
        assertEquals(id, silences.set(draft(id, 30, 120, "job=node")));
        String other = silences.set(draft(id, -5, 120, "job=node"));
        assertNotEquals(id, other);
    }

    @Test
    void expiringEndsNowAndIsNoErrorTwice() throws Exception {
        String id = silences.set(draft("", 60, 120, "job=node"));
        silences.expire(id);
        time.advanceSeconds(1);
        assertEquals(Silence.State.EXPIRED, state(id));
        silences.expire(id);
        SilenceRefused refused = assertThrows(SilenceRefused.class, () -> silences.expire("other"));
        assertEquals(SilenceRefused.Kind.NOT_FOUND, refused.kind());
    }

    @Test
    void whatCannotBeIsRefusedInAlertmanagersWords() throws Exception {
        assertRefused("silence not found", draft("x", 0, 60, "a=b"));
        assertRefused("invalid silence: at least one matcher required", draft("", 0, 60));
        assertRefused(
                "invalid silence: matcher set 0: at least one matcher must not match the empty"
                        + " string",
                draft("", 0, 60, "a=~\".*\"", "b=\"\""));
        assertRefused(
                "invalid silence: end time must not be before start time", draft("", 60, 0, "a=b"));
        String _ = silences.set(draft("", 0, 60, "a!=b"));
    }

    private void assertRefused(String message, Silence draft) {
        assertEquals(
                message,
                assertThrows(SilenceRefused.class, () -> silences.set(draft)).getMessage());
    }

    @Test
    void limits() throws Exception {
        Silences few = silences(1, 40);
        String id = few.set(draft("", 0, 120, "job=node"));
        assertEquals(
                "exceeded maximum number of silences: 1 (limit: 1)",
                assertThrows(SilenceRefused.class, () -> few.set(draft("", 0, 60, "a=b")))
                        .getMessage());
        assertEquals(id, few.set(draft(id, 0, 240, "job=node")));
        Silences small = silences(0, 40);
        assertEquals(
                "silence exceeded maximum size: 58 bytes (limit: 40 bytes)",
                assertThrows(
                                SilenceRefused.class,
                                () -> small.set(draft("", 0, 60, "a=" + "b".repeat(46))))
                        .getMessage());
    }

    @Test
    void expiredSilencesAreForgottenAfterTheirRetention() throws Exception {
        String id = silences.set(draft("", 0, 60, "job=node"));
        assertEquals(List.of(id), silences.silencing(ALERT));
        time.advanceSeconds(60 + 3599);
        silences.collectGarbage();
        assertNotNull(silences.get(id));
        time.advanceSeconds(1);
        silences.collectGarbage();
        assertNull(silences.get(id));
        String next = silences.set(draft("", 0, 60, "job=~no.*"));
        assertEquals(List.of(next), silences.silencing(ALERT));
    }

    /** What is found step by step is what trying every silence finds. */
    @Test
    void theIndexFindsWhatTryingAllFinds() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 400; round++) {
            String name = "l" + random.nextInt(3);
            String value = Integer.toString(random.nextInt(4));
            String matcher =
                    switch (random.nextInt(4)) {
                        case 0 -> name + "=" + value;
                        case 1 -> name + "!=" + value;
                        case 2 -> name + "=~\"[0-" + value + "]\"";
                        default -> name + "!~\"" + value + "|1\"";
                    };
            String _ = silences.set(draft("", 0, 60, matcher, "l3!=9"));
            // Some alerts look at each silence, some only now and then.
            Labels alert =
                    Labels.of(
                            "l0", Integer.toString(random.nextInt(4)),
                            "l1", Integer.toString(random.nextInt(2)),
                            "l2", random.nextInt(20) == 0 ? "" : "2");
            List<String> expected =
                    silences.all().stream()
                            .filter(s -> s.matchers().stream().allMatch(m -> m.matches(alert)))
                            .map(Silence::id)
                            .sorted()
                            .toList();
            assertEquals(expected, silences.silencing(alert));
        }
    }

    private Silence theirs(int updatedSeconds, int endSeconds, String matcher) {
        Silence draft = draft("theirs", -10, endSeconds, matcher);
        return new Silence(
                draft.id(),
                draft.matchers(),
                draft.startsAt(),
                draft.endsAt(),
                time.instant().plusSeconds(updatedSeconds),
                draft.createdBy(),
                draft.comment(),
                draft.annotations());
    }

    @Test
    void ofTwoServersTheLastWriterWins() {
        silences.merge(theirs(0, 60, "job=node"), Journal.NONE);
        assertEquals(List.of("theirs"), silences.silencing(ALERT));
        silences.merge(theirs(-1, 0, "job=node"), Journal.NONE);
        silences.merge(theirs(0, 90, "job=node"), Journal.NONE);
        assertEquals(theirs(0, 60, "job=node"), silences.get("theirs"));
        silences.merge(theirs(0, 50, "job=node"), Journal.NONE);
        assertEquals(theirs(0, 50, "job=node"), silences.get("theirs"), "who ends it sooner wins");
        silences.merge(theirs(1, 60, "job=other"), Journal.NONE);
        assertEquals(List.of(), silences.silencing(ALERT), "other matchers are looked at anew");
    }

    @Test
    void whatWouldBeForgottenIsNotTakenFromOthers() {
        silences.merge(theirs(-4_000, -3_600, "job=node"), Journal.NONE);
        assertNull(silences.get("theirs"));
        silences.merge(theirs(-4_000, -3_599, "job=node"), Journal.NONE);
        assertNotNull(silences.get("theirs"));
    }
}
