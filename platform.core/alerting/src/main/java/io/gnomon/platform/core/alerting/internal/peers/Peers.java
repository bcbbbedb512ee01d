package io.gnomon.platform.core.alerting.internal.peers;

import io.gnomon.platform.core.alerting.Acknowledgement;
import io.gnomon.platform.core.alerting.Alertmanager.Cluster;
import io.gnomon.platform.core.alerting.Alertmanager.ClusterPeer;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.alerting.internal.notify.LogEntry;
import io.gnomon.platform.core.alerting.internal.notify.Turns;
import io.gnomon.platform.core.alerting.internal.peers.Link.Member;
import io.gnomon.platform.core.alerting.internal.state.Journal;
import io.gnomon.platform.core.alerting.internal.time.Timers;
import io.gnomon.spi.exporter.MetricSink;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * This server among those with the same rules, as Alertmanager's cluster: silences,
 * acknowledgements and the log of notifications are maps in which the last writer wins; whoever
 * comes, also back from a partition, gets all that is known. Whoever stands at place n among the
 * sorted names waits n times the peer timeout before it tells, and looks into the log again.
 *
 * <p>Nothing that tells ever waits for the others beyond its turn: what goes to them goes on a
 * thread of its own, and when nobody is heard of this server stands at place 0. Any thread.
 */
