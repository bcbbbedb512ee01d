package io.gnomon.platform.core.http.internal.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.platform.core.http.internal.routing.HttpError;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
    @ParameterizedTest
    @CsvSource({
        "1435781430.781, 1435781430781",
        "0, 0",
        "-1.5, -1500",
        "1e9, 1000000000000",
        "2015-07-01T20:10:30.781Z, 1435781430781",
        "2015-07-01T22:10:30.781+02:00, 1435781430781",
        "2015-07-01T20:10:30.7816789Z, 1435781430781",
        "-292273086-05-16T16:47:06Z, -2305843009213693952",
        "+292277025-08-18T07:12:54.999999999Z, 2305843009213693951"
    })
    void times(String text, long millis) throws HttpError {
        assertEquals(millis, Parameters.parseTime("time", text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "now", "2015-07-01", "1e300", "NaN", "Inf", "1d", "1f", " 1", "0x1p3"})
    void notTimes(String text) {
        HttpError e = assertThrows(HttpError.class, () -> Parameters.parseTime("time", text));
        assertEquals(400, e.status());
        assertEquals(
                "invalid parameter \"time\": cannot parse \"" + text + "\" to a valid timestamp",
                e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "15, 15000",
        "0.5, 500",
        "1m, 60000",
        "1h30m, 5400000",
        "250ms, 250",
        "-1, -1000",
        "1d, 86400000",
        "2.5e1, 25000"
    })
    void durations(String text, long millis) throws HttpError {
        assertEquals(millis, Parameters.parseDuration("step", text));
    }

    @Test
    void notDurations() {
        HttpError e = assertThrows(HttpError.class, () -> Parameters.parseDuration("step", "1x"));
        assertEquals(
                "invalid parameter \"step\": cannot parse \"1x\" to a valid duration",
                e.getMessage());
    }
}
