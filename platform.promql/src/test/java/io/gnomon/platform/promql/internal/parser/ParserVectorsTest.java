package io.gnomon.platform.promql.internal.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gnomon.model.text.Durations;
import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.testkit.PeerData;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Prometheus's own parser and printer cases. */
class ParserVectorsTest {
    private static final int SHOWN = 80;

    private static JsonNode cases(String file) throws IOException {
        return new ObjectMapper()
                .readTree(PeerData.folder("vectors/" + file).toFile())
                .get("cases");
    }

    private static String name(String query) {
        return query.length() <= SHOWN
                ? "\"" + query + "\""
                : "\"" + query.substring(0, SHOWN) + "\"...";
    }

    @TestFactory
    List<DynamicTest> parses() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode one : cases("promql-parse.json")) {
            String query = text(one.get("input"));
            tests.add(dynamicTest(name(query), () -> check(query, one)));
        }
        return tests;
    }

    /** Most inputs are texts, some bytes that are no UTF-8, some say how they are made. */
    private static String text(JsonNode input) {
        if (input.isTextual()) {
            return input.asText();
        }
        if (input.has("bytes_hex")) {
            byte[] bytes = HexFormat.of().parseHex(input.get("bytes_hex").asText());
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (input.has("_op")) {
            return text(input.get("l")) + text(input.get("r"));
        }
        JsonNode arguments = input.get("a");
        return input.get("_call").asText().equals("strings.Repeat")
                ? text(arguments.get(0)).repeat(arguments.get(1).asInt())
                : String.format(Locale.ROOT, arguments.get(0).asText(), number(arguments.get(1)));
    }

    private static double number(JsonNode made) {
        if (made.isNumber()) {
            return made.asDouble();
        }
        if (made.has("_op")) {
            double right = number(made.get("r"));
            return number(made.get("l")) + (made.get("_op").asText().equals("-") ? -right : right);
        }
        if (made.has("_call")) {
            return number(made.get("a").get(0));
        }
        return made.get("_id").asText().equals("math.MaxInt64") ? Long.MAX_VALUE : Long.MIN_VALUE;
    }

    private static void check(String query, JsonNode expected) throws ParseException {
        if (expected.get("ok").asBoolean()) {
            PromqlParser.parse(query, ParserOptions.ALL);
            return;
        }
        ParseException e =
                assertThrows(
                        ParseException.class, () -> PromqlParser.parse(query, ParserOptions.ALL));
        assertFalse(e.errors().isEmpty());
        if (expected.has("errors")) {
            List<String> wanted = new ArrayList<>();
            for (JsonNode one : expected.get("errors")) {
                wanted.add(
                        shown(
                                one.get("start").asInt(),
                                one.get("end").asInt(),
                                one.get("message").asText()));
            }
            List<String> found = new ArrayList<>();
            for (ParseError one : e.errors()) {
                found.add(
                        shown(
                                bytes(query, one.span().start()),
                                bytes(query, one.span().end()),
                                one.message()));
            }
            assertEquals(String.join("\n", wanted), String.join("\n", found));
        }
    }

    private static String shown(int start, int end, String message) {
        return start + "-" + end + " " + message;
    }

    /** U+FFFD stands for one byte that is no UTF-8. */
    private static int bytes(String query, int index) {
        return query.substring(0, index)
                .replace('\ufffd', '?')
                .getBytes(StandardCharsets.UTF_8)
                .length;
    }

    @TestFactory
    List<DynamicTest> prints() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode one : cases("promql-print.json")) {
            String query = one.get("in").asText();
            tests.add(
                    dynamicTest(
                            name(query),
                            () ->
                                    assertEquals(
                                            one.get("out").asText(), Printer.print(parse(query)))));
        }
        return tests;
    }

    @TestFactory
    List<DynamicTest> printsOverSeveralLines() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode one : cases("promql-pretty.json")) {
            String query = one.get("in").asText();
            tests.add(
                    dynamicTest(
                            name(query.strip()),
                            () ->
                                    assertEquals(
                                            one.get("out").asText(),
                                            PrettyPrinter.print(parse(query), 10))));
        }
        return tests;
    }

    @TestFactory
    List<DynamicTest> durations() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode one : cases("durations.json")) {
            String text = one.get("in").asText();
            if (one.has("error") || one.has("negativeAllowedOnly")) {
                tests.add(
                        dynamicTest(
                                name(text),
                                () ->
                                        assertThrows(
                                                IllegalArgumentException.class,
                                                () -> Durations.parseMillis(text))));
            } else {
                tests.add(
                        dynamicTest(
                                name(text),
                                () ->
                                        assertEquals(
                                                one.get("string").asText(),
                                                Durations.format(Durations.parseMillis(text)))));
            }
        }
        return tests;
    }

    private static Expr parse(String query) throws ParseException {
        return PromqlParser.parse(query, ParserOptions.ALL);
    }
}
