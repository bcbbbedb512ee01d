package io.gnomon.model.labels;

import io.gnomon.model.text.Utf8Order;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An immutable label set: pairs of name and value, sorted by name in the order of their UTF-8
 * bytes, names unique. A label with an empty value is the same as no label and is never kept. Safe
 * for use by any number of threads.
 */
public final class Labels implements Comparable<Labels> {
    /** Name of the label that carries the metric name. */
    public static final String METRIC_NAME = "__name__";

    /** Name of the label that carries the type of the metric, where types are labels. */
    public static final String METRIC_TYPE = "__type__";

    /** Name of the label that carries the unit of the metric, where units are labels. */
    public static final String METRIC_UNIT = "__unit__";

    /**
     * So many labels has a series or an exemplar that comes from outside at most. What reads such
     * counts before it makes a label set: putting many more in order takes minutes.
     */
    public static final int MAX_SIZE = 4096;

    /** So many characters have names and values of a series that comes from outside at most. */
    public static final int MAX_CHARACTERS = 1 << 20;

    /** The label set without labels. */
    public static final Labels EMPTY = new Labels(new String[0]);

    /** name0, value0, name1, value1, ... */
    private final String[] pairs;

    private int hash;

    private Labels(String[] sortedPairs) {
        this.pairs = sortedPairs;
    }

