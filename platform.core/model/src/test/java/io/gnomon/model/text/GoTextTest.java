package io.gnomon.model.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.model.labels.LabelNames;
import io.gnomon.model.labels.Regex;

import org.junit.jupiter.api.Test;

/** Numbers, durations, quotes and refusals of patterns as Go's programs write them. */
class GoTextTest {
    private static String refusal(Runnable parsing) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, parsing::run).getMessage());
    }

    @Test
    void numbersOfAnySizeHaveTheirShortestDigits() {
        assertEquals("-9223372036854776000", GoNumbers.plain(Long.MIN_VALUE));
        assertEquals("9223372036854776000", GoNumbers.plain(Long.MAX_VALUE));
        assertEquals("9007199254740991", GoNumbers.plain((1L << 53) - 1));
    }

    @Test
    void durationsAreReadFromTheirGreatestUnitOn() {
        assertEquals(90_061_001, Durations.parseMillis("1d1h1m1s1ms"));
        assertEquals("not a valid duration string: \"1m1h\"", parsed("1m1h"));
        assertEquals("not a valid duration string: \"5\"", parsed("5"));
        assertEquals("unknown unit \".\" in duration \"1.5d\"", parsed("1.5d"));
        assertEquals("duration out of range", parsed("293y"));
        assertEquals("duration out of range", parsed("9223372036854775808ms"));
        assertEquals(
                "not a valid duration string: \"92233720368547758070s\"",
                parsed("92233720368547758070s"));
    }

    private static String parsed(String text) {
        return refusal(() -> Durations.parseMillis(text));
    }

    @Test
    void durationsMayHaveDaysAndHours() {
        assertEquals("382d7m30s", Durations.format(33_005_250_000L));
        assertEquals("2w", Durations.format(14 * 86_400_000L));
    }

    @Test
    void onlyWhatPrintsStaysAsItIsInQuotes() {
        assertEquals(
                "\"a\\x00\\u0085\\u00a0\\u2028\u00e9\ud83d\ude00\\U000e0001\"",
                LabelNames.quoted("a\u0000\u0085\u00a0\u2028\u00e9\ud83d\ude00\udb40\udc01"));
    }

    @Test
    void patternsAreRefusedInRe2sWords() {
        assertEquals("error parsing regexp: unexpected ): `a|)b`", compiled("a|)b"));
        assertEquals("error parsing regexp: missing closing ): `a(b`", compiled("a(b"));
        String deep = "(".repeat(1001) + ")".repeat(1001);
        assertEquals(
                "error parsing regexp: expression nests too deeply: `" + deep + "`",
                compiled(deep));
    }

    private static String compiled(String source) {
        return refusal(() -> Regex.compile(source));
    }

    /** As Prometheus 3.5.3 answers: it does not shorten the exponent as encoding/json does. */
    @Test
    void numbersOfAnswersHaveExponentsOfTwoDigits() {
        StringBuilder out = new StringBuilder();
        GoNumbers.json(out, 3.2e-7);
        GoNumbers.json(out.append(' '), 1e21);
        assertEquals("3.2e-07 1e+21", out.toString());
    }
}
