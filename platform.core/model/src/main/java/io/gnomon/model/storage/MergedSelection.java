package io.gnomon.model.storage;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.MergedSamples;
import io.gnomon.model.sample.SampleColumn;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Series of several selections, those with the same labels as one. Made by who has the parts. */
public final class MergedSelection implements Selection {
    /**
     * A selection of a part of what is read.
     *
     * @param onDamage told what is damaged; null when damage is an error of the whole answer
     */
    public record Part(Selection selection, @Nullable Consumer<String> onDamage) {}

    private static final int NONE = -1;

    private final List<Part> parts;

    /** By series and part: number of the series in the part, or {@link #NONE}. */
    private final int[][] numbers;

    /** By series the identity of its times; made when it is first asked for. */
    private volatile long @Nullable [] columns;

    private final Set<String> warnings = new LinkedHashSet<>();
    private volatile boolean partial;

    private MergedSelection(List<Part> parts, int[][] numbers, List<String> warnings) {
        this.parts = parts;
        this.numbers = numbers;
        this.warnings.addAll(warnings);
        this.partial = !warnings.isEmpty();
    }

    /**
     * Joins parts.
     *
     * @param parts oldest first: where two have a sample at the same time, the earlier part counts
     * @param missing sentences about what is not in any part
     */
    public static MergedSelection of(List<Part> parts, SelectHints hints, List<String> missing) {
        Map<Labels, Integer> known = new HashMap<>();
        List<int[]> numbers = new ArrayList<>();
        for (int p = 0; p < parts.size(); p++) {
            Selection selection = parts.get(p).selection();
            for (int i = 0; i < selection.size(); i++) {
                Integer at = known.putIfAbsent(selection.labels(i), numbers.size());
                if (at == null) {
                    at = numbers.size();
                    int[] fresh = new int[parts.size()];
                    Arrays.fill(fresh, NONE);
                    numbers.add(fresh);
                }
                numbers.get(at)[p] = i;
            }
        }
        if (hints.sorted()) {
            numbers.sort(Comparator.comparing(n -> labels(parts, n)));
        }
        int size = hints.limit() > 0 ? Math.min(hints.limit(), numbers.size()) : numbers.size();
        return new MergedSelection(
                List.copyOf(parts), numbers.subList(0, size).toArray(new int[0][]), missing);
    }

    private static Labels labels(List<Part> parts, int[] numbers) {
        for (int p = 0; ; p++) {
            if (numbers[p] != NONE) {
                return parts.get(p).selection().labels(numbers[p]);
            }
        }
    }

    @Override
    public int size() {
        return numbers.length;
    }

    @Override
    public Labels labels(int series) {
        return labels(parts, numbers[series]);
    }

    @Override
    public SampleKind kind(int series) {
        SampleKind kind = null;
        int[] number = numbers[series];
        for (int p = 0; p < number.length; p++) {
            if (number[p] != NONE) {
                SampleKind one = parts.get(p).selection().kind(number[p]);
                kind = kind == null || kind == one ? one : SampleKind.MIXED;
            }
        }
        return kind == null ? SampleKind.FLOAT : kind;
    }

    /**
     * In a part, series that share a column have all its times in the range; so those that share
     * the columns of all parts, and are in the same parts, have the same times.
     */
    @Override
    public long timeColumn(int series) {
        long[] known = columns;
        if (known == null) {
            known = sharedColumns();
            columns = known;
        }
        return known[series];
    }

    private long[] sharedColumns() {
        long[] shared = new long[numbers.length];
        Map<List<Long>, Long> ids = new HashMap<>();
        for (int i = 0; i < shared.length; i++) {
            List<Long> key = new ArrayList<>(parts.size());
            boolean all = true;
            for (int p = 0; p < parts.size() && all; p++) {
                boolean absent = numbers[i][p] == NONE;
                long column = absent ? -1 : parts.get(p).selection().timeColumn(numbers[i][p]);
                key.add(column);
                all = absent || column >= 0;
            }
            shared[i] = all ? ids.computeIfAbsent(key, k -> (long) ids.size()) : -1;
        }
        return shared;
    }

    @Override
    public SampleReader reader() {
        return new Reader();
    }

    @Override
    public List<String> warnings() {
        Set<String> all = new LinkedHashSet<>();
        synchronized (warnings) {
            all.addAll(warnings);
        }
        parts.forEach(part -> all.addAll(part.selection().warnings()));
        return List.copyOf(all);
    }

    @Override
    public boolean partial() {
        return partial || parts.stream().anyMatch(part -> part.selection().partial());
    }

    private void missing(String sentence) {
        synchronized (warnings) {
            warnings.add(sentence);
        }
        partial = true;
    }

    private final class Reader implements SampleReader {
        private final @Nullable SampleReader[] readers = new @Nullable SampleReader[parts.size()];
        private final SampleColumn one = new SampleColumn();
        private final SampleColumn merged = new SampleColumn();

        @Override
        public void read(int series, SampleColumn into) throws StorageException {
            into.clear();
            int[] number = numbers[series];
            for (int p = 0; p < number.length; p++) {
                if (number[p] == NONE) {
                    continue;
                }
                if (into.size == 0) {
                    readPart(p, number[p], into, false);
                } else {
                    readPart(p, number[p], one, false);
                    MergedSamples.append(one, into, merged);
                }
            }
        }

        /** Parts may overlap: each is asked for its newest sample. */
        @Override
        public void readNewest(int series, SampleColumn into) throws StorageException {
            into.clear();
            int[] number = numbers[series];
            for (int p = 0; p < number.length; p++) {
                if (number[p] == NONE) {
                    continue;
                }
                readPart(p, number[p], one, true);
                int last = one.size - 1;
                if (last >= 0 && (into.size == 0 || one.times[last] > into.times[0])) {
                    into.clear();
                    MergedSamples.addAll(one, last, one.size, into);
                }
            }
        }

        private void readPart(int p, int number, SampleColumn into, boolean newest)
                throws StorageException {
            Part part = parts.get(p);
            SampleReader reader = readers[p];
            if (reader == null) {
                reader = part.selection().reader();
                readers[p] = reader;
            }
            try {
                if (newest) {
                    reader.readNewest(number, into);
                } else {
                    reader.read(number, into);
                }
            } catch (StorageException e) {
                Consumer<String> onDamage = part.onDamage();
                if (e.kind() != StorageException.Kind.CORRUPT || onDamage == null) {
                    throw e;
                }
                into.clear();
                onDamage.accept(String.valueOf(e.getMessage()));
                missing("samples are missing: " + e.getMessage());
            }
        }

        @Override
        public void close() {
            for (SampleReader reader : readers) {
                if (reader != null) {
                    reader.close();
                }
            }
        }
    }
}
