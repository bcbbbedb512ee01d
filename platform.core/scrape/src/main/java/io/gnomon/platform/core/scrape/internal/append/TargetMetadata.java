package io.gnomon.platform.core.scrape.internal.append;

import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.model.storage.AppendBatch;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * What a target says of its families. Written by the scrape, read by any thread. Equal metadata of
 * the targets of a pool is one object.
 */
public final class TargetMetadata {
    /** Of a family that does not tell. */
    static final MetricMetadata NOTHING = new MetricMetadata(MetricType.UNKNOWN, "", "");

    private final Map<MetricMetadata, MetricMetadata> shared;
    private final Map<String, MetricMetadata> families = new ConcurrentHashMap<>();
    private final Set<String> unwritten = new HashSet<>();

    /**
     * Nothing known yet.
     *
     * @param shared metadata of all targets of the pool
     */
    public TargetMetadata(Map<MetricMetadata, MetricMetadata> shared) {
        this.shared = shared;
    }

    /** By family; a live view. */
    public Map<String, MetricMetadata> families() {
        return families;
    }

    void type(String family, MetricType type) {
        change(family, old -> new MetricMetadata(type, old.help(), old.unit()));
    }

    void help(String family, String help) {
        change(family, old -> new MetricMetadata(old.type(), help, old.unit()));
    }

    void unit(String family, String unit) {
        change(family, old -> new MetricMetadata(old.type(), old.help(), unit));
    }

    void set(String family, MetricMetadata metadata) {
        if (!metadata.equals(families.get(family))) {
            change(family, old -> metadata);
        }
    }

    /** The store knows nothing of what was written before. */
    void writeAllAgain() {
        unwritten.addAll(families.keySet());
    }

    /** Writes what changed since it was last written. */
    void writeTo(AppendBatch batch) {
        for (String family : unwritten) {
            MetricMetadata metadata = families.get(family);
            if (metadata != null) {
                batch.metadata(family, metadata);
            }
        }
    }

    /** What was written is in the store. */
    void committed() {
        unwritten.clear();
    }

    private void change(String family, UnaryOperator<MetricMetadata> change) {
        MetricMetadata old = families.getOrDefault(family, NOTHING);
        MetricMetadata changed = change.apply(old);
        if (!changed.equals(old) || !families.containsKey(family)) {
            MetricMetadata known = shared.putIfAbsent(changed, changed);
            families.put(family, known == null ? changed : known);
            unwritten.add(family);
        }
    }
}
