package io.gnomon.exporters.node.internal.host;

import io.gnomon.model.sample.MetricType;
import io.gnomon.spi.exporter.MetricSink;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers samples by family, so that collectors report device after device while a sink wants
 * family after family. Families are remembered from scrape to scrape and their arrays used again.
 * For one thread at a time.
 */
public final class Metrics {
    private final Map<String, Family> families = new HashMap<>();
    private final List<Family> order = new ArrayList<>();
    private Family current = new Family("", MetricType.UNKNOWN, "");

    private static final class Family {
        private final String name;
        private final MetricType type;
        private final String help;
        private double[] values = new double[4];
        private String[][] labels = new String[4][];
        private String[] suffixes = new String[4];
        private int size;

        Family(String name, MetricType type, String help) {
            this.name = name;
            this.type = type;
            this.help = help;
        }

        void add(String suffix, double value, String[] pairs) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
                labels = Arrays.copyOf(labels, size * 2);
                suffixes = Arrays.copyOf(suffixes, size * 2);
            }
            values[size] = value;
            labels[size] = pairs;
            suffixes[size++] = suffix;
        }
    }

    /** Declares a family, or goes on with one that was declared; samples that follow are its. */
    public void family(String name, MetricType type, String help) {
        Family family = families.get(name);
        if (family == null || family.type != type) {
            family = new Family(name, type, help);
            families.put(name, family);
        }
        if (family.size == 0 && !order.contains(family)) {
            order.add(family);
        }
        current = family;
    }

    /** A sample of the family declared last; label names and values alternate. */
    public void sample(double value, String... labels) {
        current.add("", value, labels);
    }

    /** A sample named as the family declared last and a suffix, as {@code _bucket}. */
    public void suffixed(String suffix, double value, String... labels) {
        current.add(suffix, value, labels);
    }

    public void gauge(String name, String help, double value, String... labels) {
        family(name, MetricType.GAUGE, help);
        sample(value, labels);
    }

    public void counter(String name, String help, double value, String... labels) {
        family(name, MetricType.COUNTER, help);
        sample(value, labels);
    }

    public void untyped(String name, String help, double value, String... labels) {
        family(name, MetricType.UNKNOWN, help);
        sample(value, labels);
    }

    /**
     * Hands all that was gathered to a sink and begins anew. Families without samples are dropped.
     */
    public void drainTo(MetricSink sink) {
        for (Family family : order) {
            if (family.size > 0) {
                sink.family(family.name, family.type, family.help);
            }
            for (int i = 0; i < family.size; i++) {
                if (family.suffixes[i].isEmpty()) {
                    sink.sample(family.values[i], family.labels[i]);
                } else {
                    sink.suffixed(family.suffixes[i], family.values[i], family.labels[i]);
                }
            }
        }
        clear();
    }

    /** Drops all that was gathered. */
    public void clear() {
        for (Family family : order) {
            Arrays.fill(family.labels, 0, family.size, null);
            family.size = 0;
        }
        order.clear();
    }
}
