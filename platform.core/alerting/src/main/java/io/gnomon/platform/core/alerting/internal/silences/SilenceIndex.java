package io.gnomon.platform.core.alerting.internal.silences;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.alerting.Silence;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the silences that cover a label set, whatever their time. A silence with an equality
 * matcher is found by that label; the others are tried one by one. Not thread-safe.
 */
final class SilenceIndex {
    /** By name and value of an equality matcher. */
    private final Map<String, Map<String, List<Silence>>> byLabel = new HashMap<>();

    private final List<Silence> others = new ArrayList<>();

    void add(Silence silence) {
        list(silence).add(silence);
    }

    void remove(Silence silence) {
        list(silence).removeIf(other -> other.id().equals(silence.id()));
    }

    private List<Silence> list(Silence silence) {
        Matcher key = key(silence);
        return key == null
                ? others
                : byLabel.computeIfAbsent(key.name(), name -> new HashMap<>())
                        .computeIfAbsent(key.value(), value -> new ArrayList<>());
    }

    private static @Nullable Matcher key(Silence silence) {
        for (Matcher matcher : silence.matchers()) {
            if (matcher.type() == Matcher.Type.EQUAL && !matcher.value().isEmpty()) {
                return matcher;
            }
        }
        return null;
    }

    /** Ids of the silences that cover the labels. */
    List<String> covering(Labels labels) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            Map<String, List<Silence>> values = byLabel.get(labels.name(i));
            if (values != null) {
                collect(values.getOrDefault(labels.value(i), List.of()), labels, ids);
            }
        }
        collect(others, labels, ids);
        return ids;
    }

    private static void collect(List<Silence> silences, Labels labels, List<String> ids) {
        for (Silence silence : silences) {
            if (covers(silence, labels)) {
                ids.add(silence.id());
            }
        }
    }

    static boolean covers(Silence silence, Labels labels) {
        for (Matcher matcher : silence.matchers()) {
            if (!matcher.matches(labels)) {
                return false;
            }
        }
        return true;
    }
}
