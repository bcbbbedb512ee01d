package io.gnomon.platform.promql.internal.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.model.query.QueryException;
import io.gnomon.platform.promql.internal.Language;
import io.gnomon.platform.promql.internal.fuzz.RealQueries;
import io.gnomon.platform.promql.internal.parser.ParserOptions;
import io.gnomon.platform.testkit.PeerPrograms;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The trees of queries that people use, from a real Prometheus and from us. */
class SyntaxTreeDifferentialTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void treesAreTheSame() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        Language language = new Language(new ParserOptions(true, false, false));
        List<String> different = new ArrayList<>();
        int same = 0;
        try (PrometheusPeer peer =
                PrometheusPeer.start(
                        PeerPrograms.find("prometheus"),
                        folder,
                        "promql-experimental-functions,promql-duration-expr")) {
            for (String query : RealQueries.all()) {
                JsonNode answer = peer.call("parse_query", Map.of("query", query));
                JsonNode ours;
                try {
                    // To text and back: whole numbers are of one type then.
                    ours = mapper.readTree(mapper.writeValueAsString(language.parse(query)));
                } catch (QueryException e) {
                    continue;
                }
                withoutNewFields(ours);
                JsonNode theirs = answer.path("data");
                if (ours.equals(theirs)) {
                    same++;
                } else if (answer.get("status").asText().equals("success")) {
                    different.add(query + "\n   theirs: " + theirs + "\n   ours:   " + ours);
                }
            }
        }
        assertEquals("", String.join("\n", different));
        assertTrue(same > 500, "only " + same + " were compared");
    }

    /** The peer is older than these. */
    private static void withoutNewFields(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(List.of("anchored", "smoothed", "fillValues"));
        }
        node.forEach(SyntaxTreeDifferentialTest::withoutNewFields);
    }
}
