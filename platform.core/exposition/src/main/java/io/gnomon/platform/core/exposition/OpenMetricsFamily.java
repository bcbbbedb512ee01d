package io.gnomon.platform.core.exposition;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MetricType;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A family of metrics while it is checked. All methods throw IllegalArgumentException with a
 * sentence when the text breaks a rule of OpenMetrics.
 */
final class OpenMetricsFamily {
    private static final int EXEMPLAR_CHARACTERS = 128;

    /** Within a value there is a backslash before the quote. */
    private static final Pattern BOUND = Pattern.compile("[{,](?:le|quantile)=\"([^\"]*)\"");

    private final String name;
    private final Set<ExpositionParser.Entry> told = EnumSet.noneOf(ExpositionParser.Entry.class);
    private final Set<Labels> metrics = new HashSet<>();
    private MetricType type = MetricType.UNKNOWN;
    private String unit = "";

    // The metric that is read: labels that its samples share, and when each had its last value.
    private Labels metric = Labels.EMPTY;
    private final Map<String, Double> times = new HashMap<>();
    private OpenMetricsPoint point = new OpenMetricsPoint("", MetricType.UNKNOWN);

    OpenMetricsFamily(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** What its samples may be called, and its own name. */
    Set<String> exposedNames() {
        Set<String> names = new HashSet<>(Set.of(name));
        endings().forEach(ending -> names.add(name + ending));
        return names;
    }

    boolean mayExpose(String sample) {
        return sample.startsWith(name) && endings().contains(sample.substring(name.length()));
    }

    private List<String> endings() {
        return switch (type) {
            case COUNTER -> List.of("_total", "_created");
            case HISTOGRAM -> List.of("_bucket", "_count", "_sum", "_created");
            case GAUGE_HISTOGRAM -> List.of("_bucket", "_gcount", "_gsum");
            case SUMMARY -> List.of("", "_count", "_sum", "_created");
            case INFO -> List.of("_info");
            case GAUGE, STATE_SET, UNKNOWN -> List.of("");
        };
    }

    /** A TYPE, HELP or UNIT line of it. */
    void metadata(ExpositionParser.Entry entry, ExpositionParser parser) {
        require(metrics.isEmpty(), entry + " of \"" + name + "\" stands behind its samples");
        require(told.add(entry), "\"" + name + "\" has a second " + entry + " line");
        if (entry == ExpositionParser.Entry.TYPE) {
            type = parser.type();
        } else if (entry == ExpositionParser.Entry.UNIT) {
            unit = parser.comment();
        }
        require(
                unit.isEmpty() || (type != MetricType.INFO && type != MetricType.STATE_SET),
                "\"" + name + "\" is " + type.text() + ", which has no unit");
    }

    /** A sample of it. */
    void sample(Labels labels, String line, ExpositionParser parser) {
        String ending = labels.metricName().substring(name.length());
        require(
                endings().contains(ending),
                "a " + type.text() + " has no sample \"" + labels.metricName() + "\"");
        String own = ownLabel(ending);
        require(
                own.isEmpty() || labels.has(own),
                "a sample of the "
                        + type.text()
                        + " \""
                        + name
                        + "\" has no label \""
                        + own
                        + "\"");
        Labels shared = labels.toBuilder().remove(Labels.METRIC_NAME).remove(own).build();
        if (metrics.isEmpty() || !shared.equals(metric)) {
            point.end();
            require(
                    metrics.add(shared),
                    "the samples of \"" + name + "\"" + shared + " do not stand together");
            metric = shared;
            times.clear();
            point = new OpenMetricsPoint(name, type);
        }
        String sample = ending + " " + labels.get(own);
        double time = parser.timed() ? parser.timeMillis() : Double.NaN;
        Double before = times.put(sample, time);
        require(
                before == null || time >= before,
                "values of \"" + name + "\" are not in the order of their times");
        if (point.has(sample)) {
            point.end();
            point = new OpenMetricsPoint(name, type);
        }
        point.add(sample);
        point.value(ending, boundIn(line), parser.value());
        checkExemplar(ending, parser.exemplar());
    }

    /** The label that the samples of a metric do not share, empty when they share all. */
    private String ownLabel(String ending) {
        return switch (type) {
            case HISTOGRAM, GAUGE_HISTOGRAM -> ending.equals("_bucket") ? "le" : "";
            case SUMMARY -> ending.isEmpty() ? "quantile" : "";
            case STATE_SET -> name;
            default -> "";
        };
    }

    /** The bound as it is written, empty when there is none. */
    private static String boundIn(String line) {
        Matcher bound = BOUND.matcher(line);
        return bound.find() ? bound.group(1) : "";
    }

    private void checkExemplar(String ending, @Nullable Exemplar exemplar) {
        if (exemplar == null) {
            return;
        }
        require(
                ending.equals("_total") || ending.equals("_bucket"),
                "only counters and buckets have exemplars, not \"" + name + ending + "\"");
        int characters = 0;
        for (int i = 0; i < exemplar.labels().size(); i++) {
            String label = exemplar.labels().name(i) + exemplar.labels().value(i);
            characters += label.codePointCount(0, label.length());
        }
        require(
                characters <= EXEMPLAR_CHARACTERS,
                "the labels of an exemplar of \"%s\" have %d characters, more than %d"
                        .formatted(name, characters, EXEMPLAR_CHARACTERS));
    }

    /** No more samples follow. */
    void end() {
        point.end();
    }

    static void require(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
