package io.gnomon.platform.core.alerting.internal.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.internal.FakeTime;
import io.gnomon.platform.core.alerting.internal.state.Journal;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How states of the same alert become one; the cases are those of Alertmanager's rules. */
final class AlertStoreTest {
    private static final Labels LABELS = Labels.of("alertname", "A");

    private final FakeTime time = new FakeTime();
    private final Instant start = time.instant();
    private final AlertStore store = new AlertStore(time, Journal.NONE, 0);

    private void put(int startSeconds, int endSeconds, boolean timeout) {
        store.put(
                new Alert(
                        LABELS,
                        Labels.EMPTY,
                        start.plusSeconds(startSeconds),
                        start.plusSeconds(endSeconds),
                        ""),
                timeout);
    }

    private void assertSpan(int startSeconds, int endSeconds) {
        StoredAlert alert = store.get(LABELS);
        assertNotNull(alert);
        assertEquals(start.plusSeconds(startSeconds), alert.alert().startsAt());
        assertEquals(start.plusSeconds(endSeconds), alert.alert().endsAt());
    }

    @Test
    void theEarlierStartIsKeptWhileItFires() {
        put(-60, 300, false);
        time.advanceSeconds(10);
        put(-30, 400, false);
        assertSpan(-60, 400);
    }

    @Test
    void anExplicitEndThatIsLaterWinsOverAnEarlierOne() {
        put(-60, 300, false);
        put(-30, 200, false);
        assertSpan(-60, 300);
    }

    @Test
    void anEndByTimeoutGivesWay() {
        put(-60, 300, true);
        put(-30, 200, false);
        assertSpan(-60, 200);
    }

    @Test
    void aResolvedStateEndsAFiringOne() {
        put(-60, 300, false);
        put(-60, 0, false);
        assertSpan(-60, 0);
    }

    @Test
    void ofTwoResolvedStatesTheLaterEndCounts() {
        put(-60, -10, false);
        put(-50, -20, false);
        assertSpan(-60, -10);
    }

    @Test
    void anAlertThatFiresAgainAfterItsEndStartsAnew() {
        put(-60, -30, false);
        put(-10, 300, false);
        assertSpan(-10, 300);
    }

    @Test
    void theLimitForAName() {
        AlertStore limited = new AlertStore(time, Journal.NONE, 2);
        for (int i = 0; i < 3; i++) {
            limited.put(alert("A", i), false);
        }
        limited.put(alert("B", 0), false);
        limited.put(alert("A", 0), false);
        assertEquals(3, limited.all().size());
        assertEquals(1, limited.limited());
        StoredAlert first = limited.get(alert("A", 0).labels());
        assertNotNull(first);
        limited.forget(first);
        limited.put(alert("A", 2), false);
        assertEquals(1, limited.limited());
    }

    private Alert alert(String name, int i) {
        return new Alert(
                Labels.of("alertname", name, "i", "n" + i),
                Labels.EMPTY,
                start,
                start.plusSeconds(60),
                "");
    }

    @Test
    void whatIsOverIsForgottenUnlessItIsHeld() {
        List<StoredAlert> removed = new ArrayList<>();
        store.listen(
                present -> {},
                new AlertStore.Listener() {
                    @Override
                    public void put(StoredAlert alert) {}

                    @Override
                    public void removed(StoredAlert alert) {
                        removed.add(alert);
                    }
                });
        put(-60, 10, false);
        store.collectGarbage(labels -> false);
        assertEquals(1, store.all().size());
        time.advanceSeconds(20);
        store.collectGarbage(labels -> true);
        assertEquals(1, store.all().size());
        store.collectGarbage(labels -> false);
        assertNull(store.get(LABELS));
        assertEquals(1, removed.size());
    }

    @Test
    void anAlertThatHasChangedIsNotForgotten() {
        put(-60, -10, false);
        StoredAlert old = store.get(LABELS);
        assertNotNull(old);
        put(-5, 300, false);
        store.forget(old);
        assertSpan(-5, 300);
    }

    @Test
    void alertsAreOrderedByJobInstanceAndLabels() {
        Labels none = Labels.of("alertname", "Z");
        Labels job = Labels.of("alertname", "Z", "job", "b");
        Labels instance = Labels.of("alertname", "Z", "job", "b", "instance", "1");
        Labels other = Labels.of("alertname", "A", "job", "b", "instance", "2", "x", "y");
        Labels first = Labels.of("alertname", "Z", "job", "a");
        List<Labels> all = new ArrayList<>(List.of(none, job, other, instance, first));
        all.sort(AlertOrder.INSTANCE);
        assertEquals(List.of(first, instance, other, job, none), all);
    }
}
