package io.gnomon.platform.core.scrape.internal.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Regex;
import io.gnomon.platform.core.config.RelabelAction;
import io.gnomon.platform.core.config.RelabelConfig;
import io.gnomon.platform.core.config.Relabeling;
import io.gnomon.platform.core.config.ValidationScheme;
import io.gnomon.platform.testkit.PeerData;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

class RelabelingTest {
    /** The cases of Prometheus's own test. */
    @TestFactory
    List<DynamicTest> peerCases() throws IOException {
        Path file = PeerData.folder("vectors/relabel.json");
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode entry : new ObjectMapper().readTree(file.toFile()).get("cases")) {
            tests.add(DynamicTest.dynamicTest(entry.get("relabel_configs").toString(), () -> check(entry)));
        }
        assertTrue(tests.size() > 20);
        return tests;
    }

    private static void check(JsonNode entry) {
        Labels.Builder labels = Labels.of(map(entry.get("input"))).toBuilder();
        List<RelabelConfig> rules = new ArrayList<>();
        entry.get("relabel_configs").forEach(rule -> rules.add(rule(rule)));
        boolean kept = Relabeling.apply(rules, ValidationScheme.UTF8, labels);
        assertEquals(entry.get("drop").asBoolean(), !kept, "dropped");
        if (kept) {
            assertEquals(Labels.of(map(entry.get("output"))), labels.build());
        }
    }

    private static Map<String, String> map(JsonNode node) {
        Map<String, String> map = new HashMap<>();
        node.properties().forEach(e -> map.put(e.getKey(), e.getValue().asText()));
        return map;
    }

    private static RelabelConfig rule(JsonNode node) {
        List<String> sources = new ArrayList<>();
        node.path("source_labels").forEach(name -> sources.add(name.asText()));
        return new RelabelConfig(
                sources,
                node.path("separator").asText(";"),
                Regex.compile(node.path("regex").asText("(.*)")),
                node.path("modulus").asLong(0),
                node.path("target_label").asText(""),
                node.path("replacement").asText("$1"),
                RelabelAction.valueOf(
                        node.path("action").asText("replace").toUpperCase(Locale.ROOT)));
    }

    @Test
    void aNameThatIsNotLegacyIsMadeOnlyWhereItIsAllowed() {
        RelabelConfig rule =
                new RelabelConfig(
                        List.of("a"), ";", Regex.compile("(.+)"), 0, "$1", "x", RelabelAction.REPLACE);
        Labels.Builder labels = Labels.of("a", "b.c").toBuilder();
        Relabeling.apply(List.of(rule), ValidationScheme.LEGACY, labels);
        assertEquals(Labels.of("a", "b.c"), labels.build());
        Relabeling.apply(List.of(rule), ValidationScheme.UTF8, labels);
        assertEquals(Labels.of("a", "b.c", "b.c", "x"), labels.build());
    }
}
