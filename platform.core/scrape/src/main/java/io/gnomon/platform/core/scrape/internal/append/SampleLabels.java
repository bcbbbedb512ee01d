package io.gnomon.platform.core.scrape.internal.append;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.config.Relabeling;
import io.gnomon.platform.core.config.ScrapeConfig;
import io.gnomon.platform.core.config.ScrapeLimits;
import io.gnomon.platform.core.exposition.SeriesText;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which labels a sample of a target is stored under: the target's join those it was exposed with,
 * metric_relabel_configs follow, the limits are checked.
 */
public final class SampleLabels {
    private static final String EXPORTED = "exported_";

    private final Labels target;
    private final ScrapeConfig config;

    public SampleLabels(Labels target, ScrapeConfig config) {
        this.target = target;
        this.config = config;
    }

    /**
     * Labels to store under.
     *
     * @return null when relabelling drops the sample
     * @throws ScrapeFailure when they break a limit or have no name
     */
    @Nullable Labels of(SeriesText exposed) throws ScrapeFailure {
        Labels.Builder labels = exposed.labels().toBuilder();
        if (config.honorLabels()) {
            addMissing(labels, exposed.emptyNames());
        } else {
            addOver(labels);
        }
        if (!Relabeling.apply(config.metricRelabelConfigs(), config.validationScheme(), labels)) {
            return null;
        }
        Labels stored = labels.build();
        check(stored);
        return stored;
    }

    /** Labels of a series about the target itself. */
    Labels ofReport(String name) {
        return target.with(Labels.METRIC_NAME, name);
    }

    private void addMissing(Labels.Builder labels, List<String> emptyNames) {
        for (int i = 0; i < target.size(); i++) {
            String name = target.name(i);
            if (!labels.has(name) && !emptyNames.contains(name)) {
                labels.set(name, target.value(i));
            }
        }
    }

    /** Exposed labels that are in the way move to {@code exported_NAME}, shortest names first. */
    private void addOver(Labels.Builder labels) {
        List<String[]> moved = new ArrayList<>();
        for (int i = 0; i < target.size(); i++) {
            String name = target.name(i);
            String exposed = labels.get(name);
            if (!exposed.isEmpty()) {
                moved.add(new String[] {name, exposed});
            }
            labels.set(name, target.value(i));
        }
        moved.sort(Comparator.comparingInt((String[] label) -> label[0].length()));
        for (String[] label : moved) {
            String name = EXPORTED + label[0];
            while (labels.has(name)) {
                name = EXPORTED + name;
            }
            labels.set(name, label[1]);
        }
    }

    private void check(Labels labels) throws ScrapeFailure {
        String metric = labels.metricName();
        if (metric.isEmpty()) {
            throw new ScrapeFailure("missing metric name (__name__ label)");
        }
        checkSize(metric, labels);
        if (!config.validationScheme().isMetricName(metric)) {
            throw new ScrapeFailure("invalid metric name or label names: " + labels);
        }
        ScrapeLimits limits = config.limits();
        if (limits.labelLimit() > 0 && labels.size() > limits.labelLimit()) {
            throw new ScrapeFailure(
                    ScrapeFailure.Kind.LABEL_LIMITS,
                    "label_limit exceeded (metric: "
                            + cut(metric)
                            + ", number of labels: "
                            + labels.size()
                            + ", limit: "
                            + limits.labelLimit()
                            + ")");
        }
        for (int i = 0; i < labels.size(); i++) {
            String name = labels.name(i);
            if (!name.equals(Labels.METRIC_NAME) && !config.validationScheme().isLabelName(name)) {
                throw new ScrapeFailure("invalid metric name or label names: " + labels);
            }
            checkLength(
                    "label_name_length_limit", metric, name, name, limits.labelNameLengthLimit());
            checkLength(
                    "label_value_length_limit",
                    metric,
                    name,
                    labels.value(i),
                    limits.labelValueLengthLimit());
        }
    }

    /** Whatever the configuration allows. */
    private static void checkSize(String metric, Labels labels) throws ScrapeFailure {
        long characters = labels.characters();
        if (labels.size() > Labels.MAX_SIZE || characters > Labels.MAX_CHARACTERS) {
            throw new ScrapeFailure(
                    ScrapeFailure.Kind.LABEL_LIMITS,
                    "a series of %s has %d labels with %d characters; no series may have more than %d, or %d"
                            .formatted(
                                    cut(metric),
                                    labels.size(),
                                    characters,
                                    Labels.MAX_SIZE,
                                    Labels.MAX_CHARACTERS));
        }
    }

    private static void checkLength(
            String what, String metric, String name, String text, long limit) throws ScrapeFailure {
        int length = limit > 0 ? text.getBytes(StandardCharsets.UTF_8).length : 0;
        if (length > limit) {
            throw new ScrapeFailure(
                    ScrapeFailure.Kind.LABEL_LIMITS,
                    what
                            + " exceeded (metric: "
                            + cut(metric)
                            + ", label name: "
                            + cut(name)
                            + ", length: "
                            + length
                            + ", limit: "
                            + limit
                            + ")");
        }
    }

    private static String cut(String text) {
        return text.length() <= 50 ? text : text.substring(0, 50);
    }
}
