package io.gnomon.platform.core.dashboards.internal.annotations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.platform.core.dashboards.Annotations;
import io.gnomon.platform.core.dashboards.Annotations.Annotation;
import io.gnomon.platform.core.dashboards.Annotations.Draft;
import io.gnomon.platform.core.dashboards.Annotations.Question;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.internal.sources.TestSources;
import io.gnomon.platform.testkit.frame.FrameText;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

final class StoredAnnotationsTest {
    private static final Instant NOW = Instant.ofEpochMilli(5000);

    private final Annotations stored = new StoredAnnotations(new TestSources().database, () -> NOW);

    StoredAnnotationsTest() throws Exception {}

    private static Draft draft(String dashboard, long time, long end, String text, String... tags) {
        return new Draft(dashboard, 0, time, end, text, List.of(tags));
    }

    private List<String> found(long from, long to, String dashboard, boolean any, String... tags) {
        return stored.find(new Question(from, to, dashboard, 0, List.of(tags), any, 10)).stream()
                .map(annotation -> annotation.draft().text())
                .toList();
    }

    @Test
    void areFoundByTimeDashboardAndTags() {
        stored.add(draft("a", 100, 100, "moment", "deploy", "web"), "ann");
        stored.add(draft("a", 200, 400, "region", "deploy"), "ann");
        stored.add(draft("", 300, 300, "everywhere", "web"), "bob");
        assertEquals(List.of("everywhere", "region", "moment"), found(0, 1000, "", false));
        assertEquals(List.of("region", "moment"), found(0, 1000, "a", false));
        assertEquals(List.of("region"), found(350, 380, "", false));
        assertEquals(List.of("moment"), found(0, 1000, "", false, "deploy", "web"));
        assertEquals(
                List.of("everywhere", "region", "moment"),
                found(0, 1000, "", true, "deploy", "web"));
        assertEquals(1, stored.find(new Question(0, 1000, "", 0, List.of(), false, 1)).size());
    }

    @Test
    void areChangedAndDeleted() throws Exception {
        Annotation added = stored.add(draft("a", 100, 100, "before"), "ann");
        assertEquals(added, stored.get(added.id()));
        Annotation changed = stored.change(added.id(), draft("a", 100, 200, "after", "x"));
        assertEquals(changed, stored.get(added.id()));
        assertEquals("ann", changed.author());
        stored.delete(added.id());
        assertNull(stored.get(added.id()));
        assertEquals(
                "there is no annotation " + added.id(),
                assertThrows(RequestRefused.class, () -> stored.delete(added.id())).getMessage());
        assertThrows(RequestRefused.class, () -> stored.change(added.id(), draft("a", 1, 1, "x")));
    }

    @Test
    void wrongDraftsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> draft("a", 2, 1, "text"));
        assertThrows(IllegalArgumentException.class, () -> draft("a/b", 1, 1, "text"));
        assertThrows(IllegalArgumentException.class, () -> draft("a", 1, 1, "text", "a,b"));
        assertEquals(
                "the text must have 1 to 10000 characters, or there must be tags",
                assertThrows(IllegalArgumentException.class, () -> draft("a", 1, 1, " "))
                        .getMessage());
    }

    @Test
    void areRowsOfATable() {
        stored.add(draft("a", 100, 100, "moment", "deploy", "web"), "ann");
        stored.add(draft("a", 200, 400, "region"), "ann");
        List<Annotation> all = stored.find(new Question(0, 500, "", 0, List.of(), false, 10));
        assertEquals(
                """
                frame  "annotations" TABLE rows=2
                  Time = 200 100
                  timeEnd = 400 -
                  title = \s
                  text = region moment
                  tags =  deploy,web
                  id = 2 1
                """,
                FrameText.of(List.of(AnnotationsComponent.rows(all))));
    }
}
