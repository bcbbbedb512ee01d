package io.gnomon.platform.core.remote.internal.send;

import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.core.config.RemoteWriteConfig;
import io.gnomon.platform.core.promformat.remote.WriteRequestWriter;
import io.gnomon.platform.core.remote.internal.intake.Snappy;
import io.gnomon.platform.core.remote.internal.send.Endpoint.Answer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Supplier;

/** Sends what is known of metric families in messages of 1.0, again and again. For one thread. */
final class MetadataTimer {
    private static final Logger LOG = LoggerFactory.getLogger(MetadataTimer.class);
    private static final int ATTEMPTS = 3;

    private final RemoteWriteConfig config;
    private final Endpoint endpoint;
    private final Supplier<@Nullable Storage> storage;
    private final SenderState state;
    private final SendMetrics metrics;
    private final InstantSource clock;

    MetadataTimer(
            RemoteWriteConfig config,
            Endpoint endpoint,
            Supplier<@Nullable Storage> storage,
            SenderState state,
            SendMetrics metrics,
            InstantSource clock) {
        this.config = config;
        this.endpoint = endpoint;
        this.storage = storage;
        this.state = state;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Sends until the sender ends. */
    void run() {
        try {
            while (true) {
                state.pause(config.metadataConfig().sendInterval().toMillis());
                Storage store = storage.get();
                if (store != null) {
                    send(families(store));
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("sending metadata ends");
        }
    }

    private Map<String, MetricMetadata> families(Storage store) {
        try (Snapshot snapshot = store.open(clock.millis(), clock.millis())) {
            return snapshot.metadata("");
        } catch (StorageException e) {
            LOG.debug("metadata cannot be read now: {}", e.getMessage());
            return Map.of();
        }
    }

    private void send(Map<String, MetricMetadata> families) throws InterruptedException {
        WriteRequestWriter writer = new WriteRequestWriter(false);
        Iterator<Map.Entry<String, MetricMetadata>> all = families.entrySet().iterator();
        while (all.hasNext()) {
            writer.clear();
            int count = 0;
            while (all.hasNext() && count < config.metadataConfig().maxSamplesPerSend()) {
                Map.Entry<String, MetricMetadata> family = all.next();
                writer.addMetadata(family.getKey(), family.getValue());
                count++;
            }
            send(writer.toBytes(), count);
        }
    }

    /** What is not taken now is sent at the next turn anyway. */
    private void send(byte[] message, int count) throws InterruptedException {
        byte[] packed = Snappy.pack(message);
        metrics.metadata.add(count);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Answer answer = endpoint.send(packed, attempt);
            metrics.metadataBytes.add(packed.length);
            if (answer.kind() == Endpoint.Kind.DELIVERED) {
                return;
            } else if (answer.kind() == Endpoint.Kind.REFUSED) {
                break;
            }
            metrics.metadataRetried.add(count);
            state.pause(
                    Math.max(
                            answer.retryAfterMillis(),
                            config.queueConfig().maxBackoff().toMillis()));
        }
        metrics.metadataFailed.add(count);
    }
}
