package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.promql.internal.ast.VectorMatching;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The match groups of two vectors: series of both sides that agree in the labels that are matched.
 * Labels are hashed here once for the whole query; from then on a group is a number.
 */
final class Signatures {
    private final VectorMatching matching;
    private final List<String> ignored;
    private final Map<Labels, Integer> numbers = new HashMap<>();

    final int[] left;
    final int[] right;

    Signatures(VectorMatching matching, List<Head> leftHeads, List<Head> rightHeads) {
        this.matching = matching;
        this.ignored = new ArrayList<>(matching.labels());
        ignored.add(Labels.METRIC_NAME);
        left = number(leftHeads);
        right = number(rightHeads);
    }

    private int[] number(List<Head> heads) {
        int[] result = new int[heads.size()];
        for (int i = 0; i < result.length; i++) {
            Labels key = key(heads.get(i).labels());
            Integer number = numbers.putIfAbsent(key, numbers.size());
            result[i] = number == null ? numbers.size() - 1 : number;
        }
        return result;
    }

    /** The labels that a series is matched by. */
    Labels key(Labels labels) {
        return matching.on() ? labels.keep(matching.labels()) : labels.without(ignored);
    }

    int count() {
        return numbers.size();
    }
}
