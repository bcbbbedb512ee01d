package io.gnomon.platform.tsdb.internal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The tables of promtool 3.5. */
class BlockTableTest {
    private static String table(boolean readable) {
        StringWriter text = new StringWriter();
        BlockTable table = new BlockTable(new PrintWriter(text), readable);
        table.row("01M8CAA7CSH2THDV2N20XPVYMT", 1700000000000L, 1700000045001L, 8, 5, 5, 1047);
        table.row("01M8CAA7EHC1D6F5AV6W4DX9ZS", 1700010045000L, 1700010045001L, 1, 1, 1, 582);
        return text.toString().replace("\r\n", "\n");
    }

    @Test
    void plain() {
        assertEquals(
                """
                BLOCK ULID                  MIN TIME       MAX TIME       DURATION     NUM SAMPLES  NUM CHUNKS   NUM SERIES   SIZE
                01M8CAA7CSH2THDV2N20XPVYMT  1700000000000  1700000045001  45.001s      8            5            5            1047
                01M8CAA7EHC1D6F5AV6W4DX9ZS  1700010045000  1700010045001  1ms          1            1            1            582
                """,
                table(false));
    }

    @Test
    void readable() {
        assertEquals(
                """
                BLOCK ULID                  MIN TIME                       MAX TIME                       DURATION     NUM SAMPLES  NUM CHUNKS   NUM SERIES   SIZE
                01M8CAA7CSH2THDV2N20XPVYMT  2023-11-14 22:13:20 +0000 UTC  2023-11-14 22:14:05 +0000 UTC  45.001s      8            5            5            1KiB23B
                01M8CAA7EHC1D6F5AV6W4DX9ZS  2023-11-15 01:00:45 +0000 UTC  2023-11-15 01:00:45 +0000 UTC  1ms          1            1            1            582B
                """,
                table(true));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "999, 999ms",
        "1000, 1s",
        "61500, 1m1.5s",
        "7140001, 1h59m0.001s",
        "86400000, 24h0m0s"
    })
    void durations(long millis, String text) {
        assertEquals(text, BlockTable.duration(millis));
    }
}
