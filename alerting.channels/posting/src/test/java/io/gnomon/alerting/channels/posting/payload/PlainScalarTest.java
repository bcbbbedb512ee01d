package io.gnomon.alerting.channels.posting.payload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.alerting.channels.posting.Json;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainScalarTest {
    /** As Go's yaml.v2 reads them into an interface. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|1",
                "-12|-12",
                "1_000|1000",
                "017|15",
                "0o17|15",
                "0x1F|31",
                "0b101|5",
                "1.50|1.5",
                ".5|0.5",
                "1e3|1E+3",
                "0.0|0",
                "yes|true",
                "Off|false",
                "true|true",
                "~|null",
                "null|null",
                "2020-01-01|\"2020-01-01\"",
                "12:30|\"12:30\"",
                "1.2.3|\"1.2.3\"",
                "firing|\"firing\"",
                "08|8",
            })
    void scalarsWithoutQuotesHaveTypes(String text, String json) {
        assertEquals(json, new String(Json.bytes(PlainScalar.value(text)), UTF_8));
    }
}
