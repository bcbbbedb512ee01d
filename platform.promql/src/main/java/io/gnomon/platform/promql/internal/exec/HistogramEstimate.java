package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.labels.LabelNames;
import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.text.GoNumbers;
import io.gnomon.platform.promql.internal.ast.Span;
import io.gnomon.platform.promql.internal.histogram.ClassicBuckets;
import io.gnomon.platform.promql.internal.histogram.NativeEstimates;
import io.gnomon.platform.promql.internal.histogram.NativeEstimates.Estimate;
import io.gnomon.platform.promql.internal.histogram.NativeEstimates.NaNs;
import io.gnomon.platform.promql.internal.run.Grid;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;
import io.gnomon.platform.promql.internal.window.Quantiles;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** histogram_quantile, histogram_quantiles and histogram_fraction. */
public final class HistogramEstimate implements Operator.Vectors {
    /** Where the parts of the call stand in the query. */
    public record Places(Span vector, List<Span> scalars) {}

    private final QueryContext context;
    private final Grid grid;
    private final Vectors input;
    private final List<Scalars> arguments;

    /** Label of histogram_quantiles, empty for the others. */
    private final String label;

    private final boolean fraction;
    private final Places places;

    private final List<Points> rows = new ArrayList<>();

    public HistogramEstimate(
            QueryContext context,
            Grid grid,
            Vectors input,
            List<Scalars> arguments,
            String label,
            boolean fraction,
            Places places) {
        this.context = context;
        this.grid = grid;
        this.input = input;
        this.arguments = arguments;
        this.label = label;
        this.fraction = fraction;
        this.places = places;
    }

    @Override
    public List<Head> heads() throws QueryException {
        List<double[]> values = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            values.add(arguments.get(i).values());
            for (double q : fraction ? new double[0] : values.get(i)) {
                Quantiles.warnUnlessQuantile(q, context.remarks(), places.scalars().get(i));
            }
        }
        int steps = grid.count();
        List<Head> heads = new ArrayList<>();
        List<Buckets.Family> families = new Buckets(context, places.vector()).read(input, steps);
        for (int i = 0; i < (fraction ? 1 : values.size()); i++) {
            for (Buckets.Family family : families) {
                context.budget().check();
                Points row = context.points(steps, "histogram estimate");
                double[] first = values.get(i);
                estimate(family, first, fraction ? values.get(1) : first, row);
                rows.add(row);
                Labels labels = family.head.labels();
                if (!label.isEmpty()) {
                    labels = labels.with(label, number(first[0]));
                }
                heads.add(new Head(labels, family.head.dropName()).withoutName(context));
            }
        }
        return heads;
    }

    /** As OpenMetrics writes numbers in labels: never without a point or an exponent. */
    private static String number(double value) {
        String text = GoNumbers.shortest(value);
        boolean whole = text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
        return whole ? text + ".0" : text;
    }

    private void estimate(Buckets.Family family, double[] a, double[] b, Points into) {
        ClassicBuckets classic = new ClassicBuckets(family.bounds.size());
        String name = family.head.labels().metricName();
        Points natives = family.natives;
        for (int step = 0; step < grid.count(); step++) {
            classic.clear();
            for (Buckets.Bound bound : family.bounds) {
                if (bound.points().present[step]) {
                    classic.add(bound.upper(), bound.points().values[step]);
                }
            }
            Histogram histogram = natives == null ? null : natives.histogram(step);
            if (histogram != null && classic.size() > 0) {
                context.remarks()
                        .warn(
                                "vector contains a mix of classic and native histograms"
                                        + forMetric(name, true),
                                places.vector());
            } else if (histogram != null) {
                into.set(step, ofNative(histogram, a[step], b[step], name));
            } else if (classic.size() > 0) {
                into.set(
                        step,
                        fraction ? classic.fraction(a[step], b[step]) : classic.quantile(a[step]));
                remarkForced(classic, step, name);
            }
        }
    }

    private double ofNative(Histogram h, double a, double b, String name) {
        Estimate estimate =
                fraction ? NativeEstimates.fraction(a, b, h) : NativeEstimates.quantile(a, h);
        if (estimate.nans() != NaNs.NONE) {
            context.remarks()
                    .info(
                            "input to "
                                    + (fraction ? "histogram_fraction" : "histogram_quantile")
                                    + " has NaN observations, "
                                    + (fraction
                                            ? "which are excluded from all fractions"
                                            : estimate.nans() == NaNs.RESULT
                                                    ? "result is NaN"
                                                    : "result is skewed higher")
                                    + forMetric(name, false),
                            places.vector());
        }
        return estimate.value();
    }

    /** Names are known at this point only when they were not dropped before. */
    private String forMetric(String name, boolean onlyDelayed) {
        boolean known =
                !name.isEmpty() && (!onlyDelayed || context.settings().delayedNameRemoval());
        return known ? " for metric name " + LabelNames.quoted(name) : "";
    }

    private void remarkForced(ClassicBuckets classic, int step, String name) {
        if (fraction || !classic.forced()) {
            return;
        }
        double[] range = classic.forcedRange();
        context.remarks()
                .info(
                        "input to histogram_quantile needed to be fixed for monotonicity (see"
                            + " https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)"
                                + forMetric(name, true)
                                + ", from buckets "
                                + GoNumbers.shortest(range[0])
                                + " to "
                                + GoNumbers.shortest(range[1])
                                + ", with a max diff of "
                                + String.format("%.2g", range[2])
                                + ", at "
                                + DateTimeFormatter.ISO_INSTANT.format(
                                        Instant.ofEpochMilli(grid.time(step))
                                                .atOffset(ZoneOffset.UTC)),
                        places.vector());
    }

    @Override
    public Lane lane() {
        return (series, into) -> into.copyFrom(rows.get(series));
    }

    @Override
    public String describe() {
        return fraction ? "histogram_fraction" : "histogram_quantile";
    }

    @Override
    public List<Operator> inputs() {
        List<Operator> inputs = new ArrayList<>(arguments);
        inputs.add(input);
        return inputs;
    }
}
