package io.gnomon.platform.core.http.internal.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.storage.Snapshot.Count;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageAdmin;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.storage.StorageReport;
import io.gnomon.model.storage.StorageRules;
import io.gnomon.model.storage.StoredBlock;
import io.gnomon.platform.core.http.internal.FakeRooms;
import io.gnomon.platform.core.http.internal.ServerFacts;
import io.gnomon.platform.core.http.internal.gnomon.StorageApi;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.TestServer;
import io.gnomon.platform.memory.MemoryStorage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Answers are those of Prometheus 3.5.3 to the same requests. */
@Timeout(60)
class AdminApiTest {
    private final FakeRooms rooms = new FakeRooms();
    private final List<String> calls = new ArrayList<>();
    private String failure = "";

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        rooms.put(QueryEngine.class, new FakeEngine());
        rooms.put(StorageAdmin.class, new Recording());
        server = server("true");
    }

    private TestServer server(String enabled) throws Exception {
        Routes routes = new Routes();
        PrometheusApi.addTo(
                routes,
                rooms,
                new ServerFacts(
                        "1",
                        "host",
                        Instant.EPOCH,
                        Map.of(),
                        name -> name.equals("web.enable-admin-api") ? enabled : ""),
                Clock.systemUTC(),
                () -> {});
        new StorageApi(rooms).addTo(routes);
        return TestServer.of(routes);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private final class Recording implements StorageAdmin {
        private void call(String text) throws StorageException {
            if (!failure.isEmpty()) {
                throw new StorageException(StorageException.Kind.IO, failure);
            }
            calls.add(text);
        }

        @Override
        public void delete(List<Matcher> matchers, long min, long max) throws StorageException {
            call("delete " + matchers + " " + min + " " + max);
        }

        @Override
        public void cleanTombstones() throws StorageException {
            call("clean");
        }

        @Override
        public String snapshot(boolean skipHead) throws StorageException {
            call("snapshot " + skipHead);
            return "20260102T133700Z-1f";
        }

        @Override
        public List<StoredBlock> blocks() {
            return List.of(
                    new StoredBlock(
                            "01KC4D6GXQA4CRHYKV78NEBVAE",
                            1000,
                            7200,
                            90,
                            10,
                            5,
                            7,
                            2,
                            2,
                            List.of("01KBCJ7TR8A4QAJ3AA1J651P5S")));
        }

        @Override
        public StorageReport report(int limit) {
            return new StorageReport(
                    List.of(new Count("node", 900)),
                    List.of(new Count("node", 20)),
                    List.of(new Count("n", 21)),
                    List.of(new Count("up", 22)),
                    23,
                    List.of(new StorageReport.Limited("series", 1000, 7)),
                    failure.isEmpty() ? List.of() : List.of(failure));
        }

        @Override
        public void rules(StorageRules rules) {
            throw new UnsupportedOperationException();
        }

        @Override
        public StorageRules rules() {
            return StorageRules.NONE;
        }
    }

    @Test
    void blocksAreListed() throws Exception {
        assertEquals(
                "{\"status\":\"success\",\"data\":{\"blocks\":[{\"ulid\":"
                        + "\"01KC4D6GXQA4CRHYKV78NEBVAE\",\"minTime\":1000,\"maxTime\":7200,"
                        + "\"stats\":{\"numSamples\":100,\"numFloatSamples\":90,"
                        + "\"numHistogramSamples\":10,\"numSeries\":5,\"numChunks\":7,"
                        + "\"numTombstones\":2},\"compaction\":{\"level\":2,\"sources\":"
                        + "[\"01KBCJ7TR8A4QAJ3AA1J651P5S\"]},\"version\":1}]}}",
                server.get("/api/v1/status/tsdb/blocks").body());
    }

    private static final String REPORT =
            "\"seriesCountByGroup\":[{\"name\":\"node\",\"value\":900}],"
                    + "\"seriesCreatedLastHour\":23,"
                    + "\"seriesCreatedLastHourByGroup\":[{\"name\":\"node\",\"value\":20}],"
                    + "\"seriesCreatedLastHourByJob\":[{\"name\":\"n\",\"value\":21}],"
                    + "\"seriesCreatedLastHourByMetricName\":[{\"name\":\"up\",\"value\":22}],"
                    + "\"seriesLimits\":[{\"name\":\"series\",\"value\":1000,\"refused\":7}],";

    @Test
    void whoMakesSeriesAndWhatIsWrongIsSaidByBothApis() throws Exception {
        rooms.put(Storage.class, new MemoryStorage());
        failure = "block b has damage inside";
        String tsdb = server.get("/api/v1/status/tsdb").body();
        String expected = REPORT + "\"problems\":[\"block b has damage inside\"]}";
        assertTrue(tsdb.endsWith("\"gnomon\":{" + expected + "}}"), tsdb);
        String ours = server.get("/api/gnomon/v1/storage").body();
        assertTrue(ours.startsWith("{\"series\":0,\"samplesAppended\":0,"), ours);
        assertTrue(ours.endsWith(expected), ours);
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        return server.send(method, "/api/v1/admin/tsdb/" + path, "");
    }

    private void assertError(String path, int status, String type, String message)
            throws Exception {
        HttpResponse<String> answer = send("POST", path);
        assertEquals(status, answer.statusCode());
        assertEquals(
                "{\"status\":\"error\",\"errorType\":\""
                        + type
                        + "\",\"error\":\""
                        + message
                        + "\"}",
                answer.body());
    }

    @Test
    void withoutItsFlagAllIsRefusedInPrometheussWords() throws Exception {
        server.close();
        server = server("false");
        for (String name : List.of("delete_series?match[]=up", "clean_tombstones", "snapshot")) {
            assertError(name.replace("[]", "%5B%5D"), 500, "unavailable", "admin APIs disabled");
        }
        assertTrue(calls.isEmpty());
        assertEquals(405, server.get("/api/v1/admin/tsdb/snapshot").statusCode());
    }

    @Test
    void seriesAreDeletedInARange() throws Exception {
        HttpResponse<String> answer =
                send("POST", "delete_series?match%5B%5D=up&match%5B%5D=down&start=10&end=20.5");
        assertEquals(204, answer.statusCode());
        assertEquals("", answer.body());
        assertEquals(204, send("PUT", "delete_series?match%5B%5D=up").statusCode());
        assertEquals(
                List.of(
                        "delete [__name__=\"up\"] 10000 20500",
                        "delete [__name__=\"down\"] 10000 20500",
                        "delete [__name__=\"up\"] "
                                + Parameters.MIN_TIME_MILLIS
                                + " "
                                + Parameters.MAX_TIME_MILLIS),
                calls);
    }

    @Test
    void nothingIsDeletedWhenOneSelectorIsWrong() throws Exception {
        assertError("delete_series", 400, "bad_data", "no match[] parameter provided");
        assertEquals(400, send("POST", "delete_series?match%5B%5D=up&match%5B%5D=(").statusCode());
        assertEquals(400, send("POST", "delete_series?match%5B%5D=up&start=x").statusCode());
        assertTrue(calls.isEmpty());
    }

    @Test
    void aSnapshotIsNamed() throws Exception {
        assertEquals(
                "{\"status\":\"success\",\"data\":{\"name\":\"20260102T133700Z-1f\"}}",
                send("POST", "snapshot").body());
        assertEquals(200, send("PUT", "snapshot?skip_head=true").statusCode());
        assertEquals(204, send("POST", "clean_tombstones").statusCode());
        assertEquals(List.of("snapshot false", "snapshot true", "clean"), calls);
        assertError(
                "snapshot?skip_head=x",
                400,
                "bad_data",
                "invalid parameter \\\"skip_head\\\": unable to parse boolean:"
                        + " strconv.ParseBool: parsing \\\"x\\\": invalid syntax");
    }

    @Test
    void aFailureIsSaid() throws Exception {
        failure = "the snapshot failed: No space left on device";
        assertError("snapshot", 500, "internal", failure);
    }
}
