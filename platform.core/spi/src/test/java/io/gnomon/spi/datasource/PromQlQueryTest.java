package io.gnomon.spi.datasource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.spi.datasource.PromQlQuery.Format;

import org.junit.jupiter.api.Test;

import java.util.List;

final class PromQlQueryTest {
    @Test
    void aRangeIsAskedForUnlessInstantIs() {
        assertTrue(new PromQlQuery("up", false, null, Format.TIME_SERIES, "", "").isRange());
        assertFalse(new PromQlQuery("up", true, null, Format.TIME_SERIES, "", "").isRange());
        assertTrue(new PromQlQuery("up", true, true, Format.TIME_SERIES, "", "").isRange());
    }

    @Test
    void aPlainValueIsEscapedForTheStringAroundIt() {
        assertEquals("node-1:9100", PromQlQuery.variable(List.of("node-1:9100"), false));
        assertEquals(
                "a\\x22} or b{c=\\x22", PromQlQuery.variable(List.of("a\"} or b{c=\""), false));
        assertEquals("C:\\\\x\\x27\\x60\\n", PromQlQuery.variable(List.of("C:\\x'`\n"), false));
    }

    @Test
    void valuesOfAMultiVariableAreARegularExpression() {
        assertEquals("10\\\\.0\\\\.0\\\\.1", PromQlQuery.variable(List.of("10.0.0.1"), true));
        assertEquals("(a\\\\|b|c)", PromQlQuery.variable(List.of("a|b", "c"), true));
    }
}
