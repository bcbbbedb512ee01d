package io.gnomon.platform.core.http.internal.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryRequest.Origin;
import io.gnomon.model.query.QueryStatistics;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

class QueryLogTest {
    private static final QueryRequest UP = QueryRequest.instant("up", 1_700_000_000_123L);

    @TempDir private Path folder = Path.of("");

    private final QueryLog log =
            new QueryLog(Clock.fixed(Instant.ofEpochSecond(1_700_000_001), ZoneOffset.UTC));

    private List<String> lines(String name) throws Exception {
        return Files.readAllLines(folder.resolve(name));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void writesALineForEachQuery() throws Exception {
        log.moveTo(path("a"));
        log.ended(
                UP.from(
                        new Origin(
                                "httpRequest",
                                Map.of("clientIP", "::1", "method", "GET", "path", "/x"))),
                QueryStatistics.NONE,
                null);
        log.ended(
                QueryRequest.range("up[", 0, 60_000, 15_000),
                QueryStatistics.NONE,
                new QueryException(QueryException.Type.BAD_DATA, "no"));
        JsonNode first = new ObjectMapper().readTree(lines("a").getFirst());
        assertEquals("2023-11-14T22:13:21Z", first.get("time").asText());
        assertEquals("promql query logged", first.get("msg").asText());
        assertEquals(
                "{\"end\":\"2023-11-14T22:13:20.123Z\",\"query\":\"up\","
                        + "\"start\":\"2023-11-14T22:13:20.123Z\",\"step\":0}",
                first.get("params").toString());
        assertEquals(
                "{\"clientIP\":\"::1\",\"method\":\"GET\",\"path\":\"/x\"}",
                first.get("httpRequest").toString());
        assertEquals(0, first.at("/stats/samples/peakSamples").asInt(-1));
        JsonNode second = new ObjectMapper().readTree(lines("a").getLast());
        assertEquals("no", second.get("error").asText());
        assertEquals(15, second.at("/params/step").asInt());
        log.close();
    }

    @Test
    void goesOnInAnotherFileAndStops() throws Exception {
        log.ended(UP, QueryStatistics.NONE, null);
        log.moveTo(path("a"));
        log.ended(UP, QueryStatistics.NONE, null);
        Files.move(folder.resolve("a"), folder.resolve("a.1"));
        log.moveTo(path("a"));
        log.ended(UP, QueryStatistics.NONE, null);
        log.ended(UP, QueryStatistics.NONE, null);
        log.moveTo("");
        log.ended(UP, QueryStatistics.NONE, null);
        assertEquals(1, lines("a.1").size());
        assertEquals(2, lines("a").size());
    }

    @Test
    void aFileThatCannotBeOpenedIsNoReasonNotToAnswer() {
        log.moveTo(path("none/such"));
        log.ended(UP, QueryStatistics.NONE, null);
    }
}
