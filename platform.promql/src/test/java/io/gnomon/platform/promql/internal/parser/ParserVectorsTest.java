package io.gnomon.platform.promql.internal.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gnomon.platform.testkit.PeerData;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Prometheus's own parser and printer cases. */
class ParserVectorsTest {
    /** Messages of other parts than the text says, and texts that are no text. */
    private static final List<String> SKIPPED = List.of("_call", "_op");

    private static JsonNode cases(String file) throws IOException {
        return new ObjectMapper()
                .readTree(PeerData.folder("vectors/" + file).toFile())
                .get("cases");
    }

    @TestFactory
    List<DynamicTest> parses() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode one : cases("promql-parse.json")) {
            JsonNode input = one.get("input");
            if (SKIPPED.stream().noneMatch(input::has)) {
                String query = text(input);
                tests.add(dynamicTest(name(query), () -> check(query, one)));
            }
        }
        return tests;
    }

    private static String name(String query) {
        return "\"" + query + "\"";
    }

    private static String text(JsonNode input) {
        return input.isTextual()
                ? input.asText()
                : new String(
                        HexFormat.of().parseHex(input.get("bytes_hex").asText()),
                        StandardCharsets.UTF_8);
    }

    private static void check(String query, JsonNode expected) throws ParseException {
        if (expected.get("ok").asBoolean()) {
            PromqlParser.parse(query, ParserOptions.ALL);
            return;
        }
        ParseException e =
                assertThrows(
                        ParseException.class, () -> PromqlParser.parse(query, ParserOptions.ALL));
        JsonNode first = expected.path("errors").path(0);
        assertEquals(first.get("message").asText(), e.getMessage());
        if (query.indexOf('\ufffd') < 0) {
            assertEquals(first.get("start").asInt(), bytes(query, e.span().start()));
            assertEquals(first.get("end").asInt(), bytes(query, e.span().end()));
        }
    }

    private static int bytes(String query, int index) {
        return query.substring(0, index).getBytes(StandardCharsets.UTF_8).length;
    }

    @TestFactory
    List<DynamicTest> prints() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode one : cases("promql-print.json")) {
            String query = one.get("in").asText();
            tests.add(
                    dynamicTest(
                            name(query),
                            () -> {
                                String printed = print(query);
                                assertEquals(one.get("out").asText(), printed);
                                assertEquals(printed, print(printed), "printed again");
                            }));
        }
        return tests;
    }

    private static String print(String query) throws ParseException {
        return Printer.print(PromqlParser.parse(query, ParserOptions.ALL));
    }

    @TestFactory
    List<DynamicTest> printsWhatParsesToTheSame() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode one : cases("promql-parse.json")) {
            if (one.get("ok").asBoolean() && one.get("input").isTextual()) {
                String query = one.get("input").asText();
                tests.add(
                        dynamicTest(query, () -> assertEquals(print(query), print(print(query)))));
            }
        }
        return tests;
    }
}
