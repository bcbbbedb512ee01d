package io.gnomon.platform.core.remote.internal.write;

import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.core.promformat.remote.MessageException;
import io.gnomon.platform.core.promformat.remote.TextKey;
import io.gnomon.platform.core.remote.Incoming;
import io.gnomon.platform.core.remote.Reply;
import io.gnomon.platform.core.remote.internal.intake.Body;
import io.gnomon.platform.core.remote.internal.intake.BodyMemory;
import io.gnomon.platform.core.remote.internal.intake.Lanes;
import io.gnomon.platform.core.remote.internal.intake.Refusal;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Remote write 1.0 and 2.0 as Prometheus answers it (prometheus/prometheus,
 * storage/remote/write_handler.go), but that what is valid in a request of 1.0 is written too when
 * something else in it is not, and that a 204 is given only after the samples are on the disk. Any
 * thread.
 */
public final class WriteReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(WriteReceiver.class);

    /** As in Prometheus, of what comes out of the compressed body. */
    private static final int MAX_BYTES = 32 << 20;

    /** More than processors: most of the time of a request is waiting for the disk. */
    private static final int LANES = 16;

    private final Supplier<@Nullable Storage> storage;
    private final Set<MessageType> accepted;
    private final BodyMemory memory;
    private final Lanes<WriteLane> lanes;
    private final WriteMetrics metrics = new WriteMetrics();

    /**
     * @param storage the store at this moment, null while there is none
     * @param acceptedMessages value of {@code
     *     --web.remote-write-receiver.accepted-protobuf-messages}
     * @param typeAndUnitLabels whether series get labels of the type and unit that 2.0 says
     * @throws IllegalArgumentException when that names a message that does not exist
     */
    public WriteReceiver(
            Supplier<@Nullable Storage> storage,
            String acceptedMessages,
            boolean typeAndUnitLabels,
            BodyMemory memory) {
        this.storage = storage;
        this.accepted = MessageType.accepted(acceptedMessages);
        this.memory = memory;
        KnownSeries known = new KnownSeries();
        KnownSeries families = new KnownSeries();
        TextKey.Secret secret = TextKey.Secret.random();
        this.lanes =
                new Lanes<>(
                        IntStream.rangeClosed(1, LANES)
                                .mapToObj(i -> "remote write " + i)
                                .map(name ->
                                        new WriteLane(
                                                name, known, families, secret, typeAndUnitLabels))
                                .toList(),
                        "too many requests at once; try again in a few seconds");
    }

    public WriteMetrics metrics() {
        return metrics;
    }

    /** Answers a request. */
    public Reply write(Incoming request) throws IOException {
        MessageType type;
        try {
            type = MessageType.of(request.header("Content-Type"));
            type.requireIn(accepted);
            requireSnappy(request.header("Content-Encoding"));
        } catch (Refusal e) {
            return metrics.counted(e.reply());
        }
        try (BodyMemory.Share share = memory.share()) {
            Body body = Body.read(request.body(), MAX_BYTES, share);
            return metrics.counted(write(type, body, share));
        } catch (Refusal e) {
            Reply reply = e.reply();
            return metrics.counted(withHeaders(type, reply, Written.noneHeaders()));
        }
    }

    private static void requireSnappy(String encoding) throws Refusal {
        if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("snappy")) {
            throw new Refusal(
                    415,
                    encoding
                            + " encoding (compression) is not accepted by this server; only"
                            + " snappy is acceptable");
        }
    }

    private Reply write(MessageType type, Body body, BodyMemory.Share share) throws Refusal {
        WriteLane lane = lanes.take();
        try {
            int length = lane.snappy.unpack(body, MAX_BYTES, share);
            Storage store = storage.get();
            if (store == null) {
                throw Refusal.noStore();
            }
            Written written = lane.write(store, type, lane.snappy.bytes(), length);
            metrics.add(written);
            Reply reply =
                    written.isComplete() ? Reply.of(204, "") : Reply.of(400, written.problems());
            return withHeaders(type, reply, written.headers());
        } catch (MessageException e) {
            throw new Refusal(400, String.valueOf(e.getMessage()));
        } catch (StorageException e) {
            Refusal refusal = Refusal.notStored(e);
            if (!refusal.mayTryAgain()) {
                LOG.error("samples of remote write could not be stored: {}", refusal.getMessage());
            }
            throw refusal;
        } finally {
            lane.snappy.shrink();
            lanes.giveBack(lane);
        }
    }

    /** Remote write 2.0 wants to know what was written, whatever the status. */
    private static Reply withHeaders(MessageType type, Reply reply, Map<String, String> headers) {
        if (type == MessageType.V1) {
            return reply;
        }
        Map<String, String> all = new HashMap<>(reply.headers());
        all.putAll(headers);
        return new Reply(reply.status(), all, reply.text());
    }
}
