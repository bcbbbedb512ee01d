package io.gnomon.platform.core.remote.internal.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

class EndpointTest {
    @ParameterizedTest
    @CsvSource({"'', 0", "7, 7000", "0, 0", "soon, 0", "99999999999999, 0", "-1, 0"})
    void secondsAfterWhichToTryAgain(String header, long millis) {
        assertEquals(millis, Endpoint.retryAfterMillis(header));
    }

    @Test
    void aDateAfterWhichToTryAgain() {
        DateTimeFormatter format = DateTimeFormatter.RFC_1123_DATE_TIME;
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
        long millis = Endpoint.retryAfterMillis(format.format(now.plusSeconds(60)));
        assertTrue(millis > 50_000 && millis <= 60_000, "" + millis);
        assertEquals(0, Endpoint.retryAfterMillis(format.format(now.minusSeconds(60))));
    }
}
