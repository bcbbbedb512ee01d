package io.gnomon.platform.core.scrape.internal.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SlotsTest {
    @Test
    void slotsComeAtTheOffsetAfterAnyTime() {
        Slots slots = new Slots(10_000, 3_000);
        assertEquals(3_000, slots.after(0));
        assertEquals(13_000, slots.after(3_000));
        assertEquals(13_000, slots.after(12_999));
        assertEquals(23_000, slots.after(13_000));
    }

    @Test
    void timesAreAlignedWhenTheyAreALittleOff() {
        Slots slots = new Slots(10_000, 0);
        assertEquals(20_000, slots.aligned(20_000, 20_002));
        assertEquals(20_003, slots.aligned(20_000, 20_003));
        Slots fast = new Slots(100, 0);
        assertEquals(2_000, fast.aligned(2_000, 2_001));
        assertEquals(2_002, fast.aligned(2_000, 2_002), "more than 1 %");
    }

    @Test
    void offsetsSpreadOverTheInterval() {
        int[] quarters = new int[4];
        for (long hash = 0; hash < 1000; hash++) {
            Slots slots = Slots.of(15_000, hash * 0x9e3779b97f4a7c15L, 7);
            assertTrue(slots.offsetMillis() >= 0 && slots.offsetMillis() < 15_000);
            quarters[(int) (slots.offsetMillis() * 4 / 15_000)]++;
        }
        for (int count : quarters) {
            assertTrue(count > 150, "a quarter has only " + count);
        }
    }
}
