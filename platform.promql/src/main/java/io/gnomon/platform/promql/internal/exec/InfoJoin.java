package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.query.QueryException;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * info(): series get the labels of the info metrics of the same instance and job. Of several series
 * of one info metric the one with the newest sample counts, step by step.
 */
public final class InfoJoin implements Operator.Vectors {
    private static final List<String> IDENTITY = List.of("instance", "job");

    private final QueryContext context;
    private final Vectors base;

    /** Times of the samples of the info series. */
    private final Vectors info;

    /** Which metrics are info metrics; they are not enriched themselves. */
    private final List<Matcher> names;

    /** Which labels are wanted; none means all. */
    private final List<Matcher> wanted;

    private final int steps;
    private final Map<Labels, Row> rows = new LinkedHashMap<>();
    private List<Row> finished = List.of();

    private record Row(Head head, Points points) {}

    /** The series of one info metric with one identity; which of them is newest at each step. */
    private static final class Source {
        final List<Labels> series = new ArrayList<>();
        final int[] newest;
        final double[] times;

        Source(int steps) {
            newest = new int[steps];
            times = new double[steps];
            Arrays.fill(newest, -1);
        }
    }

    public InfoJoin(
            QueryContext context,
            Vectors base,
            Vectors info,
            List<Matcher> names,
            List<Matcher> wanted,
            int steps) {
        this.context = context;
        this.base = base;
        this.info = info;
        this.names = names;
        this.wanted = wanted;
        this.steps = steps;
    }

    @Override
    public List<Head> heads() throws QueryException {
        List<Head> heads = base.heads();
        Map<Labels, Map<String, Source>> sources = new HashMap<>();
        for (Head head : heads) {
            Labels identity = head.labels().keep(IDENTITY);
            if (!isInfo(head.labels()) && !identity.isEmpty()) {
                sources.put(identity, new LinkedHashMap<>());
            }
        }
        readInfo(sources);
        Points points = context.points(steps, "info");
        Lane lane = base.lane();
        for (int i = 0; i < heads.size(); i++) {
            Head head = heads.get(i);
            lane.read(i, points);
            Map<String, Source> own = sources.get(head.labels().keep(IDENTITY));
            if (isInfo(head.labels())) {
                copy(head, points);
            } else {
                enrich(head, points, own == null ? List.of() : List.copyOf(own.values()));
            }
        }
        finished = new ArrayList<>(rows.values());
        return finished.stream().map(Row::head).toList();
    }

    /** Only a condition that says what info metrics are called, not what they are not, tells. */
    private boolean isInfo(Labels labels) {
        String name = labels.metricName();
        return names.stream().anyMatch(InfoJoin::saysName)
                && names.stream().allMatch(m -> m.matches(name));
    }

    /** Whether a condition says what info metrics are called, not what they are not. */
    public static boolean saysName(Matcher m) {
        return m.type() == Matcher.Type.EQUAL || m.type() == Matcher.Type.REGEX;
    }

    private void readInfo(Map<Labels, Map<String, Source>> sources) throws QueryException {
        Points points = context.points(steps, "info");
        List<Head> heads = info.heads();
        Lane lane = info.lane();
        for (int i = 0; i < heads.size(); i++) {
            Head head = heads.get(i);
            lane.read(i, points);
            Map<String, Source> own = sources.get(head.labels().keep(IDENTITY));
            if (own != null) {
                context.budget().reserve(12L * steps, "info");
                Source source =
                        own.computeIfAbsent(head.labels().metricName(), name -> new Source(steps));
                add(source, head.labels(), points);
            }
        }
    }

    private void add(Source source, Labels labels, Points points) throws QueryException {
        int number = source.series.size();
        source.series.add(labels);
        for (int step = 0; step < steps; step++) {
            double time = points.values[step];
            int before = source.newest[step];
            if (!points.present[step] || (before >= 0 && source.times[step] > time)) {
                continue;
            }
            if (before >= 0 && source.times[step] == time) {
                long millis = Math.round(time * 1000);
                throw QueryContext.failure(
                        "found duplicate series for info metric: existing "
                                + source.series.get(before)
                                + " @ "
                                + millis
                                + ", new "
                                + labels
                                + " @ "
                                + millis);
            }
            source.newest[step] = number;
            source.times[step] = time;
        }
    }

    private void copy(Head head, Points points) throws QueryException {
        Row row = row(head);
        for (int step = 0; step < steps; step++) {
            if (points.present[step]) {
                take(row, step, points);
            }
        }
    }

    private void enrich(Head head, Points points, List<Source> sources) throws QueryException {
        Row row = null;
        int[] before = new int[sources.size()];
        for (int step = 0; step < steps; step++) {
            if (!points.present[step]) {
                continue;
            }
            boolean same = row != null;
            for (int i = 0; i < before.length; i++) {
                int newest = sources.get(i).newest[step];
                same &= before[i] == newest;
                before[i] = newest;
            }
            if (!same) {
                Labels labels = labels(head.labels(), sources, step);
                row = labels == null ? null : row(new Head(labels, head.dropName()));
            }
            if (row != null) {
                take(row, step, points);
            }
        }
    }

    /**
     * The labels with those of the info series added; null when there has to be one and is none.
     */
    private @Nullable Labels labels(Labels own, List<Source> sources, int step)
            throws QueryException {
        Labels.Builder added = Labels.builder();
        boolean found = false;
        for (Source source : sources) {
            int newest = source.newest[step];
            if (newest >= 0) {
                found = true;
                add(added, own, source.series.get(newest));
            }
        }
        if (!found && wanted.stream().anyMatch(m -> !m.matchesEmpty())) {
            return null;
        }
        Labels.Builder labels = own.toBuilder();
        for (String name : added.names()) {
            labels.set(name, added.get(name));
        }
        return labels.build();
    }

    private void add(Labels.Builder added, Labels own, Labels from) throws QueryException {
        for (int i = 0; i < from.size(); i++) {
            String name = from.name(i);
            boolean asked =
                    wanted.isEmpty() || wanted.stream().anyMatch(m -> m.name().equals(name));
            if (name.equals(Labels.METRIC_NAME) || !asked) {
                continue;
            }
            if (added.has(name) && !added.get(name).equals(from.value(i))) {
                throw QueryContext.failure("conflicting label: " + name);
            }
            if (!own.has(name)) {
                added.set(name, from.value(i));
            }
        }
    }

    private Row row(Head head) throws QueryException {
        Row row = rows.get(head.labels());
        if (row == null) {
            row = new Row(head, context.points(steps, "info"));
            rows.put(head.labels(), row);
        }
        return row;
    }

    private static void take(Row row, int step, Points points) throws QueryException {
        if (row.points.present[step]) {
            throw QueryContext.failure("vector cannot contain metrics with the same labelset");
        }
        row.points.take(step, points);
    }

    @Override
    public Lane lane() {
        return (series, into) -> into.copyFrom(finished.get(series).points);
    }

    @Override
    public String describe() {
        return "info";
    }

    @Override
    public List<Operator> inputs() {
        return List.of(base, info);
    }
}
