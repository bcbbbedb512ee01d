package io.gnomon.platform.core.dashboards.internal.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

final class UnitsTest {
    private static final ZoneId UTC = ZoneId.of("UTC");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1536 | bytes | | 1.50 KiB",
                "1536 | decbytes | 1 | 1.5 kB",
                "999900 | short | 1 | 999.9 K",
                "999999 | short | 1 | 1.0 Mil",
                "1234 | short | | 1.23 K",
                "0.5 | percentunit | | 50%",
                "12.345 | percent | 1 | 12.3%",
                "0.0021 | s | | 2.10 ms",
                "90 | s | | 1.50 mins",
                "0 | ms | | 0 ms",
                "2500 | reqps | | 2.50 K req/s",
                "8000000 | bps | | 8 Mb/s",
                "2048 | binBps | 0 | 2 KiB/s",
                "3 | mbytes | | 3 MiB",
                "5 | none | | 5",
                "1234.5678901 | string | 2 | 1234.5678901",
                "5 | errors/s | | 5 errors/s",
                "5 | suffix:x | | 5x",
                "5 | prefix:~ | 2 | ~5.00",
                "1500 | si:m | | 1.50 km",
                "1234567 | locale | | '1,234,567'",
                "90061 | dtdurations | | '1 day, 1 hour'",
                "93784 | dthms | | 26:03:04",
                "93784 | dtdhms | | 1 d 02:03:04",
                "-64.5 | dtdhms | | -00:01:04",
                "3661000 | clockms | | 01h:01m:01s",
                "0 | bool_on_off | | Off",
                "1700000000000 | dateTimeAsIso | | 2023-11-14 22:13:20",
                "1500 | currencyUSD | | $1.50K",
                "21.5 | celsius | | 21.5 °C",
                "-0.0001 | none | 2 | 0.00",
                "NaN | bytes | | NaN",
            })
    void asThePageWritesThem(double value, String unit, Integer decimals, String text) {
        assertEquals(text, Units.text(value, unit, decimals, UTC));
    }

    /** The page has the list; a unit that is new there must not be a word here. */
    @Test
    void everyUnitOfThePageIsKnown() throws IOException {
        String page = Files.readString(Path.of("../../platform.web/src/main/web/display/units.ts"));
        Matcher id =
                Pattern.compile("(?m)^  ([A-Za-zµ_]+)(?:,|: )")
                        .matcher(page.substring(page.indexOf("const UNITS")));
        int units = 0;
        while (id.find()) {
            String text = Units.text(1, id.group(1), null, UTC);
            boolean asAWord = text.equals("1 " + id.group(1));
            boolean calledSo = id.group(1).equals("dBm") || id.group(1).equals("dB");
            assertFalse(asAWord && !calledSo && !id.group(1).matches("ns|µs|ms|s"), id.group(1));
            units++;
        }
        assertTrue(units > 70, "units: " + units);
    }
}
