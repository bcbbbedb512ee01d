package io.gnomon.platform.core.http.internal.gnomon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.dashboards.Annotations;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.http.internal.FakeRooms;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.TestServer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

@Timeout(60)
class AnnotationApiTest {
    private static final String OWN = "/api/gnomon/v1/annotations";
    private static final String GRAFANA = "/api/annotations";

    private final Kept kept = new Kept();
    private final TestServer server;

    AnnotationApiTest() throws Exception {
        FakeRooms rooms = new FakeRooms();
        rooms.put(Annotations.class, kept);
        Routes routes = new Routes();
        new AnnotationApi(rooms).addTo(routes);
        server = TestServer.byRole(routes);
    }

    /** In a list; numbers count from 1. */
    private static final class Kept implements Annotations {
        final List<@Nullable Annotation> all = new ArrayList<>();
        final List<Question> asked = new ArrayList<>();

        @Override
        public List<Annotation> find(Question question) {
            asked.add(question);
            List<Annotation> found = new ArrayList<>();
            for (Annotation annotation : all) {
                if (annotation != null) {
                    found.add(annotation);
                }
            }
            return found;
        }

        @Override
        public @Nullable Annotation get(long id) {
            return id > 0 && id <= all.size() ? all.get((int) id - 1) : null;
        }

        @Override
        public Annotation add(Draft draft, String author) {
            Instant now = Instant.ofEpochMilli(5);
            Annotation added = new Annotation(all.size() + 1L, draft, author, now, now);
            all.add(added);
            return added;
        }

        @Override
        public Annotation change(long id, Draft draft) throws RequestRefused {
            Annotation before = get(id);
            if (before == null) {
                throw new RequestRefused(RequestRefused.Kind.NOT_FOUND, "gone");
            }
            Annotation after =
                    new Annotation(id, draft, before.author(), before.created(), before.updated());
            all.set((int) id - 1, after);
            return after;
        }

        @Override
        public void delete(long id) {
            all.set((int) id - 1, null);
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String method, String path, String role, String body)
            throws Exception {
        return server.send(method, path, body, "X-Role", role, "Content-Type", "application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {OWN, GRAFANA})
    void areWrittenReadChangedAndDeleted(String root) throws Exception {
        HttpResponse<String> added =
                send(
                        "POST",
                        root,
                        "editor",
                        "{\"dashboardUID\":\"d\",\"panelId\":2,\"time\":1000,\"timeEnd\":2000,"
                                + "\"text\":\"deploy\",\"tags\":[\"web\"]}");
        assertEquals("{\"message\":\"Annotation added\",\"id\":1}", added.body());
        String one =
                "{\"id\":1,\"dashboardUID\":\"d\",\"panelId\":2,\"time\":1000,\"timeEnd\":2000,"
                        + "\"text\":\"deploy\",\"tags\":[\"web\"],\"login\":\"editor\","
                        + "\"created\":5,\"updated\":5}";
        assertEquals(one, server.get(root + "/1", "X-Role", "viewer").body());
        assertEquals("[" + one + "]", server.get(root, "X-Role", "viewer").body());
        send("PATCH", root + "/1", "editor", "{\"text\":\"rollback\"}");
        assertTrue(
                server.get(root + "/1", "X-Role", "viewer")
                        .body()
                        .contains("\"timeEnd\":2000,\"text\":\"rollback\",\"tags\":[\"web\"]"));
        assertEquals(200, send("DELETE", root + "/1", "editor", "").statusCode());
        assertEquals(404, server.get(root + "/1", "X-Role", "viewer").statusCode());
    }

    @Test
    void readersReadAndNothingElse() throws Exception {
        assertEquals(403, send("POST", OWN, "viewer", "{\"text\":\"x\"}").statusCode());
        assertEquals(0, kept.all.size());
    }

    @Test
    void aQuestionIsTheAddress() throws Exception {
        server.get(
                GRAFANA
                        + "?from=5&to=9&dashboardUID=d&panelId=3&tags=a&tags=b&matchAny=true&limit=7",
                "X-Role",
                "viewer");
        assertEquals(
                List.of(new Annotations.Question(5, 9, "d", 3, List.of("a", "b"), true, 7)),
                kept.asked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"time\":1}; the text must have 1 to 10000 characters, or there must be tags",
                "{\"time\":2,\"timeEnd\":1,\"text\":\"x\"}; the end must not be before the time",
                "{\"time\":\"soon\",\"text\":\"x\"}; \"time\" must be a whole number of"
                        + " milliseconds since 1970",
            })
    void whatIsWrongIsSaid(String body, String sentence) throws Exception {
        HttpResponse<String> answer = send("POST", OWN, "editor", body);
        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().replace("\\\"", "\"").contains(sentence), answer.body());
    }
}
