package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.labels.LabelNames;
import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryException;
import io.gnomon.platform.promql.internal.ast.Span;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The histograms in a vector: series with {@code le} that differ in nothing else make up a classic
 * one; native ones are a series each. They are kept, sorted by bound, for the estimates.
 */
final class Buckets {
    private static final String BOUND = "le";

    /** One series of a classic histogram. */
    record Bound(double upper, Points points) {}

    /** A histogram, classic, native or, by mistake, both. */
    static final class Family {
        final Head head;
        final List<Bound> bounds = new ArrayList<>();
        @Nullable Points natives;

        Family(Head head) {
            this.head = head;
        }
    }

    private final QueryContext context;
    private final Span where;
    private final Map<Labels, Family> families = new LinkedHashMap<>();

    Buckets(QueryContext context, Span where) {
        this.context = context;
        this.where = where;
    }

    List<Family> read(Operator.Vectors input, int steps) throws QueryException {
        Points points = context.points(steps, "histogram estimate");
        List<Head> heads = input.heads();
        Operator.Lane lane = input.lane();
        for (int i = 0; i < heads.size(); i++) {
            Head head = heads.get(i);
            lane.read(i, points);
            if (points.histograms != null) {
                addNative(head, points);
            }
            points.dropHistograms();
            if (points.size() > 0) {
                addClassic(head, points);
            }
        }
        for (Family family : families.values()) {
            family.bounds.sort(Comparator.comparingDouble(Bound::upper));
        }
        return new ArrayList<>(families.values());
    }

    private void addNative(Head head, Points points) throws QueryException {
        Points kept = context.keep(points, "histogram estimate");
        for (int step = 0; step < kept.steps(); step++) {
            kept.present[step] = kept.histogram(step) != null;
        }
        families.computeIfAbsent(head.labels(), key -> new Family(head)).natives = kept;
    }

    private void addClassic(Head head, Points points) throws QueryException {
        String text = head.labels().get(BOUND);
        Double bound = parse(text);
        if (bound == null) {
            String metric = head.labels().metricName();
            context.remarks()
                    .warn(
                            "bucket label \"le\" is missing or has a malformed value of "
                                    + LabelNames.quoted(text)
                                    + (metric.isEmpty()
                                            ? ""
                                            : " for metric name " + LabelNames.quoted(metric)),
                            where);
            return;
        }
        Labels labels = head.labels().with(BOUND, "");
        families.computeIfAbsent(labels, key -> new Family(new Head(key, head.dropName())))
                .bounds
                .add(new Bound(bound, context.keep(points, "histogram estimate")));
    }

    private static @Nullable Double parse(String text) {
        try {
            return switch (text) {
                case "+Inf", "Inf", "inf", "+inf" -> Double.POSITIVE_INFINITY;
                case "-Inf", "-inf" -> Double.NEGATIVE_INFINITY;
                case "NaN" -> Double.NaN;
                default -> Double.parseDouble(text);
            };
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
