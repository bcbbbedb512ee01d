package io.gnomon.model.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.util.Random;

class GoNumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "-0.001, -0.001",
        "0.0001, 0.0001",
        "-1.5E-7, -0.00000015",
        "1.0E-7, 0.0000001",
        "1.0E10, 10000000000",
        "1.25E7, 12500000",
        "12345678.5, 12345678.5",
        "-1.0E22, -10000000000000000000000",
        "1.7976931348623158E22, 17976931348623158000000",
        "9007199254740992, 9007199254740992",
        "9007199254740993.5, 9007199254740994",
        "0, 0"
    })
    void plainHasNoExponent(double value, String text) {
        assertEquals(text, GoNumbers.plain(value));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0e+00",
        "-0.0, -0e+00",
        "1, 1e+00",
        "15, 1.5e+01",
        "-0.00025, -2.5e-04",
        "1.0E100, 1e+100",
        "NaN, NaN",
        "Infinity, +Inf"
    })
    void scientificAlwaysHasAnExponent(double value, String text) {
        assertEquals(text, GoNumbers.scientific(value));
    }

    @Test
    void plainIsTheShortestTextOfAnyNumber() {
        Random random = new Random(11);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 200_000; i++) {
            double value =
                    i % 2 == 0
                            ? Double.longBitsToDouble(random.nextLong())
                            : random.nextInt(1_000_000)
                                    / 1e4
                                    * Math.pow(10, random.nextInt(40) - 20);
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                continue;
            }
            out.setLength(0);
            GoNumbers.plain(out.append("before"), value);
            BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
            assertEquals("before" + digits.toPlainString(), out.toString());
        }
    }
}
