package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.query.PlanNode.Cost;
import io.gnomon.model.query.QueryException;
import io.gnomon.platform.promql.internal.run.Budget;
import io.gnomon.platform.promql.internal.run.QueryContext;
import io.gnomon.platform.promql.internal.run.Windows;

import java.util.List;

/**
 * Measures what an operator and its inputs cost; put around operators only when that is asked. Such
 * a query runs on one thread.
 */
public final class Meter {
    private final Budget budget;
    private long series;
    private long samples;
    private long nanos;
    private long bytes;

    private Meter(QueryContext context) {
        this.budget = context.budget();
    }

    /** An operator that is measured: it says of itself what the one inside says. */
    abstract static class Metered<O extends Operator> {
        final O inner;
        final Meter meter;

        private Metered(O inner, Meter meter) {
            this.inner = inner;
            this.meter = meter;
        }

        public final String describe() {
            return inner.describe();
        }

        public final List<Operator> inputs() {
            return inner.inputs();
        }
    }

    /** One that makes series. */
    abstract static class MeteredSeries<O extends Operator.Series> extends Metered<O> {
        private MeteredSeries(O inner, Meter meter) {
            super(inner, meter);
        }

        public final List<Head> heads() throws QueryException {
            List<Head> heads = meter.measure(inner::heads);
            meter.series += heads.size();
            return heads;
        }

        public final boolean isShared() {
            return inner.isShared();
        }
    }

    /** Something that an operator does. */
    private interface Work<T> {
        T run() throws QueryException;
    }

    private <T> T measure(Work<T> work) throws QueryException {
        long samplesBefore = budget.samplesRead();
        long bytesBefore = budget.bytes();
        long began = System.nanoTime();
        try {
            return work.run();
        } finally {
            nanos += System.nanoTime() - began;
            samples += budget.samplesRead() - samplesBefore;
            bytes += budget.bytes() - bytesBefore;
        }
    }

    /** The cost of the operator alone. */
    Cost without(List<Meter> inputs) {
        return new Cost(
                series,
                samples - inputs.stream().mapToLong(m -> m.samples).sum(),
                Math.max(0, nanos - inputs.stream().mapToLong(m -> m.nanos).sum()),
                Math.max(0, bytes - inputs.stream().mapToLong(m -> m.bytes).sum()));
    }

    public static Operator.Vectors around(QueryContext context, Operator.Vectors inner) {
        return new MeteredVectors(inner, new Meter(context));
    }

    public static Operator.Ranges around(QueryContext context, Operator.Ranges inner) {
        return new MeteredRanges(inner, new Meter(context));
    }

    public static Operator.Scalars around(QueryContext context, Operator.Scalars inner) {
        return new MeteredScalars(inner, new Meter(context));
    }

    private static final class MeteredVectors extends MeteredSeries<Operator.Vectors>
            implements Operator.Vectors {
        private MeteredVectors(Operator.Vectors inner, Meter meter) {
            super(inner, meter);
        }

        @Override
        public Lane lane() throws QueryException {
            Lane lane = meter.measure(inner::lane);
            return (series, into) -> {
                var _ =
                        meter.measure(() -> {
                            lane.read(series, into);
                            return into;
                        });
            };
        }
    }

    private static final class MeteredRanges extends MeteredSeries<Operator.Ranges>
            implements Operator.Ranges {
        private MeteredRanges(Operator.Ranges inner, Meter meter) {
            super(inner, meter);
        }

        @Override
        public RangeLane lane() throws QueryException {
            RangeLane lane = meter.measure(inner::lane);
            return series -> meter.measure(() -> lane.read(series));
        }

        @Override
        public Windows windows() {
            return inner.windows();
        }
    }

    private static final class MeteredScalars extends Metered<Operator.Scalars>
            implements Operator.Scalars {
        private MeteredScalars(Operator.Scalars inner, Meter meter) {
            super(inner, meter);
        }

        @Override
        public double[] values() throws QueryException {
            return meter.measure(inner::values);
        }
    }
}
