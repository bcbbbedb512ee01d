package io.gnomon.exporters.mysql.internal;

import io.gnomon.model.sample.MetricType;
import io.gnomon.spi.exporter.MetricSink;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What collectors found, put in order by family: a row of a table has samples of many families, a
 * sink takes one family after the other. For one thread.
 */
final class Families {
    private static final String PREFIX = "mysql_";

    private final Map<String, Family> families = new LinkedHashMap<>();

    /** Adds a sample; NaN is left out; of two with the same labels the first counts. */
    void gauge(String family, String help, double value, String... labels) {
        add(family, MetricType.GAUGE, help, "", value, labels);
    }

    void counter(String family, String help, double value, String... labels) {
        add(family, MetricType.COUNTER, help, "", value, labels);
    }

    void untyped(String family, String help, double value, String... labels) {
        add(family, MetricType.UNKNOWN, help, "", value, labels);
    }

    /** Name of the family without {@code mysql_}; suffix as {@link MetricSink#suffixed}. */
    void add(
            String family,
            MetricType type,
            String help,
            String suffix,
            double value,
            String... labels) {
        if (Double.isNaN(value)) {
            return;
        }
        families.computeIfAbsent(PREFIX + family, _ -> new Family(type, help))
                .add(new Sample(suffix, value, labels));
    }

    /** Takes over what is in the other one, which is not used any more. */
    void addAll(Families others) {
        others.families.forEach((name, family) -> {
            Family to = families.putIfAbsent(name, family);
            if (to != null) {
                family.samples.forEach(to::add);
            }
        });
    }

    void report(MetricSink sink) {
        families.forEach((name, family) -> {
            sink.family(name, family.type, family.help);
            for (Sample s : family.samples) {
                sink.suffixed(s.suffix, s.value, s.labels);
            }
        });
    }

    private static final class Family {
        private final MetricType type;
        private final String help;
        private final List<Sample> samples = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();

        Family(MetricType type, String help) {
            this.type = type;
            this.help = help;
        }

        void add(Sample sample) {
            if (seen.add(sample.identity())) {
                samples.add(sample);
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Sample(String suffix, double value, String[] labels) {
        String identity() {
            return labels.length == 0 ? suffix : suffix + Arrays.toString(labels);
        }
    }
}
