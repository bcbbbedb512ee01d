package io.gnomon.model.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegexTest {
    private static String refused(String pattern) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> Regex.compile(pattern))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "abc 3 3",
                "a{3} 3 1",
                "(ab){3} 9 2",
                "((a{10}){10}){10} 1110 1",
                "(a{2,}){0,5} 15 1",
                "a{,5} 5 1",
                "\\x{10FFFF}{4} 4 1",
                "\\pN{4} 5 2",
                "[^]a{9}]{7} 7 7",
                "[[:alpha:]\\]x]{2} 2 13",
                "\\Qa{5}(\\E+ 7 6",
                "a{5 3 2",
                "a\\ 2 2",
                "))((( 2 0"
            })
    void sizesAreFoundWithoutCompiling(String pattern, long steps, int longestRun) {
        assertEquals(steps, RegexSize.of(pattern).steps());
        assertEquals(longestRun, RegexSize.of(pattern).longestRun());
    }

    @Test
    void whatIsTooLargeToCompileIsRefusedAtOnce() {
        assertTrue(refused("((a{1000}){1000})").contains("more than 250000"));
        assertTrue(refused("(?:.?){1000}".repeat(90)).contains("more than 250000"));
        assertTrue(refused("a".repeat(100_000)).contains("more than 4096 plain characters"));
        assertTrue(refused("[" + "a-z".repeat(5000) + "]").contains("more than 4096"));
    }

    @Test
    void thousandsOfHostsInAVariableOfADashboardAreNot() {
        StringBuilder hosts = new StringBuilder("(");
        for (int i = 0; i < 5000; i++) {
            hosts.append("node-").append(100_000 + i).append("\\.example\\.com:9100|");
        }
        Regex regex = Regex.compile(hosts.append("none).*").toString());
        assertTrue(regex.matches("node-104999.example.com:9100/x"));
    }
}
