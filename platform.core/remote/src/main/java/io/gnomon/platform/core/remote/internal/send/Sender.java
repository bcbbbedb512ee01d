package io.gnomon.platform.core.remote.internal.send;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.storage.Storage;
import io.gnomon.platform.core.config.RemoteWriteConfig;
import io.gnomon.platform.core.config.RemoteWriteConfig.QueueConfig;
import io.gnomon.platform.core.config.ValidationScheme;
import io.gnomon.platform.core.remote.internal.send.Watermark.Mark;
import io.gnomon.spi.common.HttpCaller;
import io.gnomon.spi.common.HttpClients;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Sends what the store commits to one receiver, each sample at least once, from where a process
 * before this one stopped. Never more memory than the queues' capacity. Any thread.
 */
public final class Sender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final long RESHARD_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final RemoteWriteConfig config;
    private final String name;
    private final HttpCaller caller;
    private final Endpoint endpoint;
    private final SendMetrics metrics = new SendMetrics();
    private final SenderState state;
    private final PositionFile file;
    private final Watermark watermark;
    private final Duration flushDeadline;
    private final InstantSource clock;
    private final List<Thread> threads = new ArrayList<>();
    private volatile Shards shards;
    private volatile int desiredShards;

    // For the thread that reads.
    private final ShardCount count;

    /**
     * Starts sending.
     *
     * @param name for the log and metrics
     * @param external labels that are added to every series that has no other of that name
     * @param positionFile where the place in the feed is kept
     * @param flushDeadline how long the end may take
     * @throws IllegalArgumentException with a sentence when the HTTP settings are wrong
     * @throws IOException when the file cannot be opened
     */
    public Sender(
            RemoteWriteConfig config,
            String name,
            Labels external,
            ValidationScheme scheme,
            HttpClients clients,
            Supplier<@Nullable Storage> storage,
            Path positionFile,
            Duration flushDeadline,
            InstantSource clock)
            throws IOException {
        this.config = config;
        this.name = name;
        this.flushDeadline = flushDeadline;
        this.clock = clock;
        state = new SenderState(name);
        file = new PositionFile(positionFile);
        caller =
                config.roundRobinDns()
                        ? clients.openSpread(config.http(), config.signing())
                        : clients.open(config.http(), config.signing());
        endpoint = new Endpoint(caller, config);
        Mark from = file.last();
        watermark = new Watermark(from == null ? new Mark(-1, 0) : from);
        QueueConfig queue = config.queueConfig();
        count = new ShardCount(queue.minShards(), queue.maxShards());
        desiredShards = queue.minShards();
        shards = shards(queue.minShards());
        Staging staging = new Staging(config, external, scheme, metrics);
        Follower follower = new Follower(name, storage, staging, state, clock, this::take, from);
        start("reader", follower::run);
        if (!config.version2() && config.metadataConfig().send()) {
            MetadataTimer timer =
                    new MetadataTimer(config, endpoint, storage, state, metrics, clock);
            start("metadata", timer::run);
        }
    }

    private void start(String what, Runnable body) {
        threads.add(
                Thread.ofPlatform()
                        .daemon()
                        .name("remote write to " + name + ", " + what)
                        .start(body));
    }

    private Shards shards(int n) {
        return new Shards(
                n,
                config.queueConfig(),
                name,
                () -> new Delivery(config, endpoint, metrics, state, clock),
                this::arrived,
                metrics);
    }

    private long take(Rows rows, Mark after) throws InterruptedException {
        long batch = watermark.add(rows.size, after);
        if (rows.size > 0) {
            shards.add(rows, batch);
        } else {
            keepPosition();
        }
        reshard();
        return batch;
    }

    private void arrived(Rows rows) {
        watermark.done(rows);
        keepPosition();
    }

    private void keepPosition() {
        try {
            Mark mark = watermark.mark();
            if (mark.position() >= 0) {
                file.write(mark);
            }
        } catch (IOException e) {
            state.warn("its position cannot be written: " + e.getMessage());
        }
    }

    /** Every ten seconds: as many shards as are busy, a few more when the reader had to wait. */
    private void reshard() throws InterruptedException {
        Shards now = shards;
        if (!count.isDue(System.nanoTime(), RESHARD_NANOS)) {
            return;
        }
        int wanted =
                count.wanted(now.count(), now.busyNanos(), now.waitedNanos(), System.nanoTime());
        desiredShards = wanted;
        if (wanted != now.count() && !state.isFailing()) {
            LOG.info("remote write to {}: {} shards instead of {}", name, wanted, now.count());
            now.drain();
            shards = shards(wanted);
            count.restart();
        }
    }

    public SendMetrics metrics() {
        return metrics;
    }

    /** How this sender is called in metrics. */
    public String name() {
        return name;
    }

    public RemoteWriteConfig config() {
        return config;
    }

    /** Shards now. */
    public int shardCount() {
        return shards.count();
    }

    public int desiredShards() {
        return desiredShards;
    }

    /** Rows that wait in shards. */
    public int pending() {
        return shards.pending();
    }

    /** Ends: what waits is sent once more, what cannot be sent is sent after the next start. */
    @Override
    public void close() {
        state.stop();
        Thread reader = threads.getFirst();
        reader.interrupt();
        boolean interrupted = false;
        try {
            reader.join();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        shards.stop(flushDeadline);
        threads.forEach(Thread::interrupt);
        caller.close();
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("the position of {} cannot be closed: {}", name, e.getMessage());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
