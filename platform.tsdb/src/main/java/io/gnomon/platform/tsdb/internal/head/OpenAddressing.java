package io.gnomon.platform.tsdb.internal.head;

/** Hash tables of numbers in one array: a slot holds a number plus one. */
final class OpenAddressing {
    static final int FREE = 0;
    static final int REMOVED = -1;

    private OpenAddressing() {}

    static int spread(int hash) {
        int h = hash * 0x9E3779B9;
        return h ^ h >>> 15;
    }

    /** Slots for so many numbers, and for twice as many. */
    static int[] slots(int numbers) {
        return new int[Integer.highestOneBit(Math.max(512, numbers)) << 2];
    }

    static void insert(int[] slots, int hash, int number) {
        int mask = slots.length - 1;
        int i = hash & mask;
        while (slots[i] != FREE) {
            i = i + 1 & mask;
        }
        slots[i] = number + 1;
    }

    /** Takes a number out; false when it is not in. */
    static boolean remove(int[] slots, int hash, int number) {
        int mask = slots.length - 1;
        for (int i = hash & mask; slots[i] != FREE; i = i + 1 & mask) {
            if (slots[i] == number + 1) {
                slots[i] = REMOVED;
                return true;
            }
        }
        return false;
    }
}
