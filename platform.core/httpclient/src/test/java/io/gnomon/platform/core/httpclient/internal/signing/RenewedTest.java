package io.gnomon.platform.core.httpclient.internal.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

class RenewedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Instant now = Instant.EPOCH;
    private int fetches;
    private boolean broken;
    private final Renewed<Integer> value =
            new Renewed<>(
                    Duration.ofSeconds(60),
                    () -> now,
                    timeLeft -> {
                        fetches++;
                        if (broken) {
                            throw new IOException("no answer");
                        }
                        return new Renewed.Lasting<>(fetches, now.plusSeconds(600));
                    });

    @Test
    void isFetchedAgainBeforeItsEnd() throws Exception {
        assertEquals(1, value.get(PATIENCE));
        now = now.plusSeconds(539);
        assertEquals(1, value.get(PATIENCE));
        now = now.plusSeconds(1);
        assertEquals(2, value.get(PATIENCE));
    }

    @Test
    void isUsedToItsEndWhileThereIsNoOther() throws Exception {
        assertEquals(1, value.get(PATIENCE));
        broken = true;
        now = now.plusSeconds(599);
        assertEquals(1, value.get(PATIENCE));
        now = now.plusSeconds(1);
        assertEquals(
                "no answer",
                assertThrows(IOException.class, () -> value.get(PATIENCE)).getMessage());
        broken = false;
        assertEquals(4, value.get(PATIENCE));
    }
}
