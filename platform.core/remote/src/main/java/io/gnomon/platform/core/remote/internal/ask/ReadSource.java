package io.gnomon.platform.core.remote.internal.ask;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.platform.core.config.RemoteReadConfig;
import io.gnomon.platform.core.promformat.remote.ReadRequest;
import io.gnomon.platform.core.remote.internal.intake.BodyMemory;
import io.gnomon.spi.common.HttpCaller;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One server and when it is asked for what (prometheus/prometheus, storage/remote/read.go). Any
 * thread.
 */
public final class ReadSource implements AutoCloseable {
    /**
     * How long behind its oldest sample the store may still lack some: targets come one by one.
     * Prometheus's margin.
     */
    private static final long MARGIN_MILLIS = Duration.ofHours(4).toMillis();

    private final RemoteReadConfig config;
    private final String name;
    private final Labels external;
    private final ReadClient client;

    /**
     * @param name for metrics
     * @param external labels that the server has our series with
     */
    public ReadSource(RemoteReadConfig config, String name, Labels external, HttpCaller caller) {
        this.config = config;
        this.name = name;
        this.external = config.filterExternalLabels() ? external : Labels.EMPTY;
        this.client = new ReadClient(caller, config);
    }

    public RemoteReadConfig config() {
        return config;
    }

    /** How it is called in metrics. */
    public String name() {
        return name;
    }

    public AskMetrics metrics() {
        return client.metrics();
    }

    /** Whether another source with these would do the same. */
    public boolean isFor(RemoteReadConfig otherConfig, Labels otherExternal) {
        return config.equals(otherConfig)
                && (!config.filterExternalLabels() || external.equals(otherExternal));
    }

    /**
     * Up to when it is asked, less than the minimum when it is not asked at all.
     *
     * @param oldestMillis time of the store's oldest sample
     */
    long until(long minTimeMillis, long maxTimeMillis, long oldestMillis) {
        if (config.readRecent()) {
            return maxTimeMillis;
        }
        long whole =
                oldestMillis > Long.MAX_VALUE - MARGIN_MILLIS
                        ? Long.MAX_VALUE
                        : oldestMillis + MARGIN_MILLIS;
        return minTimeMillis > whole ? Long.MIN_VALUE : Math.min(maxTimeMillis, whole);
    }

    /** Whether a selector demands all that {@code required_matchers} names. */
    boolean isAskedBy(List<Matcher> matchers) {
        return config.requiredMatchers().entrySet().stream()
                .allMatch(required ->
                        matchers.contains(Matcher.equal(required.getKey(), required.getValue())));
    }

    /**
     * Asks for series and their samples.
     *
     * @param hints the times are those that are asked for
     * @param share memory for what is held
     */
    Selection select(List<Matcher> matchers, SelectHints hints, BodyMemory.Share share)
            throws Unanswered, InterruptedException {
        Set<String> added = new HashSet<>();
        List<Matcher> asked = withExternal(matchers, added);
        FoundSeries found =
                new FoundSeries(hints.minTimeMillis(), hints.maxTimeMillis(), added, share);
        client.read(
                new ReadRequest.Query(hints.minTimeMillis(), hints.maxTimeMillis(), asked, hints),
                found,
                share);
        return found.selection();
    }

    /** Who asks for another value of an external label means that one. */
    private List<Matcher> withExternal(List<Matcher> matchers, Set<String> added) {
        List<Matcher> all = new ArrayList<>(matchers);
        for (int i = 0; i < external.size(); i++) {
            String label = external.name(i);
            if (matchers.stream().noneMatch(matcher -> matcher.name().equals(label))) {
                all.add(Matcher.equal(label, external.value(i)));
                added.add(label);
            }
        }
        return all;
    }

    @Override
    public void close() {
        client.close();
    }
}
