package io.gnomon.platform.core.remote.internal.ask;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.storage.MergedSelection;
import io.gnomon.model.storage.MergedSelection.Part;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.text.Utf8Order;
import io.gnomon.platform.core.remote.internal.intake.BodyMemory;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * The store's view and what other servers add to it. All servers are asked at the same time, while
 * the store is searched.
 */
final class WiderSnapshot implements Snapshot {
    /**
     * A server that is asked.
     *
     * @param untilMillis samples after it are the store's alone
     */
    record Asked(ReadSource source, long untilMillis) {}

    private final Snapshot own;
    private final long minTimeMillis;
    private final long maxTimeMillis;
    private final List<Asked> asked;
    private final BodyMemory memory;
    private final BooleanSupplier ended;

    /** Memory of answers, which are held until the end. */
    private final Queue<BodyMemory.Share> shares = new ConcurrentLinkedQueue<>();

    /** Servers that failed, with a sentence each; they are not asked again. */
    private final Map<ReadSource, String> failed = new ConcurrentHashMap<>();

    /** What the lists of names and values lack. */
    private final Set<String> warnings = new ConcurrentSkipListSet<>();

    /** Takes the store's view over and closes it. */
    WiderSnapshot(
            Snapshot own,
            long minTimeMillis,
            long maxTimeMillis,
            List<Asked> asked,
            BodyMemory memory,
            BooleanSupplier ended) {
        this.ended = ended;
        this.own = own;
        this.minTimeMillis = minTimeMillis;
        this.maxTimeMillis = maxTimeMillis;
        this.asked = asked;
        this.memory = memory;
    }

    @Override
    public Selection select(List<Matcher> matchers, SelectHints hints) throws StorageException {
        List<Part> parts = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        List<Reading> readings = begin(matchers, hints, missing);
        try {
            Selection ours = own.select(matchers, hints.withLimit(0));
            parts.add(new Part(ours, null));
            for (Selection answer : answers(readings, missing)) {
                parts.add(new Part(answer, null));
            }
            return parts.size() == 1 && missing.isEmpty() && hints.limit() == 0
                    ? ours
                    : MergedSelection.of(parts, hints, missing);
        } finally {
            readings.forEach(Reading::end);
        }
    }

    /** Asks each server that has to be asked; says of the others what is known already. */
    private List<Reading> begin(List<Matcher> matchers, SelectHints hints, List<String> missing) {
        long from = Math.max(minTimeMillis, hints.minTimeMillis());
        List<Reading> readings = new ArrayList<>();
        for (Asked one : asked) {
            long to = Math.min(hints.maxTimeMillis(), one.untilMillis);
            String failure = failed.get(one.source);
            if (from > to || !one.source.isAskedBy(matchers)) {
                continue;
            }
            if (failure != null) {
                missing.add(failure);
            } else {
                BodyMemory.Share share = memory.share();
                shares.add(share);
                readings.add(new Reading(one.source, matchers, hints.within(from, to), share));
            }
        }
        return readings;
    }

    /** The answers that have series; waits for all. */
    private List<Selection> answers(List<Reading> readings, List<String> missing)
            throws StorageException {
        List<Selection> answers = new ArrayList<>();
        for (Reading reading : readings) {
            try {
                Selection answer = reading.await(ended);
                if (answer.size() > 0) {
                    answers.add(answer);
                }
            } catch (Unanswered e) {
                String failure = "remote_read: " + e.getMessage();
                failed.put(reading.source(), failure);
                missing.add(failure);
            } catch (InterruptedException e) {
                if (!ended.getAsBoolean()) {
                    Thread.currentThread().interrupt();
                }
                throw new StorageException(
                        StorageException.Kind.CANCELLED, "reading was interrupted", e);
            }
        }
        return answers;
    }

    @Override
    public List<String> labelNames(List<Matcher> matchers, int limit) throws StorageException {
        return texts(
                matchers,
                limit,
                own.labelNames(matchers, 0),
                (labels, names) -> {
                    for (int i = 0; i < labels.size(); i++) {
                        names.add(labels.name(i));
                    }
                });
    }

    @Override
    public List<String> labelValues(String name, List<Matcher> matchers, int limit)
            throws StorageException {
        return texts(
                matchers,
                limit,
                own.labelValues(name, matchers, 0),
                (labels, values) -> {
                    if (labels.has(name)) {
                        values.add(labels.get(name));
                    }
                });
    }

    /**
     * A sorted list out of the store's and of the labels of others' series. Without matchers it is
     * the store's alone: remote read cannot ask for names, and nobody wants all series of a server.
     */
    private List<String> texts(
            List<Matcher> matchers,
            int limit,
            List<String> ours,
            BiConsumer<Labels, Set<String>> more)
            throws StorageException {
        Set<String> all = new TreeSet<>(Utf8Order.INSTANCE);
        all.addAll(ours);
        if (!matchers.isEmpty()) {
            List<String> missing = new ArrayList<>();
            List<Reading> readings = begin(matchers, names(), missing);
            try {
                for (Selection answer : answers(readings, missing)) {
                    for (int i = 0; i < answer.size(); i++) {
                        more.accept(answer.labels(i), all);
                    }
                }
            } finally {
                readings.forEach(Reading::end);
            }
            warnings.addAll(missing);
        }
        return all.stream().limit(limit > 0 ? limit : Long.MAX_VALUE).toList();
    }

    /** Says that samples are not needed, in the word that Prometheus has for it. */
    private SelectHints names() {
        return new SelectHints(
                minTimeMillis, maxTimeMillis, 0, 0, "series", List.of(), false, 0, true);
    }

    @Override
    public List<String> warnings() {
        Set<String> all = new LinkedHashSet<>(own.warnings());
        all.addAll(warnings);
        return List.copyOf(all);
    }

    @Override
    public Map<Labels, List<Exemplar>> exemplars(List<Matcher> matchers) throws StorageException {
        return own.exemplars(matchers);
    }

    @Override
    public Map<String, MetricMetadata> metadata(String family) throws StorageException {
        return own.metadata(family);
    }

    @Override
    public Cardinality cardinality(int limit) throws StorageException {
        return own.cardinality(limit);
    }

    @Override
    public void close() {
        shares.forEach(BodyMemory.Share::close);
        own.close();
    }
}