public final class Peers implements Turns, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Peers.class);
    private static final int QUEUED_MAX = 10_000;
    private static final Duration RECONNECT = Duration.ofSeconds(10);

    /** How often all that is known goes to one other, should anything have been lost. */
    private static final Duration EXCHANGE = Duration.ofMinutes(1);

    /** So long nobody is told at start when no other is there; Alertmanager's three polls. */
    private static final Duration ALONE = Duration.ofSeconds(6);

    private final PeerFlags flags;
    private final Link link;
    private final Timers timers;
    private final Executor tasks;
    private final PeerMetrics metrics = new PeerMetrics();
    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    private final AtomicBoolean behind = new AtomicBoolean();
    private final ThreadPoolExecutor sender =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(QUEUED_MAX),
                    Thread.ofPlatform().daemon().name("alerting-peers").factory());

    /**
     * Those who have sent all that they know; may be before this server hears that they are
     * members. Guarded by this.
     */
    private final Set<Object> heard = new HashSet<>();

    /** This server's id, once it is known. Guarded by this. */
    private @Nullable Object self;

    private volatile List<Member> members = List.of();
    private volatile int position;
    private volatile @Nullable Known known;
    private volatile boolean closed;

    /** What the servers share. Any thread. */
    public interface Known {
        List<Silence> silences();

        List<LogEntry> log();

        List<Acknowledgement> acknowledgements();

        void merge(Silence silence);

        void merge(LogEntry entry);

        void merge(Acknowledgement acknowledgement);
    }

    /**
     * @param tasks runs what waited for the start to settle
     */
    public Peers(PeerFlags flags, Timers timers, Executor tasks) {
        this(flags, new JGroupsLink(flags, JGroupsLink.Pace.USUAL), timers, tasks);
    }

    Peers(PeerFlags flags, Link link, Timers timers, Executor tasks) {
        this.flags = flags;
        this.link = link;
        this.timers = timers;
        this.tasks = tasks;
    }

    /** A journal that tells the others, too. */
    public Journal sharing(Journal disk) {
        return new SharedJournal(disk, this);
    }

    /** Looks for the others. */
    public void start(Known knownHere) {
        known = knownHere;
        timers.after(flags.settleTimeout(), this::settle);
        enqueue(this::connect);
        timers.after(EXCHANGE, this::exchange);
    }

    /** From each to the next by name, and so to all. */
    private void exchange() {
        List<Member> now = members;
        if (now.size() > 1) {
            Object next = now.get((position + 1) % now.size()).id();
            enqueue(() -> sendAll(next));
        }
        if (!closed) {
            timers.after(EXCHANGE, this::exchange);
        }
    }

    private void connect() {
        if (closed) {
            return;
        }
        try {
            link.connect(
                    new Link.Listener() {
                        @Override
                        public void members(List<Member> now, Member self, boolean merged) {
                            Peers.this.changed(now, self, merged);
                        }

                        @Override
                        public void received(Object from, byte[] frame) {
                            Peers.this.received(from, frame);
                        }
                    });
        } catch (Exception e) {
            LOG.error("the cluster cannot be joined, this server tells alone: {}", e.toString());
            timers.after(RECONNECT, () -> enqueue(this::connect));
        }
    }

    private synchronized void changed(List<Member> now, Member here, boolean merged) {
        List<Member> before = members;
        self = here.id();
        List<Member> sorted =
                now.stream()
                        .sorted(
                                Comparator.comparing(Member::name)
                                        .thenComparing(member -> member.id().toString()))
                        .toList();
        members = sorted;
        position = Math.max(0, sorted.indexOf(here));
        heard.retainAll(now.stream().map(Member::id).toList());
        List<Member> came =
                sorted.stream().filter(m -> !m.equals(here) && !before.contains(m)).toList();
        metrics.joined.add(came.size());
        metrics.left.add(before.stream().filter(m -> !sorted.contains(m)).count());
        LOG.info(
                "members of the cluster: {}; this server, {}, is at place {}",
                sorted.stream().map(Member::name).toList(),
                here.name(),
                position);
        if (sorted.size() == 1) {
            timers.after(ALONE, this::settleAlone);
        }
        settleIfAllAreHeard();
        List<Member> missing =
                merged ? sorted.stream().filter(m -> !m.equals(here)).toList() : came;
        missing.forEach(member -> enqueue(() -> sendAll(member.id())));
    }

    private synchronized void settleAlone() {
        if (members.size() == 1) {
            settle();
        }
    }

    private synchronized void heard(Object from) {
        heard.add(from);
        settleIfAllAreHeard();
    }

    /** Called with the lock. */
    private void settleIfAllAreHeard() {
        Object here = self;
        long others =
                members.stream()
                        .map(Member::id)
                        .filter(id -> !id.equals(here) && heard.contains(id))
                        .count();
        if (others > 0 && others == members.size() - 1) {
            settle();
        }
    }

    private void settle() {
        if (settled.complete(null)) {
            LOG.info("the cluster has settled: {} members", members.size());
        }
    }

    private void received(Object from, byte[] bytes) {
        Known here = known;
        if (here == null) {
            return;
        }
        Frame frame;
        try {
            frame = Frame.read(bytes);
        } catch (IllegalArgumentException e) {
            LOG.warn("a message of the cluster was ignored: {}", e.getMessage());
            return;
        }
        metrics.received(frame.full(), bytes.length);
        switch (frame.content()) {
            case Frame.Content.OfSilence(Silence silence) -> here.merge(silence);
            case Frame.Content.OfEntry(LogEntry entry) -> here.merge(entry);
            case Frame.Content.OfAcknowledgement(Acknowledgement given) -> here.merge(given);
            case Frame.Content.End _ -> heard(from);
        }
    }

    /** Tells the others of something new. */
    void changed(Frame.Content content) {
        if (members.size() > 1) {
            enqueue(() -> send(null, new Frame(false, content)));
        }
    }

    private void sendAll(@Nullable Object to) {
        Known here = known;
        if (here != null) {
            here.silences().forEach(s -> send(to, new Frame(true, new Frame.Content.OfSilence(s))));
            here.log().forEach(e -> send(to, new Frame(true, new Frame.Content.OfEntry(e))));
            here.acknowledgements()
                    .forEach(
                            a -> send(to, new Frame(true, new Frame.Content.OfAcknowledgement(a))));
            send(to, new Frame(true, new Frame.Content.End()));
        }
    }

    private void send(@Nullable Object to, Frame frame) {
        byte[] bytes = frame.bytes();
        try {
            link.send(to, bytes);
            metrics.sent(frame.full(), bytes.length);
        } catch (Exception e) {
            // Whoever did not get it is gone, and gets everything when it comes back.
            metrics.pruned.increment();
            LOG.debug("not sent to the cluster", e);
        }
    }

    private void enqueue(Runnable task) {
        try {
            sender.execute(() -> {
                task.run();
                if (sender.getQueue().isEmpty() && behind.compareAndSet(true, false)) {
                    sendAll(null);
                }
            });
        } catch (RejectedExecutionException e) {
            metrics.pruned.increment();
            behind.set(true);
        }
    }

    @Override
    public void whenSettled(Runnable task) {
        if (settled.isDone()) {
            task.run();
        } else {
            CompletableFuture<Void> _ = settled.thenRun(() -> tasks.execute(task));
        }
    }

    @Override
    public Duration untilTurn() {
        return flags.peerTimeout().multipliedBy(position);
    }

    /** For tests that break connections. */
    Link link() {
        return link;
    }

    /** As the API shows it. */
    public Cluster cluster() {
        return new Cluster(
                flags.name(),
                settled.isDone() ? "ready" : "settling",
                members.stream().map(m -> new ClusterPeer(m.name(), m.address())).toList());
    }

    public void writeTo(MetricSink sink) {
        metrics.writeTo(sink, flags.name(), members.size(), position, sender.getQueue().size());
    }

    /** Leaves the others; what waits to be sent is sent before, for a moment. */
    @Override
    public void close() {
        closed = true;
        sender.shutdown();
        try {
            if (!sender.awaitTermination(2, TimeUnit.SECONDS)) {
                sender.shutdownNow();
            }
        } catch (InterruptedException e) {
            sender.shutdownNow();
            Thread.currentThread().interrupt();
        }
        link.close();
    }
}
