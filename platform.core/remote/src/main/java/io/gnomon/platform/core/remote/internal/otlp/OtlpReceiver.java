package io.gnomon.platform.core.remote.internal.otlp;

import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.core.config.OtlpConfig;
import io.gnomon.platform.core.promformat.remote.MessageException;
import io.gnomon.platform.core.promformat.remote.OtlpReader;
import io.gnomon.platform.core.remote.Incoming;
import io.gnomon.platform.core.remote.Reply;
import io.gnomon.platform.core.remote.internal.bulk.ImportRows;
import io.gnomon.platform.core.remote.internal.intake.Body;
import io.gnomon.platform.core.remote.internal.intake.BodyMemory;
import io.gnomon.platform.core.remote.internal.intake.Gzip;
import io.gnomon.platform.core.remote.internal.intake.Lanes;
import io.gnomon.platform.core.remote.internal.intake.Refusal;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.zip.ZipException;

/**
 * Metrics of OpenTelemetry in protobuf or JSON (OTLP/HTTP). 200 after everything is on the disk;
 * 400 says what was not taken, the rest was (decision 0102). Any thread.
 */
public final class OtlpReceiver {
    private static final int MAX_BYTES = 32 << 20;

    /** As a tree it takes many times as much. */
    private static final int MAX_JSON_BYTES = 4 << 20;

    private static final int LANES = 8;
    private static final String OTHER_ENCODING =
            "unsupported compression: %s. Only \"gzip\" or no compression supported";

    private final Supplier<@Nullable Storage> storage;
    private final Supplier<OtlpConfig> config;
    private final boolean deltas;
    private final boolean typeAndUnitLabels;
    private final long targetInfoMillis;
    private final BodyMemory memory;
    private final Lanes<String> lanes =
            new Lanes<>(
                    IntStream.rangeClosed(1, LANES).mapToObj(i -> "otlp " + i).toList(),
                    "too many requests at once; try again in a few seconds");
    private final LongAdder samples = new LongAdder();

    /**
     * @param storage the store at this moment, null while there is none
     * @param config what is in force at this moment
     * @param deltas whether points that are changes are stored as they are, with {@code
     *     --enable-feature=otlp-native-delta-ingestion}
     * @param typeAndUnitLabels whether series get labels of their type and unit
     * @param lookbackMillis of queries, by which target_info has to be found
     */
    public OtlpReceiver(
            Supplier<@Nullable Storage> storage,
            Supplier<OtlpConfig> config,
            boolean deltas,
            boolean typeAndUnitLabels,
            long lookbackMillis,
            BodyMemory memory) {
        this.storage = storage;
        this.config = config;
        this.deltas = deltas;
        this.typeAndUnitLabels = typeAndUnitLabels;
        this.targetInfoMillis = Math.max(1000, lookbackMillis / 2);
        this.memory = memory;
    }

    /** Samples that came and are stored. */
    public long samples() {
        return samples.sum();
    }

    /** Answers a request. */
    public Reply write(Incoming request) throws IOException {
        String lane = null;
        try (BodyMemory.Share share = memory.share()) {
            boolean json = isJson(request.header("Content-Type"));
            Body body =
                    Body.read(
                            Gzip.unpacked(request, OTHER_ENCODING),
                            json ? MAX_JSON_BYTES : MAX_BYTES,
                            share);
            Storage store = storage.get();
            if (store == null) {
                throw Refusal.noStore();
            }
            lane = lanes.take();
            try (ImportRows rows = new ImportRows(store, lane)) {
                Translation translation =
                        new Translation(
                                config.get(), deltas, typeAndUnitLabels, targetInfoMillis, rows);
                if (json) {
                    new OtlpJson().read(body.bytes(), body.length(), translation);
                } else {
                    new OtlpReader().read(body.bytes(), body.length(), translation);
                }
                translation.check();
                rows.finish();
                samples.add(rows.written());
                return reply(rows);
            }
        } catch (MessageException e) {
            return Reply.of(400, String.valueOf(e.getMessage()));
        } catch (ZipException | EOFException e) {
            return Reply.of(400, "gzip: " + e.getMessage());
        } catch (Refusal e) {
            return e.reply();
        } catch (StorageException e) {
            return Refusal.notStored(e).reply();
        } finally {
            if (lane != null) {
                lanes.giveBack(lane);
            }
        }
    }

    private static Reply reply(ImportRows rows) {
        return rows.refused() == 0
                ? Reply.of(200, "")
                : Reply.of(
                        400,
                        rows.written()
                                + " samples were written, "
                                + rows.refused()
                                + " metrics or points were not:\n"
                                + rows.problems());
    }

    private static boolean isJson(String type) throws Refusal {
        String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (media.equals("application/json")) {
            return true;
        }
        if (!media.equals("application/x-protobuf")) {
            throw new Refusal(
                    415,
                    "unsupported content type: "
                            + media
                            + ", supported: [application/json, application/x-protobuf]");
        }
        return false;
    }
}
