package io.gnomon.platform.core.remote.internal.read;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.core.exposition.AcceptEntry;
import io.gnomon.platform.core.exposition.ExpositionFormat;
import io.gnomon.platform.core.exposition.ExpositionWriter;
import io.gnomon.platform.core.exposition.ProtobufFormat;
import io.gnomon.platform.core.promformat.remote.MetricFamilyWriter;
import io.gnomon.platform.core.remote.Incoming;
import io.gnomon.platform.core.remote.Output;
import io.gnomon.platform.core.remote.internal.intake.Refusal;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The newest sample of many series, untyped and with its time, as Prometheus federates
 * (prometheus/prometheus, web/federate.go), as text or protobuf. Any thread.
 */
public final class Federation {
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
        Collections.sort(samples);
        Labels external = externalLabels.get();
        for (AcceptEntry entry : AcceptEntry.parse(incoming.header("Accept"))) {
            ExpositionFormat format = ExpositionFormat.of(entry);
            if (ProtobufFormat.isAskedFor(entry)) {
                String type = ProtobufFormat.contentType(entry.escaping());
                try (OutputStream out = output.open(200, Map.of("Content-Type", type))) {
                    new FamilyMessages(new MetricFamilyWriter(out), external, entry.escaping())
                            .write(samples);
                }
                return;
            } else if (format != null) {
                text(samples, external, format, output);
                return;
            }
        }
        text(samples, external, ExpositionFormat.TEXT, output);
    }

    private static void text(
            List<Newest> samples, Labels external, ExpositionFormat format, Output output)
            throws IOException {
        try (OutputStream out = output.open(200, Map.of("Content-Type", format.contentType()))) {
            new FamilyText(new ExpositionWriter(out, format), external).write(samples);
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
                            reader.readNewest(i, column);
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
        if (last < 0) {
            return;
        }
        Histogram histogram = column.histogram(last);
        double value = histogram == null ? column.values[last] : histogram.sum();
        if (!SampleValues.isStale(value)) {
            all.add(new Newest(labels, column.times[last], value, histogram));
        }
    }
}
