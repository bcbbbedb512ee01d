package io.gnomon.platform.core.remote.internal.read;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.MetricType;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.text.Utf8Order;
import io.gnomon.platform.core.exposition.ExpositionFormat;
import io.gnomon.platform.core.exposition.ExpositionWriter;
import io.gnomon.platform.core.remote.Incoming;
import io.gnomon.platform.core.remote.Output;
import io.gnomon.platform.core.remote.internal.intake.Refusal;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The newest sample of many series, untyped and with its time, as Prometheus federates
 * (prometheus/prometheus, web/federate.go). Native histograms have no form in the text formats and
 * are left out. Any thread.
 */
public final class Federation {
    private static final String INSTANCE = "instance";

    private final Supplier<@Nullable Storage> storage;
    private final Supplier<Labels> externalLabels;
    private final long lookbackMillis;
    private final InstantSource clock;

    /**
     * @param storage the store at this moment, null while there is none
     * @param externalLabels those of the configuration now
     * @param lookbackMillis samples of that age and older do not count
     */
    public Federation(
            Supplier<@Nullable Storage> storage,
            Supplier<Labels> externalLabels,
            long lookbackMillis,
            InstantSource clock) {
        this.storage = storage;
        this.externalLabels = externalLabels;
        this.lookbackMillis = lookbackMillis;
        this.clock = clock;
    }

    private record Newest(Labels labels, long timeMillis, double value) {}

    /** Answers a request. */
    public void federate(List<List<Matcher>> selectors, Incoming incoming, Output output)
            throws IOException {
        List<Newest> samples;
        try {
            samples = newest(selectors);
        } catch (Refusal e) {
            e.reply().sendTo(output);
            return;
        } catch (StorageException e) {
            StoreAnswers.refusal(e).reply().sendTo(output);
            return;
        }
        samples.sort((a, b) -> {
            int byName = Utf8Order.compareText(a.labels.metricName(), b.labels.metricName());
            return byName == 0 ? a.labels.compareTo(b.labels) : byName;
        });
        ExpositionFormat format = ExpositionFormat.negotiate(incoming.header("Accept"));
        try (OutputStream out = output.open(200, Map.of("Content-Type", format.contentType()))) {
            write(samples, new ExpositionWriter(out, format).keepEmptyLabels());
        }
    }

    private List<Newest> newest(List<List<Matcher>> selectors) throws Refusal, StorageException {
        Storage store = storage.get();
        if (store == null) {
            throw Refusal.noStore();
        }
        long now = clock.millis();
        List<Newest> all = new ArrayList<>();
        Set<Labels> seen = new HashSet<>();
        long first = now - lookbackMillis + 1;
        try (Snapshot snapshot = store.open(first, now)) {
            SampleColumn column = new SampleColumn();
            for (List<Matcher> matchers : selectors) {
                Selection selection = snapshot.select(matchers, SelectHints.between(first, now));
                try (SampleReader reader = selection.reader()) {
                    for (int i = 0; i < selection.size(); i++) {
                        Labels labels = selection.labels(i);
                        if (!labels.metricName().isEmpty() && seen.add(labels)) {
                            reader.read(i, column);
                            add(labels, column, all);
                        }
                    }
                }
            }
        }
        return all;
    }

    private static void add(Labels labels, SampleColumn column, List<Newest> all) {
        int last = column.size - 1;
        if (last >= 0
                && column.histogram(last) == null
                && !SampleValues.isStale(column.values[last])) {
            all.add(new Newest(labels, column.times[last], column.values[last]));
        }
    }

    private void write(List<Newest> samples, ExpositionWriter writer) throws IOException {
        Labels external = externalLabels.get();
        String family = "";
        for (Newest sample : samples) {
            String name = sample.labels.metricName();
            if (!name.equals(family)) {
                family = name;
                writer.family(name, MetricType.UNKNOWN, "");
            }
            writer.timed(sample.timeMillis, sample.value, pairs(sample.labels, external));
        }
        writer.finish();
    }

    /**
     * Labels in text. An instance is always there, if only an empty one: else the scraping server
     * would put this server in its place.
     */
    private static String[] pairs(Labels labels, Labels external) {
        Labels all = ExternalLabels.added(labels, external);
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (!all.name(i).equals(Labels.METRIC_NAME)) {
                pairs.add(all.name(i));
                pairs.add(all.value(i));
            }
        }
        if (!all.has(INSTANCE)) {
            pairs.add(INSTANCE);
            pairs.add("");
        }
        return pairs.toArray(String[]::new);
    }
}
