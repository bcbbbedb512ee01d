package io.gnomon.platform.core.alerting.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.AlertEvent;
import io.gnomon.platform.core.alerting.AlertEvent.Kind;
import io.gnomon.platform.core.alerting.AlertHistory;
import io.gnomon.platform.testkit.frame.FrameText;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

final class AnnotationTableTest {
    /** Newest first, as the history answers. */
    private final List<AlertEvent> events =
            List.of(
                    event(6, Kind.RESOLVED, 1, ""),
                    event(5, Kind.FIRED, 1, ""),
                    event(4, Kind.SILENCED, 1, "s"),
                    event(3, Kind.ACKNOWLEDGED, 2, "eve: looking"),
                    event(2, Kind.FIRED, 2, ""));

    private static AlertEvent event(long second, Kind kind, long fingerprint, String detail) {
        return new AlertEvent(
                AlertEvent.firstId(Instant.ofEpochSecond(second)),
                kind,
                List.of(fingerprint),
                Labels.of("alertname", "Down", "job", "node"),
                "",
                "",
                detail,
                null);
    }

    /** Pages of two. */
    private AlertHistory.Page page(AlertHistory.Question question) {
        List<AlertEvent> found =
                events.stream()
                        .filter(event -> event.id() >= question.fromId())
                        .filter(event -> event.id() < question.beforeId())
                        .filter(question.wanted())
                        .limit(2)
                        .toList();
        return new AlertHistory.Page(
                found, found.size() < 2 ? 0 : found.get(found.size() - 1).id());
    }

    @Test
    void whatFiredWithItsEndAndWhoTookNotice() {
        assertEquals(
                """
                frame  "annotations" TABLE rows=3
                  Time = 5000 3000 2000
                  timeEnd = 6000 - -
                  title = Down Down Down
                  text = fired acknowledged: eve: looking fires
                  tags = job=node job=node job=node
                """,
                FrameText.of(List.of(new AnnotationTable(this::page).rows(2000, 9000, 10))));
    }

    @Test
    void onlyWhatBeganInTheRange() {
        assertEquals(
                """
                frame  "annotations" TABLE rows=1
                  Time = 3000
                  timeEnd = -
                  title = Down
                  text = acknowledged: eve: looking
                  tags = job=node
                """,
                FrameText.of(List.of(new AnnotationTable(this::page).rows(2500, 4000, 10))));
    }
}
