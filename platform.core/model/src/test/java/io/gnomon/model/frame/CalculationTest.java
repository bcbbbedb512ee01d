package io.gnomon.model.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.model.frame.Field.Column;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;

final class CalculationTest {
    private static final Column NUMBERS =
            Columns.of(FieldType.NUMBER, Arrays.asList(null, 2.0, 4.0, 4.0, 1.0, 9.0, Double.NaN));

    @ParameterizedTest
    @CsvSource({
        "lastNotNull, 9.0",
        "last, NaN",
        "firstNotNull, 2.0",
        "first, null",
        "min, 1.0",
        "max, 9.0",
        "mean, 4.0",
        "median, 4.0",
        "variance, 7.6",
        "stdDev, 2.756809750418044",
        "sum, 20.0",
        "count, 5.0",
        "range, 8.0",
        "delta, 11.0",
        "step, -3.0",
        "diff, 7.0",
        "diffperc, 3.5",
        "logmin, 1.0",
        "minAboveZero, 1.0",
        "changeCount, 3.0",
        "distinctCount, 4.0",
        "allIsZero, false",
        "allIsNull, false",
        "allValues, '2, 4, 4, 1, 9'",
        "uniqueValues, '2, 4, 1, 9'",
        "p25, 2.0",
        "p90, 7.0",
    })
    void ofNumbers(String id, String value) {
        assertEquals(value, String.valueOf(Calculation.named(id).apply(NUMBERS)));
    }

    @Test
    void ofNothing() {
        Column none = Columns.of(FieldType.NUMBER, Arrays.asList(null, Double.NaN));
        assertNull(Calculation.named("mean").apply(none));
        assertNull(Calculation.named("lastNotNull").apply(none));
        assertEquals(0.0, Calculation.named("count").apply(none));
        assertEquals(true, Calculation.named("allIsNull").apply(none));
        assertEquals(false, Calculation.named("allIsZero").apply(none));
    }

    @Test
    void ofOtherTypes() {
        Column texts = Columns.texts(Arrays.asList("a", "b", null));
        assertEquals("b", Calculation.named("lastNotNull").apply(texts));
        assertEquals(FieldType.TEXT, Calculation.named("lastNotNull").typeFor(texts));
        assertEquals(FieldType.NUMBER, Calculation.named("max").typeFor(texts));
        assertNull(Calculation.named("max").apply(texts));
        Column times = new Column.Time(new long[] {5, 7}, new boolean[] {false, true});
        assertEquals(5L, Calculation.named("lastNotNull").apply(times));
    }

    @Test
    void unknownOnesAreNamed() {
        assertEquals(
                "there is no calculation \"p100\"; valid: lastNotNull, last, firstNotNull, first,"
                    + " min, max, mean, median, variance, stdDev, sum, count, range, delta, step,"
                    + " diff, diffperc, logmin, minAboveZero, changeCount, distinctCount,"
                    + " allIsZero, allIsNull, allValues, uniqueValues and p1 to p99",
                assertThrows(IllegalArgumentException.class, () -> Calculation.named("p100"))
                        .getMessage());
    }
}
