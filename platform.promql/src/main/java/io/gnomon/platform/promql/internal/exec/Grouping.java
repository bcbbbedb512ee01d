package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.labels.Labels;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which series belong to which group of an aggregation; found once, by labels, before any value is
 * read. Groups are numbered in the order in which their first series comes.
 */
final class Grouping {
    final int[] groupOf;
    final List<Labels> labels = new ArrayList<>();

    /** Whether any series of a group is to lose its name. */
    final List<Boolean> dropName = new ArrayList<>();

    Grouping(List<Head> heads, List<String> names, boolean without) {
        if (heads instanceof SelectedHeads selected) {
            groupOf = selected.firstOfGroup(names, without);
            for (int i = 0; i < groupOf.length; i++) {
                int first = groupOf[i];
                groupOf[i] = first == i ? labels.size() : groupOf[first];
                if (first == i) {
                    labels.add(key(heads.get(i).labels(), names, without));
                    dropName.add(false);
                }
            }
            return;
        }
        Map<Labels, Integer> groups = new HashMap<>();
        groupOf = new int[heads.size()];
        for (int i = 0; i < groupOf.length; i++) {
            Labels key = key(heads.get(i).labels(), names, without);
            Integer group = groups.get(key);
            if (group == null) {
                group = labels.size();
                groups.put(key, group);
                labels.add(key);
                dropName.add(false);
            }
            groupOf[i] = group;
            if (heads.get(i).dropName()) {
                dropName.set(group, true);
            }
        }
    }

    static Labels key(Labels labels, List<String> names, boolean without) {
        if (!without) {
            return names.isEmpty() ? Labels.EMPTY : labels.keep(names);
        }
        List<String> all = new ArrayList<>(names);
        all.add(Labels.METRIC_NAME);
        return labels.without(all);
    }

    int size() {
        return labels.size();
    }

    List<Head> heads() {
        List<Head> heads = new ArrayList<>(labels.size());
        for (int i = 0; i < labels.size(); i++) {
            heads.add(new Head(labels.get(i), dropName.get(i)));
        }
        return heads;
    }
}
