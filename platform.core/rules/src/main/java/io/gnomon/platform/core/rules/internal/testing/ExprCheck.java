package io.gnomon.platform.core.rules.internal.testing;

import io.gnomon.model.labels.LabelNames;
import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.text.GoNumbers;
import io.gnomon.platform.core.rules.internal.evaluation.RuleFailure;
import io.gnomon.platform.core.rules.internal.evaluation.RuleQueries;
import io.gnomon.platform.core.rules.internal.testing.UnitTestFile.ExpectedSample;
import io.gnomon.platform.core.rules.internal.testing.UnitTestFile.ExprTest;
import io.gnomon.platform.memory.notation.NotedSeries;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Compares what an expression yields with what a test expects. */
record ExprCheck(ExprTest test, QueryEngine engine, long timeMillis) {
    /** When two numbers are the same. */
    enum Comparison {
        EXACT {
            @Override
            boolean same(double a, double b) {
                return a == b || (Double.isNaN(a) && Double.isNaN(b));
            }
        },
        /** The difference of two neighbouring doubles counts as none. */
        FUZZY {
            @Override
            boolean same(double a, double b) {
                return EXACT.same(a, b) || Math.nextUp(a) == b || Math.nextDown(a) == b;
            }
        };

        abstract boolean same(double a, double b);
    }

    /** A sample as it is compared and shown. */
    private record Shown(Labels labels, double value, @Nullable Histogram histogram) {
        boolean same(Shown other, Comparison comparison) {
            if (!labels.equals(other.labels)) {
                return false;
            }
            if (histogram == null || other.histogram == null) {
                return histogram == null
                        && other.histogram == null
                        && comparison.same(value, other.value);
            }
            return NotedSeries.text(histogram).equals(NotedSeries.text(other.histogram));
        }

        @Override
        public String toString() {
            return labels
                    + " "
                    + (histogram == null
                            ? GoNumbers.scientific(value).replace('e', 'E')
                            : NotedSeries.text(histogram));
        }
    }

    /** What is wrong, empty when nothing is. */
    String problem(Comparison comparison) {
        String where =
                "    expr: %s, time: %s,"
                        .formatted(LabelNames.quoted(test.expr()), TestRun.text(test.evalTime()));
        try {
            List<Shown> found = found();
            List<Shown> expected = expected();
            boolean same = found.size() == expected.size();
            for (int i = 0; same && i < found.size(); i++) {
                same = found.get(i).same(expected.get(i), comparison);
            }
            return same
                    ? ""
                    : where + "\n        exp: " + list(expected) + "\n        got: " + list(found);
        } catch (RuleFailure | IllegalArgumentException e) {
            return where + " err: " + e.getMessage();
        }
    }

    private List<Shown> found() throws RuleFailure {
        List<Shown> found = new ArrayList<>();
        for (RuleQueries.Sample sample : TestRun.query(engine, test.expr(), timeMillis)) {
            found.add(new Shown(sample.labels(), sample.value(), sample.histogram()));
        }
        found.sort(Comparator.comparing(Shown::labels));
        return found;
    }

    private List<Shown> expected() {
        List<Shown> expected = new ArrayList<>();
        for (ExpectedSample sample : test.expSamples()) {
            Labels labels = NotedSeries.labels(sample.labels());
            expected.add(
                    sample.histogram() == null
                            ? new Shown(labels, sample.value(), null)
                            : new Shown(labels, 0, NotedSeries.histogram(sample.histogram())));
        }
        expected.sort(Comparator.comparing(Shown::labels));
        return expected;
    }

    private static String list(List<Shown> samples) {
        return samples.isEmpty()
                ? "nil"
                : samples.stream().map(Shown::toString).collect(Collectors.joining(", "));
    }
}
