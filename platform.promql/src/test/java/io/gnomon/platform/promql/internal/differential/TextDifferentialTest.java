package io.gnomon.platform.promql.internal.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.platform.promql.internal.fuzz.Mutations;
import io.gnomon.platform.promql.internal.fuzz.RealQueries;
import io.gnomon.platform.promql.internal.parser.ParseException;
import io.gnomon.platform.promql.internal.parser.ParserOptions;
import io.gnomon.platform.promql.internal.parser.PrettyPrinter;
import io.gnomon.platform.promql.internal.parser.PromqlParser;
import io.gnomon.platform.testkit.PeerPrograms;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Broken texts, formatted or refused by a real Prometheus and by us: the same text, or the same
 * message at the same place. {@code -Ddifferential.seed=} and {@code -Ddifferential.count=} choose
 * others.
 */
class TextDifferentialTest {
    /** The peer knows neither the extended ranges nor fill. */
    private static final ParserOptions LANGUAGE = new ParserOptions(true, false, false);

    @TempDir private Path folder = Path.of("");

    @Test
    void textsAreFormattedOrRefusedAlike() throws Exception {
        long seed = Long.getLong("differential.seed", 20_261_126);
        int count =
                Integer.getInteger(
                        "differential.count", Boolean.getBoolean("long") ? 200_000 : 2000);
        Mutations mutations = new Mutations(RealQueries.all(), seed);
        List<String> unexplained = new ArrayList<>();
        Map<String, Integer> explained = new TreeMap<>();
        int formatted = 0;
        int refused = 0;
        try (PrometheusPeer peer =
                PrometheusPeer.start(
                        PeerPrograms.find("prometheus"),
                        folder,
                        "promql-experimental-functions,promql-duration-expr")) {
            for (int i = 0; i < count; i++) {
                String text = sendable(mutations.next());
                JsonNode answer = peer.call("format_query", Map.of("query", text));
                boolean ok = answer.get("status").asText().equals("success");
                String theirs =
                        TextDifferences.inNewWords(answer.get(ok ? "data" : "error").asText());
                String ours = ours(text);
                String reason = TextDifferences.reason(text, ours, theirs);
                if (ours.equals(theirs)) {
                    formatted += ok ? 1 : 0;
                    refused += ok ? 0 : 1;
                } else if (reason != null) {
                    explained.merge(reason, 1, Integer::sum);
                } else {
                    unexplained.add(text + "\n   theirs: " + theirs + "\n   ours:   " + ours);
                }
            }
        }
        System.out.printf(
                "differential texts: seed %d, %d texts, %d formatted alike, %d refused alike,"
                        + " explained %s, unexplained %d%n",
                seed, count, formatted, refused, explained, unexplained.size());
        assertEquals("", String.join("\n", unexplained));
        assertTrue(formatted > count / 20 && refused > count / 2, "hardly anything was compared");
    }

    /** Halves of surrogate pairs have no bytes. */
    private static String sendable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static String ours(String text) {
        try {
            return PrettyPrinter.print(PromqlParser.parse(text, LANGUAGE));
        } catch (ParseException e) {
            return "invalid parameter \"query\": " + e.describe(text);
        }
    }
}
