package io.gnomon.platform.core.dashboards.internal.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AdHocFiltersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "job|=|node# job=\"node\"",
                "job|!=|# job!=\"\"",
                "job|=~|a.*# job=~\"a.*\"",
                "path|!~|/x__gfp__/y# path!~\"/x|/y\"",
                "job|=||a|b.c# job=~\"a|b\\\\.c\"",
                "job|!=||a# job!~\"a\""
            })
    void aTextIsACondition(String text, String matcher) {
        assertEquals(matcher, AdHocFilters.matcher(text).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "job# filter \"job\": must be name|operator|value",
                "|=|x# filter \"|=|x\": must be name|operator|value",
                "a|=|b|c# filter \"a|=|b|c\": must be name|operator|value",
                "a|>|1# filter \"a|>|1\": the operator \">\" is unknown; valid: =, !=, =~, !~, =|,"
                        + " !=|"
            })
    void whatIsNoneIsRefused(String text, String sentence) {
        assertEquals(
                sentence,
                assertThrows(IllegalArgumentException.class, () -> AdHocFilters.matcher(text))
                        .getMessage());
    }
}
