package io.gnomon.platform.core.templates.internal.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.platform.core.templates.internal.value.CallException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeParserTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2006-01-02|2024-03-15|2024-03-15 00:00:00 +0000 UTC",
                "2006-01-02T15:04:05Z07:00|2024-03-15T12:34:56.789Z|2024-03-15 12:34:56.789 +0000"
                        + " UTC",
                "2006-01-02T15:04:05Z07:00|2024-03-15T12:34:56+05:30|2024-03-15 12:34:56 +0530"
                        + " +0530",
                "Mon Jan _2 15:04:05 2006|Tue Mar  5 01:02:03 2024|2024-03-05 01:02:03 +0000 UTC",
                "Monday, 02-Jan-06 15:04:05 MST|Friday, 01-Mar-24 15:04:05 UTC|2024-03-01 15:04:05"
                        + " +0000 UTC",
                "3:04PM|12:30AM|0000-01-01 00:30:00 +0000 UTC",
                "3:04 pm|11:30 pm|0000-01-01 23:30:00 +0000 UTC",
                "January 2, 2006|february 29, 2024|2024-02-29 00:00:00 +0000 UTC",
                "06/1/2|70/12/31|1970-12-31 00:00:00 +0000 UTC",
                "2006 002|2024 060|2024-02-29 00:00:00 +0000 UTC",
                "05.000|07.125|0000-01-01 00:00:07.125 +0000 UTC"
            })
    void timesAreRead(String layout, String value, String expected) throws CallException {
        assertEquals(expected, TimeParser.parse(layout, value).string());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2006-01-02|2024-13-01|parsing time \"2024-13-01\": month out of range",
                "2006-01-02|2023-02-29|parsing time \"2023-02-29\": day out of range",
                "15:04|24:00|parsing time \"24:00\": hour out of range",
                "2006-01-02|2024-01-02x|parsing time \"2024-01-02x\": extra text: \"x\"",
                "2006-01-02|2024/01/02|parsing time \"2024/01/02\" as \"2006-01-02\": cannot parse"
                        + " \"/01/02\" as \"-\"",
                "Jan 2|Foo 2|parsing time \"Foo 2\" as \"Jan 2\": cannot parse \"Foo 2\" as"
                        + " \"Jan\"",
                "2006|20|parsing time \"20\" as \"2006\": cannot parse \"20\" as \"2006\""
            })
    void whatIsWrongIsSaid(String layout, String value, String message) {
        CallException e = assertThrows(CallException.class, () -> TimeParser.parse(layout, value));
        assertEquals(message, e.getMessage());
    }

    @Test
    void durationsPrintAsInGo() {
        assertEquals("0s", new GoDuration(0).string());
        assertEquals("1ns", new GoDuration(1).string());
        assertEquals("1.5µs", new GoDuration(1500).string());
        assertEquals("2.000001ms", new GoDuration(2_000_001).string());
        assertEquals("-1m0.5s", new GoDuration(-60_500_000_000L).string());
        assertEquals("2562047h47m16.854775807s", new GoDuration(Long.MAX_VALUE).string());
        assertEquals("-2562047h47m16.854775808s", new GoDuration(Long.MIN_VALUE).string());
    }
}
