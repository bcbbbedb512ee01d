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

    /** An operator that is measured. */
    interface Metered {
        Operator inner();

        Meter meter();
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

    private List<Head> count(List<Head> heads) {
        series += heads.size();
        return heads;
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

    private record MeteredVectors(Operator.Vectors inner, Meter meter)
            implements Operator.Vectors, Metered {
        @Override
        public List<Head> heads() throws QueryException {
            return meter.count(meter.measure(inner::heads));
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

        @Override
        public boolean isShared() {
            return inner.isShared();
        }

        @Override
        public String describe() {
            return inner.describe();
        }

        @Override
        public List<Operator> inputs() {
            return inner.inputs();
        }
    }

    private record MeteredRanges(Operator.Ranges inner, Meter meter)
            implements Operator.Ranges, Metered {
        @Override
        public List<Head> heads() throws QueryException {
            return meter.count(meter.measure(inner::heads));
        }

        @Override
        public RangeLane lane() throws QueryException {
            RangeLane lane = meter.measure(inner::lane);
            return series -> meter.measure(() -> lane.read(series));
        }

        @Override
        public boolean isShared() {
            return inner.isShared();
        }

        @Override
        public Windows windows() {
            return inner.windows();
        }

        @Override
        public String describe() {
            return inner.describe();
        }

        @Override
        public List<Operator> inputs() {
            return inner.inputs();
        }
    }

    private record MeteredScalars(Operator.Scalars inner, Meter meter)
            implements Operator.Scalars, Metered {
        @Override
        public double[] values() throws QueryException {
            return meter.measure(inner::values);
        }

        @Override
        public String describe() {
            return inner.describe();
        }

        @Override
        public List<Operator> inputs() {
            return inner.inputs();
        }
    }
}
