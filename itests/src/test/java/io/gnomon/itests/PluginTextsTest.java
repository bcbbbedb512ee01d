package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Every plugin of the distribution speaks Korean: what the page shows of it has a translation. */
@Timeout(120)
class PluginTextsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the forms of several plugins have in common; part of the page. */
    private static final Path COMMON = Path.of("../platform.web/src/main/web/texts/forms/ko.json");

    @TempDir Path data;

    @Test
    void everyTextOfAPluginIsThereInKorean() throws Exception {
        Set<String> common = keys(JSON.readTree(Files.readString(COMMON)));
        Map<String, Integer> uses = new HashMap<>();
        List<String> faults = new ArrayList<>();
        try (GnomonServer server = GnomonServer.start(data)) {
            for (JsonNode plugin : json(server, "api/gnomon/v1/plugins")) {
                String id = plugin.path("id").asText();
                Set<String> needed = shownTexts(server, plugin);
                String file = plugin.path("manifest").path("i18n").path("ko").asText();
                assertEquals("i18n/ko.json", file, id);
                String path = plugin.path("baseUrl").asText() + file;
                JsonNode texts = json(server, path.substring(1));
                Set<String> own = keys(texts);
                texts.properties().stream()
                        .filter(text -> text.getValue().asText().isBlank())
                        .forEach(text -> faults.add(id + " has nothing for " + text.getKey()));
                needed.forEach(text -> uses.merge(text, 1, Integer::sum));
                boolean form = !plugin.path("kinds").toString().equals("[\"panel\"]");
                for (String text : needed) {
                    if (!own.contains(text) && !(form && common.contains(text))) {
                        faults.add(id + " lacks \"" + text + "\"");
                    }
                }
                if (form) {
                    own.removeAll(needed);
                    own.forEach(text -> faults.add(id + " does not say \"" + text + "\""));
                }
            }
        }
        for (String text : common) {
            if (uses.getOrDefault(text, 0) < 2) {
                faults.add(COMMON + ": fewer than two plugins say \"" + text + "\"");
            }
        }
        assertTrue(uses.size() > 500, "only " + uses.size() + " texts were found");
        assertEquals(List.of(), faults);
    }

    private static JsonNode json(GnomonServer server, String path) throws Exception {
        var answer = server.get(path);
        assertEquals(200, answer.statusCode(), path);
        return JSON.readTree(answer.body());
    }

    private static Set<String> keys(JsonNode texts) {
        Set<String> keys = new HashSet<>();
        texts.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** Its name, and all that its forms show. */
    private static Set<String> shownTexts(GnomonServer server, JsonNode plugin) throws Exception {
        Set<String> texts = new TreeSet<>();
        texts.add(plugin.path("name").asText());
        for (JsonNode part : plugin.path("manifest").path("provides")) {
            addTexts(part.path("optionsSchema"), texts);
            addTexts(part.path("fieldSchema"), texts);
        }
        JsonNode forms =
                json(server, "api/gnomon/v1/plugins/" + plugin.path("id").asText() + "/schemas");
        for (JsonNode form : forms) {
            addTexts(form.path("settings"), texts);
            addTexts(form.path("query"), texts);
        }
        return texts;
    }

    private static void addTexts(JsonNode schema, Set<String> texts) {
        add(schema.path("description"), texts);
        add(schema.path("x-gnomon").path("help"), texts);
        schema.path("oneOf").forEach(choice -> add(choice.path("title"), texts));
        for (JsonNode word : schema.path("enum")) {
            if (word.asText().chars().anyMatch(Character::isLetter)) {
                add(word, texts);
            }
        }
        for (var property : schema.path("properties").properties()) {
            // Names with dots are those of flags and stay as they are.
            if (!property.getKey().contains(".")) {
                add(property.getValue().path("title"), texts);
            }
            addTexts(property.getValue(), texts);
        }
        if (schema.has("items")) {
            addTexts(schema.path("items"), texts);
        }
        if (schema.has("additionalProperties")) {
            addTexts(schema.path("additionalProperties"), texts);
        }
    }

    private static void add(JsonNode text, Set<String> texts) {
        if (text.isTextual()) {
            texts.add(text.asText());
        }
    }
}
