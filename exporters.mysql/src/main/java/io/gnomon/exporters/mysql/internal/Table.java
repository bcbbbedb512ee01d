package io.gnomon.exporters.mysql.internal;

import io.gnomon.model.sample.MetricType;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A collector that reads a table: some columns are labels, each of the others is a sample of every
 * row. Of the table's columns only those are asked for.
 */
final class Table implements Collector {
    /** Performance schema counts time in picoseconds. */
    static final double PICOSECONDS = 1e-12;

    private final String name;
    private final String from;
    private final List<Label> labels;
    private final List<Measure> measures;

    private Table(Builder builder) {
        name = builder.name;
        from = builder.from;
        labels = List.copyOf(builder.labels);
        measures = List.copyOf(builder.measures);
    }

    /** Begins the collector of this name; {@code from} is what follows FROM. */
    static Builder of(String name, String from) {
        return new Builder(name, from);
    }

    @Override
    public String name() {
        return name;
    }

    String sql() {
        List<String> columns = new ArrayList<>();
        labels.forEach(l -> columns.add(l.column));
        measures.forEach(m -> columns.add(m.column));
        return "SELECT " + String.join(", ", columns) + " FROM " + from;
    }

    @Override
    public void collect(Server server, Families families) throws SQLException {
        for (Rows.Row row : server.query(sql()).rows()) {
            String[] common = new String[2 * labels.size()];
            for (int i = 0; i < labels.size(); i++) {
                Label label = labels.get(i);
                String text = row.text(i);
                common[2 * i] = label.name;
                common[2 * i + 1] =
                        text.startsWith(label.prefix)
                                ? text.substring(label.prefix.length())
                                : text;
            }
            for (int i = 0; i < measures.size(); i++) {
                Measure m = measures.get(i);
                if (m.onlyFor.isEmpty() || common[common.length - 1].equals(m.onlyFor)) {
                    families.add(
                            m.family,
                            m.type,
                            m.help,
                            "",
                            row.number(labels.size() + i) * m.scale,
                            join(common, m.labels));
                }
            }
        }
    }

    private static String[] join(String[] common, List<String> more) {
        if (more.isEmpty()) {
            return common;
        }
        List<String> all = new ArrayList<>(List.of(common));
        all.addAll(more);
        return all.toArray(String[]::new);
    }

    private record Label(String name, String column, String prefix) {}

    private record Measure(
            String column,
            MetricType type,
            String family,
            String help,
            double scale,
            String onlyFor,
            List<String> labels) {}

    /** Columns in the order in which they are told. */
    static final class Builder {
        private final String name;
        private final String from;
        private final List<Label> labels = new ArrayList<>();
        private final List<Measure> measures = new ArrayList<>();
        private double scale = 1;
        private String onlyFor = "";

        private Builder(String name, String from) {
            this.name = name;
            this.from = from;
        }

        /** A label and the column, or expression, that it shows. */
        Builder label(String label, String column) {
            return label(label, column, "");
        }

        /** As above, without this beginning. */
        Builder label(String label, String column, String withoutPrefix) {
            labels.add(new Label(label, column, withoutPrefix));
            return this;
        }

        /** Counters and gauges that follow are multiplied by this. */
        Builder times(double factor) {
            scale = factor;
            return this;
        }

        /** What follows is for rows whose last label is this; empty for all rows. */
        Builder onlyFor(String lastLabel) {
            onlyFor = lastLabel;
            return this;
        }

        /** A column; the family's name without mysql_; labels of its own. */
        Builder counter(String column, String family, String help, String... more) {
            return measure(column, MetricType.COUNTER, family, help, more);
        }

        Builder gauge(String column, String family, String help, String... more) {
            return measure(column, MetricType.GAUGE, family, help, more);
        }

        private Builder measure(
                String column, MetricType type, String family, String help, String... more) {
            measures.add(new Measure(column, type, family, help, scale, onlyFor, List.of(more)));
            return this;
        }

        Table build() {
            return new Table(this);
        }
    }
}
