package io.gnomon.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LatenessTest {
    @Test
    void requestsAreLateByWhatTheyComeAfterTheirSlot() {
        // Slots of target 0 lie at 1, 11, 21 ... s; the first request is 4 ms late itself.
        String arrivals =
                """
                0 1004000000
                1 5000000000
                0 11000000000
                1 15000000000
                0 21030000000
                0 51001000000
                """;
        assertEquals(new Lateness(2, 30, 30), Lateness.of(arrivals, 10_000));
    }

    @Test
    void nineHundredNinetyOfAThousandAreNotLater() {
        StringBuilder arrivals = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            int late = i < 985 ? 0 : i < 991 ? 20 : 70;
            arrivals.append("0 ").append((i * 1000L + late) * 1_000_000).append('\n');
        }
        assertEquals(new Lateness(0, 20, 70), Lateness.of(arrivals.toString(), 1000));
    }

    @Test
    void nothingIsNotLate() {
        assertEquals(new Lateness(0, 0, 0), Lateness.of("", 1000));
    }
}
