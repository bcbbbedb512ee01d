package io.gnomon.platform.tsdb.internal.block;

import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.model.text.Utf8Order;
import io.gnomon.platform.tsdb.internal.codec.ByteSink;
import io.gnomon.platform.tsdb.internal.codec.ByteSource;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;
import io.gnomon.platform.tsdb.internal.codec.LabelCodec;
import io.gnomon.platform.tsdb.internal.wal.ChannelOpener;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The small files beside the samples: exemplars and metadata. */
final class SideFiles {
    private SideFiles() {}

    /** Appends the exemplars of a series. */
    static void exemplars(int series, List<Exemplar> exemplars, PageWriter out) throws IOException {
        ByteSink page = out.page();
        page.varint(series);
        page.varint(exemplars.size());
        long before = 0;
        for (Exemplar exemplar : exemplars) {
            page.zigzag(exemplar.timeMillis() - before);
            before = exemplar.timeMillis();
            page.number(exemplar.value());
            LabelCodec.encode(exemplar.labels(), page);
        }
        out.endRecord();
    }

    /** Goes through all exemplars by ascending series. For one thread. */
    static final class ExemplarCursor {
        private final PageReader pages;
        private final PageReader.Buffer buffer = new PageReader.Buffer();
        private ByteSource in = new ByteSource(new byte[0]);
        private int page = -1;

        /** The series that the cursor is at, and its exemplars. */
        int series = -1;

        List<Exemplar> exemplars = List.of();

        ExemplarCursor(PageReader pages) {
            this.pages = pages;
        }

        /** Moves to the next series that has any; false at the end. */
        boolean next() throws CorruptDataException {
            if (!in.hasMore()) {
                if (++page >= pages.pages()) {
                    series = Integer.MAX_VALUE;
                    exemplars = List.of();
                    return false;
                }
                pages.load(page, buffer);
                in = buffer.source();
            }
            series = (int) in.varint();
            int n = in.count(3);
            exemplars = new ArrayList<>(n);
            long time = 0;
            for (int i = 0; i < n; i++) {
                time += in.zigzag();
                double value = in.number();
                exemplars.add(new Exemplar(LabelCodec.decode(in), value, time));
            }
            return true;
        }

        /** The exemplars of a series in a range; series have to be asked for in order. */
        List<Exemplar> of(int number, long min, long max) throws CorruptDataException {
            List<Exemplar> found = new ArrayList<>();
            while (series < number && next()) {
                // Passes over series that were not asked for.
            }
            if (series == number) {
                for (Exemplar exemplar : exemplars) {
                    if (exemplar.timeMillis() >= min && exemplar.timeMillis() <= max) {
                        found.add(exemplar);
                    }
                }
            }
            return found;
        }
    }

    static long metadata(
            Map<String, MetricMetadata> metadata,
            ChannelOpener files,
            Path folder,
            boolean compressed)
            throws IOException {
        PagedFile.Kind kind = PagedFile.Kind.METADATA;
        Map<String, MetricMetadata> sorted = new TreeMap<>(Utf8Order.INSTANCE);
        sorted.putAll(metadata);
        try (PageWriter out = new PageWriter(files, folder, kind, kind.fileName(), compressed)) {
            for (Map.Entry<String, MetricMetadata> entry : sorted.entrySet()) {
                ByteSink page = out.page();
                page.text(entry.getKey());
                page.text(entry.getValue().type().text());
                page.text(entry.getValue().help());
                page.text(entry.getValue().unit());
                out.endRecord();
            }
            return out.finish(new ByteSink(1));
        }
    }

    static Map<String, MetricMetadata> metadata(PageReader pages) throws CorruptDataException {
        Map<String, MetricMetadata> metadata = new TreeMap<>(Utf8Order.INSTANCE);
        PageReader.Buffer buffer = new PageReader.Buffer();
        for (int page = 0; page < pages.pages(); page++) {
            pages.load(page, buffer);
            ByteSource in = buffer.source();
            while (in.hasMore()) {
                String family = in.text();
                MetricType type = MetricType.of(in.text());
                metadata.put(family, new MetricMetadata(type, in.text(), in.text()));
            }
        }
        return metadata;
    }
}
