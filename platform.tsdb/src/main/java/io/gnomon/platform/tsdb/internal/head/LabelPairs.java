package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.labels.Labels;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The different pairs of label name and value, each kept once and known by a number that is used
 * again when no series has it. Changed under the lock of the dictionary, read by any thread.
 */
final class LabelPairs {
    /** Name and value of pair p at 2p and 2p + 1. */
    private volatile @Nullable String[] texts = new @Nullable String[512];

    private int[] uses = new int[256];
    private int[] byHash = new int[1024];
    private int next;
    private int[] free = new int[64];
    private int freeCount;
    private int taken;
    private final Map<String, String> names = new HashMap<>();

    String name(int pair) {
        return text(2 * pair);
    }

    String value(int pair) {
        return text(2 * pair + 1);
    }

    private String text(int at) {
        String text = texts[at];
        if (text == null) {
            throw new IllegalStateException("pair " + at / 2 + " is not in use");
        }
        return text;
    }

    /** No pair has this number or a higher one. */
    int end() {
        return texts.length / 2;
    }

    /** Whether pairs are those of a label set. */
    boolean equal(int[] pairs, Labels labels) {
        if (pairs.length != labels.size()) {
            return false;
        }
        @Nullable String[] all = texts;
        for (int i = 0; i < pairs.length; i++) {
            if (!labels.name(i).equals(all[2 * pairs[i]])
                    || !labels.value(i).equals(all[2 * pairs[i] + 1])) {
                return false;
            }
        }
        return true;
    }

    /** The label set of pairs, null when one of them is not in use any more. */
    @Nullable Labels labels(int[] pairs) {
        @Nullable String[] all = texts;
        Labels.Builder builder = Labels.builder();
        for (int pair : pairs) {
            String name = all[2 * pair];
            String value = all[2 * pair + 1];
            if (name == null || value == null) {
                return null;
            }
            builder.set(name, value);
        }
        return builder.build();
    }

    private static int hash(String name, String value) {
        return OpenAddressing.spread(31 * name.hashCode() + value.hashCode());
    }

    /** Counts a pair that some series have, unless it has gone away. */
    void count(int pair, int series, CardinalityCounts counts) {
        @Nullable String[] all = texts;
        String name = all[2 * pair];
        String value = all[2 * pair + 1];
        if (name != null && value != null && series > 0) {
            counts.add(name, value, series);
        }
    }

    // --- guarded by the lock of the dictionary --------------------------------------------------

    /** Number of a pair, -1 when no series has it. */
    int find(String name, String value) {
        int mask = byHash.length - 1;
        int i = hash(name, value) & mask;
        for (; byHash[i] != OpenAddressing.FREE; i = i + 1 & mask) {
            int pair = byHash[i] - 1;
            if (pair >= 0 && name.equals(texts[2 * pair]) && value.equals(texts[2 * pair + 1])) {
                return pair;
            }
        }
        return -1;
    }

    /** Number of a pair, made when it is new; to be used by a series at once. */
    int of(String name, String value) {
        int known = find(name, value);
        if (known >= 0) {
            return known;
        }
        int pair = freeCount > 0 ? free[--freeCount] : next++;
        if (pair == uses.length) {
            uses = Arrays.copyOf(uses, 2 * pair);
            texts = Arrays.copyOf(texts, 4 * pair);
        }
        @Nullable String[] all = texts;
        all[2 * pair] = names.computeIfAbsent(name, n -> n);
        all[2 * pair + 1] = value;
        texts = all;
        uses[pair] = 0;
        if (2 * ++taken > byHash.length) {
            rehash();
        } else {
            OpenAddressing.insert(byHash, hash(name, value), pair);
        }
        return pair;
    }

    private void rehash() {
        int[] fresh = OpenAddressing.slots(size());
        for (int pair = 0; pair < next; pair++) {
            if (texts[2 * pair] != null) {
                OpenAddressing.insert(fresh, hash(name(pair), value(pair)), pair);
            }
        }
        byHash = fresh;
        taken = size();
    }

    /** A series has them. */
    void use(int[] pairs) {
        for (int pair : pairs) {
            uses[pair]++;
        }
    }

    /** How many series have a pair. */
    int uses(int pair) {
        return uses[pair];
    }

    /** How many series have each pair, by its number; a copy. */
    int[] usesByPair() {
        return Arrays.copyOf(uses, next);
    }

    /** A series does not have them any more. */
    void release(int[] pairs) {
        for (int pair : pairs) {
            if (--uses[pair] == 0) {
                forget(pair);
            }
        }
    }

    private void forget(int pair) {
        OpenAddressing.remove(byHash, hash(name(pair), value(pair)), pair);
        @Nullable String[] all = texts;
        all[2 * pair] = null;
        all[2 * pair + 1] = null;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, 2 * freeCount);
        }
        free[freeCount++] = pair;
    }

    /** How many pairs there are. */
    int size() {
        return next - freeCount;
    }
}
