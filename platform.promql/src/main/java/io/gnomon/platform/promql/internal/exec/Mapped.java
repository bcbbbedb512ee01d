package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.query.QueryException;
import io.gnomon.model.sample.Histogram;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;

import java.util.ArrayList;
import java.util.List;

/** A function that changes the values of each series by itself. */
public final class Mapped implements Operator.Vectors {
    /** Changes the values of one series in place. */
    public interface Change {
        void apply(Points points, double[][] arguments) throws QueryException;
    }

    /** What a function makes of a float. */
    public interface OfFloat {
        double apply(double value);
    }

    /** What a function makes of a histogram. */
    public interface OfHistogram {
        double apply(Histogram histogram);
    }

    private final QueryContext context;
    private final String name;
    private final Vectors input;
    private final List<Scalars> arguments;
    private final boolean keepName;
    private final Change change;
    private double[][] values = new double[0][];

    public Mapped(
            QueryContext context,
            String name,
            Vectors input,
            List<Scalars> arguments,
            boolean keepName,
            Change change) {
        this.context = context;
        this.name = name;
        this.input = input;
        this.arguments = arguments;
        this.keepName = keepName;
        this.change = change;
    }

    /** Floats mapped, histograms left out. */
    public static Change floats(OfFloat function) {
        return (points, arguments) -> {
            points.dropHistograms();
            double[] values = points.values;
            for (int step = 0; step < values.length; step++) {
                if (points.present[step]) {
                    values[step] = function.apply(values[step]);
                }
            }
        };
    }

    /** Histograms mapped to floats, floats left out. */
    public static Change histograms(OfHistogram function) {
        return (points, arguments) -> {
            for (int step = 0; step < points.steps(); step++) {
                Histogram histogram = points.histogram(step);
                if (histogram == null) {
                    points.present[step] = false;
                } else {
                    points.set(step, function.apply(histogram));
                }
            }
            points.histograms = null;
        };
    }

    @Override
    public List<Head> heads() throws QueryException {
        values = new double[arguments.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments.get(i).values();
        }
        List<Head> heads = input.heads();
        if (keepName) {
            return heads;
        }
        return Head.withoutNames(heads, context);
    }

    @Override
    public Lane lane() throws QueryException {
        Lane unchanged = input.lane();
        return (series, into) -> {
            unchanged.read(series, into);
            change.apply(into, values);
        };
    }

    @Override
    public boolean isShared() {
        return input.isShared();
    }

    @Override
    public String describe() {
        return name;
    }

    @Override
    public List<Operator> inputs() {
        List<Operator> inputs = new ArrayList<>(arguments);
        inputs.addFirst(input);
        return inputs;
    }
}
