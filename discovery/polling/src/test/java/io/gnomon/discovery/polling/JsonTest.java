package io.gnomon.discovery.polling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

class JsonTest {
    private static Json read(String text) throws IOException {
        return Json.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatIsMissingReadsAsEmpty() throws IOException {
        Json json = read("{\"a\": {\"b\": [1, \"x\", true, null]}, \"n\": 1.50, \"z\": null}");
        assertEquals(List.of("1", "x", "true", ""), json.texts("a", "b"));
        assertEquals("1.50", json.text("n"));
        assertEquals(2, json.number("n"));
        assertEquals("", json.text("a", "b"));
        assertEquals("", json.text("q", "r"));
        assertEquals(List.of(), json.items("n"));
        assertEquals(0, json.number("a"));
        assertTrue(json.items("a", "b").get(2).isTrue());
        assertFalse(json.at("z").exists());
        assertTrue(json.entries("q").isEmpty());
    }

    @Test
    void brokenTextIsRefused() {
        for (String text : List.of("", "{", "[1", "{} {}", "<html>", "{\"a\" 1}")) {
            assertThrows(IOException.class, () -> read(text), text);
        }
    }

    @Test
    void labelsAreNamedAsThePeersNameThem() {
        assertEquals(
                Labels.of(
                        "__address__", "[::1]:80",
                        "__meta_x_labelpresent_a_b_", "true",
                        "__meta_x_tags", ",a,b,"),
                Target.of("x")
                        .address("::1", 80)
                        .present("label", "a.b\u00e4", "")
                        .list("tags", List.of("a", "b"))
                        .list("none", List.of())
                        .set("empty", "")
                        .build());
    }
}
