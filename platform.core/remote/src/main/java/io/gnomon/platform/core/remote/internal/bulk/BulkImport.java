package io.gnomon.platform.core.remote.internal.bulk;

import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.core.exposition.ExpositionException;
import io.gnomon.platform.core.exposition.ExpositionParser;
import io.gnomon.platform.core.remote.Incoming;
import io.gnomon.platform.core.remote.Reply;
import io.gnomon.platform.core.remote.internal.intake.Body;
import io.gnomon.platform.core.remote.internal.intake.BodyMemory;
import io.gnomon.platform.core.remote.internal.intake.Gzip;
import io.gnomon.platform.core.remote.internal.intake.Lanes;
import io.gnomon.platform.core.remote.internal.intake.Refusal;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.zip.ZipException;

/**
 * Samples in JSON lines ({@link JsonLine}), or in a text format when the Content-Type is one
 * ({@code text/plain}, {@code application/openmetrics-text}); packed with gzip or not. JSON lines
 * are read as they come, in bounded memory, and what is in front of a bad line stays written. Any
 * thread.
 */
public final class BulkImport {
    private static final int LANES = 4;
    private static final String OTHER_ENCODING =
            "Content-Encoding %s is not understood; gzip or none is";
    private static final int MAX_LINE_BYTES = 16 << 20;
    private static final int MAX_TEXT_BYTES = 64 << 20;

    private final Supplier<@Nullable Storage> storage;
    private final BodyMemory memory;
    private final InstantSource clock;
    private final Lanes<String> lanes =
            new Lanes<>(
                    IntStream.rangeClosed(1, LANES).mapToObj(i -> "import " + i).toList(),
                    LANES + " imports run at the same time; try again in a few seconds");

    /**
     * @param storage the store at this moment, null while there is none
     * @param clock for samples without a time
     */
    public BulkImport(Supplier<@Nullable Storage> storage, BodyMemory memory, InstantSource clock) {
        this.storage = storage;
        this.memory = memory;
        this.clock = clock;
    }

    /** Answers a request: 204, or 400 with what was not taken. */
    public Reply importSamples(Incoming request) throws IOException {
        String lane = null;
        try (BodyMemory.Share share = memory.share()) {
            InputStream in = Gzip.unpacked(request, OTHER_ENCODING);
            Storage store = storage.get();
            if (store == null) {
                throw Refusal.noStore();
            }
            lane = lanes.take();
            try (ImportRows rows = new ImportRows(store, lane)) {
                String type = request.header("Content-Type");
                if (type.startsWith("text/") || type.startsWith("application/openmetrics-text")) {
                    text(in, type.contains("openmetrics"), rows, share);
                } else {
                    jsonLines(in, rows, share);
                }
                rows.finish();
                return reply(rows);
            }
        } catch (Refusal e) {
            return e.reply();
        } catch (ZipException e) {
            return Reply.of(400, "gzip: " + e.getMessage());
        } catch (StorageException e) {
            return Refusal.notStored(e).reply();
        } finally {
            if (lane != null) {
                lanes.giveBack(lane);
            }
        }
    }

    private static Reply reply(ImportRows rows) {
        if (rows.refused() == 0) {
            return Reply.of(204, "");
        }
        return Reply.of(
                400,
                rows.written()
                        + " samples were written, "
                        + rows.refused()
                        + " lines or samples were not:\n"
                        + rows.problems());
    }

    private static void jsonLines(InputStream in, ImportRows rows, BodyMemory.Share share)
            throws IOException, Refusal, StorageException {
        LineReader lines = new LineReader(in, MAX_LINE_BYTES, share);
        JsonLine line = new JsonLine();
        while (lines.next()) {
            if (isBlank(lines)) {
                continue;
            }
            try {
                line.read(lines.bytes(), lines.from(), lines.length());
            } catch (JsonLine.Malformed e) {
                rows.refuse("line " + lines.line() + ": " + e.getMessage());
                continue;
            }
            rows.series(line.labels);
            for (int i = 0; i < line.samples.size; i++) {
                rows.add(line.samples.times[i], line.samples.values[i]);
            }
        }
    }

    private static boolean isBlank(LineReader lines) {
        for (int i = 0; i < lines.length(); i++) {
            if (lines.bytes()[lines.from() + i] > ' ') {
                return false;
            }
        }
        return true;
    }

    private void text(InputStream in, boolean openMetrics, ImportRows rows, BodyMemory.Share share)
            throws IOException, Refusal, StorageException {
        Body body = Body.read(in, MAX_TEXT_BYTES, share);
        ExpositionParser parser = new ExpositionParser(openMetrics);
        parser.reset(body.bytes(), body.length());
        Map<String, MetricType> types = new HashMap<>();
        Map<String, String> helps = new HashMap<>();
        long now = clock.millis();
        try {
            while (true) {
                switch (parser.next()) {
                    case SAMPLE -> {
                        rows.series(parser.labels());
                        rows.add(parser.timed() ? parser.timeMillis() : now, parser.value());
                        Exemplar exemplar = parser.exemplar();
                        if (exemplar != null) {
                            rows.exemplar(exemplar);
                        }
                    }
                    case TYPE -> {
                        types.put(parser.family(), parser.type());
                        describe(parser.family(), types, helps, rows);
                    }
                    case HELP -> {
                        helps.put(parser.family(), parser.comment());
                        describe(parser.family(), types, helps, rows);
                    }
                    case UNIT -> {}
                    case END -> {
                        return;
                    }
                }
            }
        } catch (ExpositionException e) {
            rows.refuse("line " + e.line() + ": " + e.what());
        }
    }

    private static void describe(
            String family,
            Map<String, MetricType> types,
            Map<String, String> helps,
            ImportRows rows) {
        rows.metadata(
                family,
                new MetricMetadata(
                        types.getOrDefault(family, MetricType.UNKNOWN),
                        helps.getOrDefault(family, ""),
                        ""));
    }
}
