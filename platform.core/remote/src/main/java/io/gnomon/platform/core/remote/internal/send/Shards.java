package io.gnomon.platform.core.remote.internal.send;

import io.gnomon.platform.core.config.RemoteWriteConfig.QueueConfig;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Some shards with a thread each. A series is always in the same one, so its samples leave in
 * order. Filled by one thread; the figures are for any.
 */
final class Shards {
    private static final Logger LOG = LoggerFactory.getLogger(Shards.class);

    private final List<Shard> shards = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final SendMetrics metrics;
    private final LongAdder busyNanos = new LongAdder();
    private long waitedNanos;

    /**
     * Starts the shards.
     *
     * @param done is told of rows that were delivered or given up
     */
    Shards(
            int count,
            QueueConfig queue,
            String name,
            Supplier<Delivery> deliveries,
            Consumer<Rows> done,
            SendMetrics metrics) {
        this.metrics = metrics;
        for (int i = 0; i < count; i++) {
            Shard shard =
                    new Shard(
                            queue.maxSamplesPerSend(),
                            queue.capacity(),
                            queue.batchSendDeadline().toNanos());
            Delivery delivery = deliveries.get();
            shards.add(shard);
            threads.add(
                    Thread.ofVirtual()
                            .name("remote write to " + name + ", shard " + i)
                            .start(() -> send(shard, delivery, done)));
        }
    }

    private void send(Shard shard, Delivery delivery, Consumer<Rows> done) {
        try {
            for (Rows rows = shard.take(); rows != null; rows = shard.take()) {
                long begin = System.nanoTime();
                try {
                    delivery.deliver(rows);
                } catch (RuntimeException e) {
                    metrics.failed.samples.add(rows.size);
                    LOG.error("a message of remote write could not be made", e);
                }
                busyNanos.add(System.nanoTime() - begin);
                done.accept(rows);
                shard.release(rows);
            }
        } catch (InterruptedException e) {
            LOG.debug("a shard ends before it is empty; its samples are sent after the restart");
        }
    }

    int count() {
        return shards.size();
    }

    /** Takes rows, waiting for room. */
    void add(Rows rows, long batch) throws InterruptedException {
        for (int i = 0; i < shards.size(); i++) {
            long waited = shards.get(i).add(rows, shards.size(), i, batch);
            if (waited > 0) {
                waitedNanos += waited;
                metrics.enqueueRetries.increment();
            }
        }
    }

    /** How long adding had to wait so far; for the thread that adds. */
    long waitedNanos() {
        return waitedNanos;
    }

    /** Time that all shards spent sending so far. */
    long busyNanos() {
        return busyNanos.sum();
    }

    int pending() {
        return shards.stream().mapToInt(Shard::pending).sum();
    }

    /** Sends what is there and ends. */
    void drain() throws InterruptedException {
        shards.forEach(Shard::close);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Ends when all is sent or the time is over. */
    void stop(Duration patience) {
        shards.forEach(Shard::close);
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            for (Thread thread : threads) {
                Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
                if (!thread.join(left)) {
                    thread.interrupt();
                }
            }
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        }
    }
}
