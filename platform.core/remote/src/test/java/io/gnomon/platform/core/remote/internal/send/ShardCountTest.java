package io.gnomon.platform.core.remote.internal.send;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ShardCountTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void asManyAsAreBusyWithinTheBounds() {
        ShardCount count = new ShardCount(1, 8);
        long begin = System.nanoTime();
        assertEquals(1, count.wanted(1, SECOND / 2, 0, begin + SECOND), "half busy");
        assertEquals(2, count.wanted(1, 2 * SECOND, SECOND / 2, begin + 2 * SECOND), "waited");
        count.restart();
        assertEquals(8, count.wanted(6, 6 * SECOND, SECOND, begin + 3 * SECOND), "most");
        count.restart();
        assertEquals(2, count.wanted(8, SECOND, 0, begin + 4 * SECOND), "fewer");
        count.restart();
        assertEquals(8, count.wanted(8, 5 * SECOND, 0, begin + 5 * SECOND), "few too many stay");
        count.restart();
        assertEquals(1, count.wanted(2, 0, 0, begin + 6 * SECOND), "least");
    }
}