    /**
     * Label set of alternating names and values, in any order.
     *
     * @throws IllegalArgumentException when the count is odd or a name stands twice
     */
    public static Labels of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("odd number of label names and values");
        }
        Builder builder = new Builder(EMPTY);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (builder.has(namesAndValues[i])) {
                throw new IllegalArgumentException(
                        "label name \"" + namesAndValues[i] + "\" is not unique");
            }
            builder.set(namesAndValues[i], namesAndValues[i + 1]);
        }
        return builder.build();
    }

    /** Label set of a map. */
    public static Labels of(Map<String, String> map) {
        Builder builder = new Builder(EMPTY);
        map.forEach(builder::set);
        return builder.build();
    }

    /**
     * What all of several label sets have, with the same value.
     *
     * @param all at least one
     */
    public static Labels common(List<Labels> all) {
        Labels first = all.get(0);
        Builder common = first.toBuilder();
        for (Labels labels : all) {
            for (int i = 0; i < first.size(); i++) {
                if (!labels.get(first.name(i)).equals(first.value(i))) {
                    common.remove(first.name(i));
                }
            }
        }
        return common.build();
    }

    /** An empty builder. */
    public static Builder builder() {
        return new Builder(EMPTY);
    }

    /** Number of labels. */
    public int size() {
        return pairs.length / 2;
    }

    public boolean isEmpty() {
        return pairs.length == 0;
    }

    /** Name of label {@code i}, 0 &lt;= i &lt; size. */
    public String name(int i) {
        return pairs[2 * i];
    }

    /** Value of label {@code i}, 0 &lt;= i &lt; size. */
    public String value(int i) {
        return pairs[2 * i + 1];
    }

    /** Value of the label, the empty string when the set has no such label. */
    public String get(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                return pairs[i + 1];
            }
        }
        return "";
    }

    public boolean has(String name) {
        return !get(name).isEmpty();
    }

    /** The metric name, empty when there is none. */
    public String metricName() {
        return get(METRIC_NAME);
    }

    /** This set with one label set, or removed when the value is empty. */
    public Labels with(String name, String value) {
        return toBuilder().set(name, value).build();
    }

    /** Only the named labels. */
    public Labels keep(Collection<String> names) {
        return filter(names, true);
    }

    /** All but the named labels. */
    public Labels without(Collection<String> names) {
        return filter(names, false);
    }

    private Labels filter(Collection<String> names, boolean keepNamed) {
        String[] kept = new String[pairs.length];
        int n = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            if (names.contains(pairs[i]) == keepNamed) {
                kept[n++] = pairs[i];
                kept[n++] = pairs[i + 1];
            }
        }
        return n == pairs.length ? this : new Labels(Arrays.copyOf(kept, n));
    }

    public Builder toBuilder() {
        return new Builder(this);
    }

    public Map<String, String> toMap() {
        Map<String, String> map = new TreeMap<>(Utf8Order.INSTANCE);
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    /**
     * A 64-bit hash that is the same in every process and version: FNV-1a over the UTF-8 bytes of
     * each name, 0xFF, each value, 0xFF.
     */
    public long stableHash() {
        long h = 0xcbf29ce484222325L;
        for (String part : pairs) {
            for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
                h = (h ^ (b & 0xff)) * 0x100000001b3L;
            }
            h = (h ^ 0xff) * 0x100000001b3L;
        }
        return h;
    }

    /** By name, then value, pair by pair, in the order of UTF-8 bytes; a prefix comes first. */
    @Override
    public int compareTo(Labels other) {
        int n = Math.min(pairs.length, other.pairs.length);
        for (int i = 0; i < n; i++) {
            int c = Utf8Order.compareText(pairs[i], other.pairs[i]);
            if (c != 0) {
                return c;
            }
        }
        return Integer.compare(pairs.length, other.pairs.length);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Labels other
                && hashCode() == other.hashCode()
                && Arrays.equals(pairs, other.pairs);
    }

    @Override
    public int hashCode() {
        int h = hash;
        if (h == 0) {
            h = Arrays.hashCode(pairs);
            hash = h;
        }
        return h;
    }

    /** Characters of all names and values. */
    public long characters() {
        long characters = 0;
        for (String text : pairs) {
            characters += text.length();
        }
        return characters;
    }

    /** {@code {a="1", b="x\"y"}}; names that are not legacy names are quoted. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder().append('{');
        for (int i = 0; i < pairs.length; i += 2) {
            if (i > 0) {
                out.append(", ");
            }
            if (LabelNames.isLegacyLabelName(pairs[i])) {
                out.append(pairs[i]);
            } else {
                LabelNames.quote(out, pairs[i]);
            }
            out.append('=');
            LabelNames.quote(out, pairs[i + 1]);
        }
        return out.append('}').toString();
    }

    /** Changes a label set; fastest when labels are set in order. For one thread. */
    public static final class Builder {
        private String[] pairs;
        private int length;

        private Builder(Labels from) {
            length = from.pairs.length;
            pairs = Arrays.copyOf(from.pairs, Math.max(16, length + 4));
        }

        /** Where the pair of a name is, or minus one minus where it belongs. */
        private int find(String name) {
            int low = 0;
            int high = length / 2 - 1;
            if (high >= 0 && Utf8Order.compareText(pairs[2 * high], name) < 0) {
                return -length - 1;
            }
            while (low <= high) {
                int mid = (low + high) >>> 1;
                int c = Utf8Order.compareText(pairs[2 * mid], name);
                if (c < 0) {
                    low = mid + 1;
                } else if (c > 0) {
                    high = mid - 1;
                } else {
                    return 2 * mid;
                }
            }
            return -2 * low - 1;
        }

        /** Sets a label; an empty value removes it. */
        public Builder set(String name, String value) {
            int at = find(name);
            if (at >= 0) {
                if (value.isEmpty()) {
                    System.arraycopy(pairs, at + 2, pairs, at, length - at - 2);
                    length -= 2;
                } else {
                    pairs[at + 1] = value;
                }
            } else if (!value.isEmpty()) {
                insert(-at - 1, name, value);
            }
            return this;
        }

        private void insert(int at, String name, String value) {
            if (length == pairs.length) {
                pairs = Arrays.copyOf(pairs, 2 * length);
            }
            System.arraycopy(pairs, at, pairs, at + 2, length - at);
            pairs[at] = name;
            pairs[at + 1] = value;
            length += 2;
        }

        public Builder remove(String name) {
            return set(name, "");
        }

        public boolean has(String name) {
            return find(name) >= 0;
        }

        /** Value of the label, the empty string when there is none. */
        public String get(String name) {
            int at = find(name);
            return at < 0 ? "" : pairs[at + 1];
        }

        /** Names at this moment, in order; a copy. */
        public List<String> names() {
            List<String> names = new ArrayList<>(length / 2);
            for (int i = 0; i < length; i += 2) {
                names.add(pairs[i]);
            }
            return names;
        }

        public Labels build() {
            return length == 0 ? EMPTY : new Labels(Arrays.copyOf(pairs, length));
        }
    }
}
