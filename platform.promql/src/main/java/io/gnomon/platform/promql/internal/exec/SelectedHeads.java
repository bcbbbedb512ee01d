package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.storage.Selection;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/**
 * Heads of series of the store, whose labels are made when somebody looks at them: an aggregation
 * needs those of one series of each group.
 */
final class SelectedHeads extends AbstractList<Head> implements RandomAccess {
    private final Selection selection;

    /** The metric name that all of them have, empty where they may differ. */
    private final String metricName;

    /** Without {@link Head#METADATA}. */
    private final boolean nameless;

    private SelectedHeads(Selection selection, String metricName, boolean nameless) {
        this.selection = selection;
        this.metricName = metricName;
        this.nameless = nameless;
    }

    SelectedHeads(Selection selection, List<Matcher> matchers) {
        this(selection, certainName(matchers), false);
    }

    private static String certainName(List<Matcher> matchers) {
        for (Matcher matcher : matchers) {
            if (matcher.name().equals(Labels.METRIC_NAME) && matcher.type() == Matcher.Type.EQUAL) {
                return matcher.value();
            }
        }
        return "";
    }

    SelectedHeads withoutNames() {
        return new SelectedHeads(selection, "", true);
    }

    @Override
    public int size() {
        return selection.size();
    }

    @Override
    public Head get(int series) {
        Labels labels = selection.labels(series);
        return new Head(nameless ? labels.without(Head.METADATA) : labels);
    }

    String metricName(int series) {
        return nameless || !metricName.isEmpty()
                ? metricName
                : selection.labels(series).metricName();
    }

    /** Whether no two have the same labels. Series of the store never have. */
    boolean areDistinct() {
        if (!nameless || size() < 2) {
            return true;
        }
        int[] first = selection.firstAlike(Head.METADATA, false);
        for (int i = 0; i < first.length; i++) {
            if (first[i] != i) {
                return false;
            }
        }
        return true;
    }

    /** For each series the first one of its group in an aggregation. */
    int[] firstOfGroup(List<String> grouping, boolean without) {
        List<String> names = new ArrayList<>(grouping);
        if (without) {
            names.add(Labels.METRIC_NAME);
            if (nameless) {
                names.addAll(Head.METADATA);
            }
        } else if (nameless) {
            names.removeAll(Head.METADATA);
        }
        return selection.firstAlike(names, !without);
    }
}
