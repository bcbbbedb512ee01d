package io.gnomon.platform.core.dashboards.internal.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.platform.core.dashboards.DataSources;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.internal.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

final class SourcesTest {
    private static final Sources SOURCES =
            new Sources(
                    List.of(
                            source("gnomon", "Gnomon", DataSources.BUILT_IN_TYPE),
                            source("p1", "Mimir", "prometheus"),
                            source("l1", "Logs", "loki")));

    private static Source source(String uid, String name, String type) {
        return new Source(uid, name, type, false, new BrokenHandle<>(""), () -> 15_000);
    }

    private static JsonNode reference(String json) throws RequestRefused {
        return Json.object("{\"r\": " + json + "}").path("r");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "null; gnomon; false",
                "\"p1\"; p1; false",
                "\"Mimir\"; p1; false",
                "\"default\"; gnomon; false",
                "{\"uid\": \"l1\", \"type\": \"loki\"}; l1; false",
                "{\"type\": \"prometheus\"}; gnomon; false",
                "{\"type\": \"prometheus\", \"uid\": \"-- Mixed --\"}; gnomon; false",
                "{\"type\": \"prometheus\", \"uid\": \"${DS_PROMETHEUS}\"}; gnomon; false",
                "{\"type\": \"prometheus\", \"uid\": \"elsewhere\"}; gnomon; true",
                "{\"type\": \"loki\", \"uid\": \"elsewhere\"}; l1; true",
                "\"elsewhere\"; gnomon; true",
            })
    void findsByUidNameOrType(String json, String uid, boolean notice) throws RequestRefused {
        Sources.Found found = SOURCES.find(reference(json));
        assertEquals(uid, found.source().uid());
        assertEquals(notice, !found.notice().isEmpty(), found.notice());
    }

    @Test
    void whatNobodyCanAnswerIsSaid() throws RequestRefused {
        JsonNode tempo = reference("{\"type\": \"tempo\", \"uid\": \"t\"}");
        assertEquals(
                RequestRefused.Kind.NOT_FOUND,
                assertThrows(RequestRefused.class, () -> SOURCES.find(tempo)).kind());
        JsonNode shared = reference("\"-- Dashboard --\"");
        assertThrows(RequestRefused.class, () -> SOURCES.find(shared));
    }
}
