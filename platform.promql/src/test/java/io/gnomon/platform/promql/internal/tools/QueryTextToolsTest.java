package io.gnomon.platform.promql.internal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.spi.ToolProvider;

class QueryTextToolsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(ToolProvider tool, String... arguments) {
        return tool.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void format() {
        assertEquals(0, run(new FormatQuery(), "sum (x)by(a)"));
        assertEquals("sum by (a) (x)\n", out.toString());
        assertEquals(1, run(new FormatQuery(), "sum("));
        assertEquals("1:5: parse error: unclosed left parenthesis\n", err.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "up|job|a|=|up{job=\"a\"}",
                "up{job=~\"b\",x=\"y\"}|job|a|!=|up{job!=\"a\",x=\"y\"}",
                "up|__name__|a|!=|up{__name__!=\"a\"}",
                "up|__name__|up|=|up",
                "1|job|a|=|1",
                "max_over_time(rate(a[5m] offset 1m)[1h:1m]) / -(b +"
                        + " c)|j|k|=|max_over_time(rate(a{j=\"k\"}[5m] offset 1m)[1h:1m]) /"
                        + " -(b{j=\"k\"} + c{j=\"k\"})",
                "topk by (x) (3, a)|j|k|=~|topk by (x) (3, a{j=~\"k\"})",
            })
    void setMatcher(String query, String name, String value, String operator, String expected) {
        assertEquals(0, run(new SetMatcher(), query, name, value, operator), err::toString);
        assertEquals(expected + "\n", out.toString());
    }

    @Test
    void mistakesOfMatchers() {
        assertEquals(1, run(new SetMatcher(), "up", "a", "(", "=~"));
        assertEquals(1, run(new SetMatcher(), "up", "a", "b", "~"));
        assertEquals("invalid label match type: ~", err.toString().lines().toList().getLast());
        assertEquals("", out.toString());
    }

    @Test
    void deleteMatcher() {
        assertEquals(
                0, run(new DeleteMatcher(), "a{x=\"1\",y=\"2\",x!=\"3\"} + {\"b\",x=\"1\"}", "x"));
        assertEquals("a{y=\"2\"} + {__name__=\"b\"}\n", out.toString());
    }
}
