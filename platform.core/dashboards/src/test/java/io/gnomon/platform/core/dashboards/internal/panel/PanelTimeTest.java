package io.gnomon.platform.core.dashboards.internal.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.platform.core.dashboards.internal.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

final class PanelTimeTest {
    /** A Thursday. */
    private static final long NOW = millis("2026-11-26T12:34:56Z");

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    @ParameterizedTest
    @CsvSource({
        "6h, 2026-11-26T06:34:56Z",
        "now-6h, 2026-11-26T06:34:56Z",
        "now-1d-6h, 2026-11-25T06:34:56Z",
        "now/d, 2026-11-25T23:00:00Z",
        "1d/d, 2026-11-24T23:00:00Z",
        "now/h, 2026-11-26T12:00:00Z",
        "now/w, 2026-11-22T23:00:00Z",
        "1w/w, 2026-11-15T23:00:00Z",
        "now/M, 2026-10-31T23:00:00Z",
        "1M/M, 2026-09-30T22:00:00Z",
        "now/Q, 2026-09-30T22:00:00Z",
        "now/y, 2025-12-31T23:00:00Z",
    })
    void distancesAreRoundedWhereThePanelIsLookedAt(String distance, String expected) {
        assertEquals(
                Instant.parse(expected),
                Instant.ofEpochMilli(PanelTime.of(BERLIN, "").before(distance, NOW, false)));
    }

    @Test
    void weeksBeginAsTheDashboardSays() {
        PanelTime sundays = PanelTime.of(ZoneId.of("UTC"), "sunday");
        assertEquals(millis("2026-11-22T00:00:00Z"), sundays.before("now/w", NOW, false));
        assertEquals(millis("2026-11-29T00:00:00Z") - 1, sundays.before("now/w", NOW, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "now", "1x", "6h/", "-", "1234567y", "now-1d/q"})
    void whatIsNoDistanceIsSaidSo(String text) {
        PanelTime time = PanelTime.of(BERLIN, "");
        var refused =
                assertThrows(IllegalArgumentException.class, () -> time.before(text, NOW, false));
        assertEquals(
                "\"" + text + "\" is no distance in time; valid are 6h, now-6h, 1d/d, now/w",
                refused.getMessage());
    }

    private static PanelSpan span(String panel) throws Exception {
        ObjectNode json = Json.object(panel);
        Variables none = new Variables(Json.newObject(), Map.of(), 0);
        return PanelSpan.of(
                json, NOW - 3_600_000, NOW, 500, none, PanelTime.of(ZoneId.of("UTC"), ""));
    }

    @Test
    void aPanelMayShowAnotherTimeThanItsDashboard() throws Exception {
        assertEquals(NOW - 6 * 3_600_000, span("{\"timeFrom\": \"6h\"}").fromMillis());
        assertEquals(NOW - 90 * 60_000, span("{\"timeFrom\": \"1h30m\"}").fromMillis());
        PanelSpan shifted = span("{\"timeFrom\": \"2h\", \"timeShift\": \"1d\"}");
        assertEquals(NOW - 26 * 3_600_000, shifted.fromMillis());
        assertEquals(NOW - 24 * 3_600_000, shifted.toMillis());
        PanelSpan yesterday = span("{\"timeShift\": \"1d/d\"}");
        assertEquals(millis("2026-11-25T00:00:00Z"), yesterday.fromMillis());
        assertEquals(millis("2026-11-26T00:00:00Z") - 1, yesterday.toMillis());
        assertEquals(NOW - 3_600_000, span("{\"timeFrom\": null}").fromMillis());
    }

    @Test
    void aWrongTimeIsNamedWithItsField() {
        var refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> span("{\"timeShift\": \"yesterday\"}"));
        assertEquals(
                "timeShift: \"yesterday\" is no distance in time; valid are 6h, now-6h, 1d/d,"
                        + " now/w",
                refused.getMessage());
    }
}
