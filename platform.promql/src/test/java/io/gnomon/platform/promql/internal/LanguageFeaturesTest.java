package io.gnomon.platform.promql.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gnomon.model.query.QueryException;
import io.gnomon.platform.promql.internal.run.EngineSettings;
import io.gnomon.platform.testkit.PeerData;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class LanguageFeaturesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** By the answer of a Prometheus without any feature switched on. */
    @Test
    void areThoseOfPrometheus() throws Exception {
        JsonNode theirs =
                JSON.readTree(PeerData.folder("config/prometheus-server/features.json").toFile());
        Map<String, Map<String, Boolean>> ours = LanguageFeatures.of(EngineSettings.DEFAULT);
        for (String kind : List.of("promql", "promql_functions", "promql_operators")) {
            Map<String, Boolean> expected =
                    new TreeMap<>(
                            JSON.convertValue(
                                    theirs.get(kind),
                                    new TypeReference<Map<String, Boolean>>() {}));
            if (kind.equals("promql")) {
                expected.put("per_step_stats", true); // costs nothing here
            }
            assertEquals(expected, ours.get(kind), kind);
        }
    }

    @Test
    void selectorsAreFoundWhereverTheyAre() throws Exception {
        Engine engine = new Engine(EngineSettings.DEFAULT, () -> null);
        assertEquals(
                "[[__name__=\"a\"], [x=\"1\", __name__=\"b\"], [__name__=\"c\"], [__name__=\"d\"]]",
                engine.selectors(
                                "-(a + on () rate(b{x=\"1\"}[5m])) > topk(scalar(c),"
                                        + " max_over_time((d)[1h:1m] offset 5m)) + 1")
                        .toString());
        assertEquals(List.of(), engine.selectors("\"text\""));
        assertThrows(QueryException.class, () -> engine.selectors("a +"));
        assertEquals(0, engine.load().queries());
        assertEquals(20, engine.load().runningMax());
    }
}
