package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryException;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes sure that no two series have the same labels. Where the input may have such, because names
 * or labels were changed, they become one series if they never have a value at the same step; else
 * the query fails. Without duplicates series go through one by one.
 */
public final class Distinct implements Operator.Vectors {
    private final QueryContext context;
    private final Vectors input;
    private final int steps;

    /** At the end of a query: names that were marked are removed now. */
    private final boolean dropNames;

    private final List<Points> merged = new ArrayList<>();
    private boolean passThrough;

    public Distinct(QueryContext context, Vectors input, int steps, boolean dropNames) {
        this.context = context;
        this.input = input;
        this.steps = steps;
        this.dropNames = dropNames;
    }

    @Override
    public List<Head> heads() throws QueryException {
        List<Head> all = input.heads();
        if (all instanceof SelectedHeads selected && !dropNames && selected.areDistinct()) {
            passThrough = true;
            return all;
        }
        List<Head> heads = new ArrayList<>();
        Map<Labels, Integer> places = new LinkedHashMap<>();
        List<Integer> placeOf = new ArrayList<>(all.size());
        for (Head head : all) {
            Head named = dropNames && head.dropName() ? finished(head) : head;
            Integer place = places.putIfAbsent(named.labels(), heads.size());
            placeOf.add(place == null ? heads.size() : place);
            if (place == null) {
                heads.add(named);
            }
        }
        passThrough = heads.size() == all.size();
        if (!passThrough) {
            merge(placeOf, heads);
        }
        return heads;
    }

    private static Head finished(Head head) {
        return new Head(head.labels().without(Head.METADATA), false);
    }

    private void merge(List<Integer> placeOf, List<Head> heads) throws QueryException {
        Points points = context.points(steps, "series with equal labels");
        Map<Integer, Points> byPlace = new HashMap<>();
        Lane lane = input.lane();
        for (int i = 0; i < placeOf.size(); i++) {
            int place = placeOf.get(i);
            lane.read(i, points);
            Points target = byPlace.get(place);
            if (target == null) {
                byPlace.put(place, context.keep(points, "series with equal labels"));
                continue;
            }
            for (int step = 0; step < steps; step++) {
                if (points.present[step]) {
                    if (target.present[step]) {
                        throw QueryContext.failure(
                                "vector cannot contain metrics with the same labelset");
                    }
                    target.take(step, points);
                }
            }
        }
        for (int place = 0; place < heads.size(); place++) {
            Points row = byPlace.get(place);
            merged.add(row == null ? context.points(steps, "series with equal labels") : row);
        }
    }

    @Override
    public Lane lane() throws QueryException {
        return passThrough ? input.lane() : (series, into) -> into.copyFrom(merged.get(series));
    }

    @Override
    public boolean isShared() {
        return !passThrough || input.isShared();
    }

    @Override
    public String describe() {
        return "distinct labels" + (dropNames ? ", names dropped" : "");
    }

    @Override
    public List<Operator> inputs() {
        return List.of(input);
    }
}
