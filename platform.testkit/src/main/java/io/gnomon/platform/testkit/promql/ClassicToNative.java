package io.gnomon.platform.testkit.promql;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.platform.memory.notation.HistogramNotation;
import io.gnomon.platform.memory.notation.Point;
import io.gnomon.platform.memory.notation.ScriptSyntax;
import io.gnomon.platform.memory.notation.SeriesLine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds native histograms with custom buckets from the series of classic ones. */
final class ClassicToNative {
    /** The classic series of one histogram at one step. */
    private static final class Step {
        final TreeMap<Double, Double> buckets = new TreeMap<>();
        double sum;
        double count = -1;
    }

    private ClassicToNative() {}

    static List<SeriesLine> convert(List<SeriesLine> classic) {
        Map<Labels, Map<Integer, Step>> histograms = new HashMap<>();
        for (SeriesLine line : classic) {
            String name = line.labels().metricName();
            for (String suffix : List.of("_bucket", "_sum", "_count")) {
                if (name.endsWith(suffix)) {
                    Labels labels =
                            line.labels()
                                    .with(
                                            Labels.METRIC_NAME,
                                            name.substring(0, name.length() - suffix.length()))
                                    .with("le", "");
                    collect(line, suffix, histograms.computeIfAbsent(labels, l -> new TreeMap<>()));
                }
            }
        }
        List<SeriesLine> result = new ArrayList<>();
        histograms.forEach((labels, steps) -> {
            List<Point> points = new ArrayList<>();
            steps.forEach((index, step) -> {
                while (points.size() < index) {
                    points.add(Point.NONE);
                }
                points.add(new Point(true, 0, histogram(step), false));
            });
            result.add(new SeriesLine(labels, points, false));
        });
        return result;
    }

    private static void collect(SeriesLine line, String suffix, Map<Integer, Step> steps) {
        for (int i = 0; i < line.points().size(); i++) {
            Point point = line.points().get(i);
            if (!point.present()) {
                continue;
            }
            Step step = steps.computeIfAbsent(i, k -> new Step());
            switch (suffix) {
                case "_sum" -> step.sum = point.value();
                case "_count" -> step.count = point.value();
                default ->
                        step.buckets.put(
                                ScriptSyntax.number(line.labels().get("le")), point.value());
            }
        }
    }

    private static Histogram histogram(Step step) {
        double count = step.count;
        if (count < 0) {
            count = step.buckets.isEmpty() ? 0 : step.buckets.lastEntry().getValue();
        }
        step.buckets.put(Double.POSITIVE_INFINITY, count);
        double[] bounds =
                step.buckets.keySet().stream()
                        .mapToDouble(Double::doubleValue)
                        .filter(Double::isFinite)
                        .toArray();
        TreeMap<Integer, Double> buckets = new TreeMap<>();
        double before = 0;
        int index = 0;
        for (double cumulative : step.buckets.values()) {
            if (cumulative != before) {
                buckets.put(index, cumulative - before);
            }
            before = cumulative;
            index++;
        }
        return new Histogram(
                true,
                ResetHint.UNKNOWN,
                Histogram.CUSTOM_BUCKETS_SCHEMA,
                0,
                0,
                count,
                step.sum,
                HistogramNotation.spans(buckets),
                HistogramNotation.counts(buckets),
                new int[0],
                new double[0],
                bounds,
                0);
    }
}
