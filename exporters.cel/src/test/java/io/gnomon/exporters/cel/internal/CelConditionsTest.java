package io.gnomon.exporters.cel.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.spi.common.JsonConditions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;

class CelConditionsTest {
    private static final String BODY =
            """
            {"foo": "bar", "baz": "qux", "n": 3, "x": 1.5, "none": null, "yes": true,
             "list": [1, {"a": "b"}], "inner": {"deep": ["v"]}}
            """;

    private final JsonConditions conditions = new CelConditions();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "body.foo == 'bar' && body.baz.startsWith('q'); true",
                "body.foo == 'x'; false",
                "body.n == 3; true",
                "body.n > 2 && body.n < 3.5; true",
                "body.n * 2.0 == 6.0; true",
                "body.x == 1.5; true",
                "body.none == null; true",
                "body.yes; true",
                "has(body.gone); false",
                "'deep' in body.inner; true",
                "body.inner.deep[0] == 'v'; true",
                "size(body.list) == 2 && body.list[1].a == 'b'; true",
                "body.list.exists(e, e == 1); true",
                "body.foo.matches('^b.r$'); true",
            })
    void isTrueOrNot(String expression, boolean holds) throws IOException {
        assertEquals(holds, conditions.compile(expression).holds(BODY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "body.foo ==; mismatched input",
                "bdy.foo == 'a'; undeclared reference to 'bdy'",
                "'text'; the expression has to be true or false, and is a string",
            })
    void refusesWhatIsNoCondition(String expression, String reason) {
        String message =
                String.valueOf(
                        assertThrows(
                                        IllegalArgumentException.class,
                                        () -> conditions.compile(expression))
                                .getMessage());
        assertTrue(message.contains(reason), message);
        assertEquals(1, message.lines().count(), message);
    }

    @Test
    void saysWhyThereIsNoValue() {
        JsonConditions.Condition condition = conditions.compile("body.foo == 'bar'");
        assertReason("the body is not JSON: ", condition, "no");
        assertReason("the body is not a JSON object", condition, "[1]");
        assertReason("the body is not a JSON object", condition, "");
        assertReason("foo", condition, "{}");
        assertReason(
                "the expression is neither true nor false", conditions.compile("body.n"), BODY);
    }

    private static void assertReason(
            String reason, JsonConditions.Condition condition, String json) {
        String message =
                String.valueOf(
                        assertThrows(IOException.class, () -> condition.holds(json)).getMessage());
        assertTrue(message.contains(reason), message);
    }
}
