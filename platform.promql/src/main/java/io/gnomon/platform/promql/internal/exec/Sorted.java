package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryException;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** sort and its kin: the series of an instant query in another order. */
public final class Sorted implements Operator.Vectors {
    private final QueryContext context;
    private final String name;
    private final Vectors input;
    private final Comparator<Row> order;
    private final boolean floatsOnly;
    private List<Row> rows = List.of();

    private record Row(Head head, Points points) {}

    private Sorted(
            QueryContext context,
            String name,
            Vectors input,
            Comparator<Row> order,
            boolean floatsOnly) {
        this.context = context;
        this.name = name;
        this.input = input;
        this.order = order;
        this.floatsOnly = floatsOnly;
    }

    /** By value, NaN last; histograms have no order and are left out. */
    public static Sorted byValue(QueryContext context, Vectors input, boolean descending) {
        Comparator<Row> order =
                (a, b) -> {
                    double x = a.points.values[0];
                    double y = b.points.values[0];
                    if (Double.isNaN(x) || Double.isNaN(y)) {
                        return Boolean.compare(Double.isNaN(x), Double.isNaN(y));
                    }
                    return descending ? Double.compare(y, x) : Double.compare(x, y);
                };
        return new Sorted(context, descending ? "sort_desc" : "sort", input, order, true);
    }

    /** By labels, numbers within their values by size. */
    public static Sorted byLabels(
            QueryContext context, Vectors input, List<String> names, boolean descending) {
        Comparator<Labels> order =
                (a, b) -> {
                    for (String label : names) {
                        int c = NaturalOrder.compare(a.get(label), b.get(label));
                        if (c != 0) {
                            return c;
                        }
                    }
                    return a.compareTo(b);
                };
        Comparator<Row> rows = Comparator.comparing(row -> row.head.labels(), order);
        return new Sorted(
                context,
                descending ? "sort_by_label_desc" : "sort_by_label",
                input,
                descending ? rows.reversed() : rows,
                false);
    }

    @Override
    public List<Head> heads() throws QueryException {
        List<Row> read = new ArrayList<>();
        Points points = context.points(1, name);
        List<Head> heads = input.heads();
        Lane lane = input.lane();
        for (int i = 0; i < heads.size(); i++) {
            Head head = heads.get(i);
            lane.read(i, points);
            if (floatsOnly) {
                points.dropHistograms();
            }
            if (points.present[0]) {
                read.add(new Row(head, context.keep(points, name)));
            }
        }
        read.sort(order);
        rows = read;
        return read.stream().map(Row::head).toList();
    }

    @Override
    public Lane lane() {
        return (series, into) -> into.copyFrom(rows.get(series).points);
    }

    @Override
    public String describe() {
        return name;
    }

    @Override
    public List<Operator> inputs() {
        return List.of(input);
    }
}
