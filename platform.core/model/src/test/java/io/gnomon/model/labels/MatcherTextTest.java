package io.gnomon.model.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Selectors in settings. */
class MatcherTextTest {
    private static void assertParsed(String expected, String text) {
        assertEquals(expected, MatcherText.parse(text).toString());
    }

    private static void assertRefused(String sentence, String text) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> MatcherText.parse(text));
        assertEquals(sentence, refused.getMessage());
    }

    @Test
    void formsOfSelectors() {
        assertParsed("[__name__=\"up\"]", "up");
        assertParsed("[__name__=\"up\"]", " up { } ");
        assertParsed("[__name__=\"a:b\", job!=\"x\"]", "a:b{job!='x'}");
        assertParsed("[a=\"1\", b=~\"x|y\", c!~\"z.*\"]", "{a=\"1\", b=~`x|y`,c !~ 'z.*',}");
        assertParsed(
                "[__name__=\"utf8 name\", \"a.b\"=\"\\\"\\\\\\n\"]",
                "{\"utf8 name\", \"a.b\"=\"\\\"\\\\\\n\"}");
    }

    @Test
    void mistakesAreSaidWithTheirPlace() {
        assertRefused(
                "the matchers \"{job}\" are wrong at character 5: expected one of =, !=, =~, !~,"
                        + " found '}'",
                "{job}");
        assertRefused(
                "the matchers \"{job=x}\" are wrong at character 6: expected a text in quotes,"
                        + " found 'x'",
                "{job=x}");
        assertRefused(
                "the matchers \"{job=\"x\"\" are wrong at character 9: expected '}'", "{job=\"x\"");
        assertRefused(
                "the matchers \"up}\" are wrong at character 3: expected '{', found '}'", "up}");
        assertRefused(
                "the matchers \"{a='\\q'}\" are wrong at character 6: expected one of n, t, r, \\,"
                        + " \" and ' behind \\, found 'q'",
                "{a='\\q'}");
        assertThrows(IllegalArgumentException.class, () -> MatcherText.parse("{a=~'('}"));
    }

    @Test
    void whatSelectsEverythingIsRefused() {
        String all = "selects every series: give a matcher that does not match ''";
        assertRefused("\"{}\" " + all, "{}");
        assertRefused("\"{a=~'.*'}\" " + all, "{a=~'.*'}");
        assertRefused("\"\" " + all, "");
    }
}
