package io.gnomon.exporters.blackbox.internal.probers;

import io.gnomon.model.sample.MetricType;
import io.gnomon.model.text.GoNumbers;
import io.gnomon.spi.exporter.MetricSink;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a probe found, which may change until it is over. For one thread. */
public final class Gauges {
    private final Map<String, Family> families = new TreeMap<>();

    private record Family(String help, Map<List<String>, Double> samples) {}

    /**
     * Sets a value, over an earlier one with the same labels.
     *
     * @param labels names and values in turn
     */
    public void set(String name, String help, double value, String... labels) {
        families.computeIfAbsent(name, _ -> new Family(help, new LinkedHashMap<>()))
                .samples
                .put(List.of(labels), value);
    }

    /** As they were set, families by name. */
    public void report(MetricSink sink) {
        families.forEach((name, family) -> {
            sink.family(name, MetricType.GAUGE, family.help);
            family.samples.forEach(
                    (labels, value) -> sink.sample(value, labels.toArray(new String[0])));
        });
    }

    /** In the text format, for reading. */
    public String text() {
        StringBuilder text = new StringBuilder();
        families.forEach((name, family) -> {
            text.append("# HELP %s %s\n# TYPE %s gauge\n".formatted(name, family.help, name));
            family.samples.forEach((labels, value) -> {
                List<String> pairs = new ArrayList<>();
                for (int i = 0; i < labels.size(); i += 2) {
                    pairs.add(labels.get(i) + "=\"" + escape(labels.get(i + 1)) + "\"");
                }
                text.append(name)
                        .append(pairs.isEmpty() ? "" : "{" + String.join(",", pairs) + "}")
                        .append(' ')
                        .append(GoNumbers.general(value))
                        .append('\n');
            });
        });
        return text.toString();
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
    }
}
