package io.gnomon.platform.core.scrape.internal.append;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.exposition.GoFloats;
import io.gnomon.platform.core.exposition.SeriesText;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Series of an exporter in this server; keys are the strings it reports. */
final class ReportedSeries extends SeriesCache {
    private final boolean typed;
    private Key[] keys = new Key[64];
    private Key current = new Key("", MetricType.UNKNOWN, "", "", new String[0]);

    /**
     * None yet.
     *
     * @param typed whether they get labels of their type and unit
     */
    ReportedSeries(boolean typed) {
        this.typed = typed;
    }

    /** A series as it was reported; label names and values in turn. */
    private record Key(
            String family, MetricType type, String unit, String suffix, String[] labels) {
        boolean isSame(
                String otherFamily,
                MetricType otherType,
                String otherUnit,
                String otherSuffix,
                String[] otherLabels) {
            return family.equals(otherFamily)
                    && type == otherType
                    && unit.equals(otherUnit)
                    && suffix.equals(otherSuffix)
                    && Arrays.equals(labels, otherLabels);
        }
    }

    /** The entry of a series, mostly without making a key. */
    int find(String family, MetricMetadata metadata, String suffix, String[] labels) {
        int expected = expected();
        MetricType type = metadata.type();
        String unit = metadata.unit();
        if (expected >= 0 && keys[expected].isSame(family, type, unit, suffix, labels)) {
            asExpected(expected);
            return expected;
        }
        current = new Key(family, type, unit, suffix, labels);
        return lookUp(31 * (31 * family.hashCode() + suffix.hashCode()) + Arrays.hashCode(labels));
    }

    @Override
    boolean hasCurrentKey(int entry) {
        return keys[entry].isSame(
                current.family, current.type, current.unit, current.suffix, current.labels);
    }

    @Override
    void keepCurrentKey(int entry) {
        if (entry == keys.length) {
            keys = Arrays.copyOf(keys, 2 * entry);
        }
        keys[entry] = current;
    }

    @Override
    void moveKey(int from, int to) {
        keys[to] = keys[from];
    }

    @Override
    void dropKeys(int fromEntry) {
        Arrays.fill(keys, fromEntry, keys.length, current);
    }

    @Override
    SeriesText exposed(int entry) {
        Key key = keys[entry];
        Labels.Builder labels = Labels.builder();
        List<String> empty = new ArrayList<>(0);
        for (int i = 0; i + 1 < key.labels.length; i += 2) {
            String name = key.labels[i];
            if (key.labels[i + 1].isEmpty()) {
                empty.add(name);
            }
            labels.set(name, GoFloats.normalizedBound(key.type, name, key.labels[i + 1]));
        }
        labels.set(Labels.METRIC_NAME, key.family + key.suffix);
        if (typed) {
            new MetricMetadata(key.type, "", key.unit).setLabels(labels);
        }
        return new SeriesText(labels.build(), empty);
    }
}
