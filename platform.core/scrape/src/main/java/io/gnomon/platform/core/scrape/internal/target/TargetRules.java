package io.gnomon.platform.core.scrape.internal.target;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.text.Durations;
import io.gnomon.platform.core.config.Relabeling;
import io.gnomon.platform.core.config.ScrapeConfig;
import io.gnomon.spi.discovery.TargetGroup;

import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Makes targets of what was discovered: adds the labels of the scrape config, relabels, checks, and
 * takes the labels that begin with two underscores away.
 */
public final class TargetRules {
    private static final String ADDRESS = "__address__";
    private static final String SCHEME = "__scheme__";
    private static final String PATH = "__metrics_path__";
    private static final String INTERVAL = "__scrape_interval__";
    private static final String TIMEOUT = "__scrape_timeout__";
    private static final String PARAMETER = "__param_";

    private final ScrapeConfig config;
    private final UnaryOperator<String> exporterInstance;

    /**
     * Rules of a scrape config.
     *
     * @param exporterInstance the instance label for the name of an exporter in this server
     */
    public TargetRules(ScrapeConfig config, UnaryOperator<String> exporterInstance) {
        this.config = config;
        this.exporterInstance = exporterInstance;
    }

    /**
     * What became of a discovered target; at most one of target and error is there, none when
     * relabelling dropped it.
     */
    public record Outcome(
            Labels discoveredLabels, @Nullable ScrapeTarget target, @Nullable String error) {}

    /** Outcome of each target of the group, in its order. */
    public List<Outcome> targets(TargetGroup group) {
        List<Outcome> outcomes = new ArrayList<>(group.targets().size());
        for (Labels target : group.targets()) {
            outcomes.add(outcome(discovered(group.labels(), target)));
        }
        return outcomes;
    }

    private Labels discovered(Labels groupLabels, Labels target) {
        Labels.Builder labels = groupLabels.toBuilder();
        for (int i = 0; i < target.size(); i++) {
            labels.set(target.name(i), target.value(i));
        }
        setMissing(labels, "job", config.jobName());
        setMissing(labels, INTERVAL, Durations.format(config.scrapeInterval().toMillis()));
        setMissing(labels, TIMEOUT, Durations.format(config.scrapeTimeout().toMillis()));
        setMissing(labels, PATH, config.metricsPath());
        setMissing(labels, SCHEME, config.scheme());
        config.params()
                .forEach(
                        (name, values) -> {
                            if (!values.isEmpty()) {
                                setMissing(labels, PARAMETER + name, values.get(0));
                            }
                        });
        return labels.build();
    }

    private static void setMissing(Labels.Builder labels, String name, String value) {
        if (!labels.has(name)) {
            labels.set(name, value);
        }
    }

    private Outcome outcome(Labels discovered) {
        Labels.Builder labels = discovered.toBuilder();
        if (!Relabeling.apply(config.relabelConfigs(), config.validationScheme(), labels)) {
            return new Outcome(discovered, null, null);
        }
        try {
            return new Outcome(discovered, target(discovered, labels), null);
        } catch (IllegalArgumentException e) {
            return new Outcome(discovered, null, e.getMessage());
        }
    }

    private ScrapeTarget target(Labels discovered, Labels.Builder labels) {
        String address = labels.get(ADDRESS);
        if (address.isEmpty()) {
            throw new IllegalArgumentException("no address: the label __address__ is empty");
        }
        if (address.contains("/")) {
            throw new IllegalArgumentException("\"" + address + "\" is not a valid hostname");
        }
        long interval = duration(labels, INTERVAL, "scrape interval");
        long timeout = duration(labels, TIMEOUT, "scrape timeout");
        if (timeout > interval) {
            throw new IllegalArgumentException(
                    "scrape timeout cannot be greater than scrape interval (\""
                            + labels.get(TIMEOUT)
                            + "\" > \""
                            + labels.get(INTERVAL)
                            + "\")");
        }
        String scheme = labels.get(SCHEME);
        boolean inProcess = scheme.equals(ScrapeConfig.IN_PROCESS);
        setInstance(labels);
        Map<String, List<String>> parameters = parameters(labels);
        String path = labels.get(PATH);
        String slash = path.isEmpty() || path.startsWith("/") ? "" : "/";
        // An exporter in this server that is asked for its metrics is told by its name.
        boolean plain = inProcess && path.equals("/metrics");
        String url = scheme + "://" + address + (plain ? "" : slash + path);
        return new ScrapeTarget(
                discovered,
                withoutReserved(labels),
                scheme,
                address,
                slash + path,
                url + query(parameters),
                parameters,
                interval,
                timeout);
    }

    private void setInstance(Labels.Builder labels) {
        String address = labels.get(ADDRESS);
        boolean inProcess = labels.get(SCHEME).equals(ScrapeConfig.IN_PROCESS);
        setMissing(labels, "instance", inProcess ? exporterInstance.apply(address) : address);
    }

    /**
     * All labels that the target of an outcome has before those that begin with two underscores are
     * taken away, except those of its discovery ({@code __meta_}).
     */
    public Labels relabelled(Labels discovered) {
        Labels.Builder labels = discovered.toBuilder();
        if (!Relabeling.apply(config.relabelConfigs(), config.validationScheme(), labels)) {
            return Labels.EMPTY;
        }
        setInstance(labels);
        for (String name : labels.names()) {
            if (name.startsWith("__meta_")) {
                labels.remove(name);
            }
        }
        return labels.build();
    }

    private static long duration(Labels.Builder labels, String label, String what) {
        long millis;
        try {
            millis = Durations.parseMillis(labels.get(label));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "error parsing " + what + ": " + e.getMessage(), e);
        }
        if (millis == 0) {
            throw new IllegalArgumentException(what + " cannot be 0");
        }
        return millis;
    }

    /** Those of the scrape config; a label replaces the first value. */
    private Map<String, List<String>> parameters(Labels.Builder labels) {
        Map<String, List<String>> parameters = new TreeMap<>(config.params());
        for (String name : labels.names()) {
            if (name.startsWith(PARAMETER)) {
                List<String> values =
                        new ArrayList<>(
                                parameters.getOrDefault(
                                        name.substring(PARAMETER.length()), List.of("")));
                if (values.isEmpty()) {
                    values.add("");
                }
                values.set(0, labels.get(name));
                parameters.put(name.substring(PARAMETER.length()), List.copyOf(values));
            }
        }
        return parameters;
    }

    private static String query(Map<String, List<String>> parameters) {
        StringBuilder out = new StringBuilder();
        parameters.forEach(
                (name, values) -> {
                    for (String value : values) {
                        out.append(out.isEmpty() ? '?' : '&').append(encoded(name));
                        out.append('=').append(encoded(value));
                    }
                });
        return out.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Labels withoutReserved(Labels.Builder labels) {
        for (String name : labels.names()) {
            if (name.startsWith("__")) {
                labels.remove(name);
            }
        }
        return labels.build();
    }
}
