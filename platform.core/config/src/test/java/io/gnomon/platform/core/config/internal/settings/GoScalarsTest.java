package io.gnomon.platform.core.config.internal.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoScalarsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-7, -7",
        "+7, 7",
        "1_000, 1000",
        "017, 15",
        "0o17, 15",
        "0x1F, 31",
        "0b101, 5",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808"
    })
    void readsIntegersAsGo(String text, long value) {
        assertEquals(value, GoScalars.toLong(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "1.0", "08", "0xg", "9223372036854775808", "1e3", "ten"})
    void otherTextsAreNoIntegers(String text) {
        assertNull(GoScalars.toLong(text));
    }

    @Test
    void readsBooleansAsYaml11() {
        assertEquals(true, GoScalars.toBoolean("yes"));
        assertEquals(true, GoScalars.toBoolean("On"));
        assertEquals(false, GoScalars.toBoolean("off"));
        assertEquals(false, GoScalars.toBoolean("n"));
        assertNull(GoScalars.toBoolean("tRue"));
        assertNull(GoScalars.toBoolean("1"));
    }

    @ParameterizedTest
    @CsvSource({"1.5, 1.5", "-.5, -0.5", "1e3, 1000", "1_0.5, 10.5", ".inf, Infinity", "0x10, 16"})
    void readsFloats(String text, double value) {
        assertEquals(value, GoScalars.toDouble(text));
    }

    @Test
    void otherTextsAreNoFloats() {
        assertEquals(Double.NaN, GoScalars.toDouble(".NaN"));
        assertNull(GoScalars.toDouble("1.5s"));
        assertNull(GoScalars.toDouble("NaN"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "100B, 100",
        "1KB, 1024",
        "15MB, 15728640",
        "1.5KiB, 1536",
        "2G, 2147483648"
    })
    void readsSizes(String text, long bytes) {
        assertEquals(bytes, GoScalars.toBytes(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "100", "MB", "1XB", "-1MB", "9999EB"})
    void refusesOtherSizes(String text) {
        assertThrows(IllegalArgumentException.class, () -> GoScalars.toBytes(text));
    }
}
