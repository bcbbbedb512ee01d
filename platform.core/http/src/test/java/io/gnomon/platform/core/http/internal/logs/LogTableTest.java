package io.gnomon.platform.core.http.internal.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.testkit.frame.FrameText;
import io.gnomon.spi.datasource.ServerTable.Wanted;

import org.junit.jupiter.api.Test;

import java.util.List;

class LogTableTest {
    private static final long START = LogLines.START.toEpochMilli();

    private final LogTable table = new LogTable(LogLines.four()::lines);

    private String shown(Wanted wanted) {
        return FrameText.of(List.of(table.find(wanted)));
    }

    @Test
    void newestFirstWithinTheTimeRange() {
        assertEquals(
                """
                frame  "logs" LOGS rows=2
                  Time = 1795719602000 1795719601000
                  message = slow: 3 s listening on 127.0.0.1:9090
                  level = warn info
                  logger = io.gnomon.b.Room io.gnomon.b.Room
                """,
                FrameText.of(List.of(table.rows(START + 1000, START + 2000, 10))));
        assertTrue(table.isForAdministrators());
    }

    @Test
    void byLevelTextAndNumber() {
        assertEquals(
                """
                frame  "logs" LOGS rows=1
                  Time = 1795719603000
                  message = disk full
                nothing is written
                  level = error
                  logger = io.gnomon.a.Wal
                """,
                shown(new Wanted(START, START + 9000, 10, "warn", "wal")));
        assertTrue(shown(new Wanted(START, START + 9000, 2, "", "")).contains("rows=2"));
        assertTrue(shown(new Wanted(START, START + 9000, 10, "", "LISTENING")).contains("rows=1"));
    }

    @Test
    void aLevelThatIsNoneIsRefused() {
        assertEquals(
                "there is no level \"loud\"; valid are debug, info, warn and error",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> table.find(new Wanted(0, 1, 1, "loud", "")))
                        .getMessage());
    }
}
