package io.gnomon.platform.core.alerting.internal.notify;

import io.gnomon.model.alert.Alert;
import io.gnomon.platform.core.alerting.AlertEvent.Result;
import io.gnomon.platform.core.alerting.AlertEvent.Told;
import io.gnomon.platform.core.alerting.internal.time.Timers;
import io.gnomon.platform.core.config.alerting.Receiver.ChannelEntry;
import io.gnomon.spi.channel.Channel;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.channel.DeliveryRefused;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.PluginHandle;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Delivers through one channel of a receiver: a few notifications at a time, one of a group at a
 * time, the others wait in order. What fails is tried again until its deadline. Lives across
 * reloads, so that what is on its way is told before the next notification of the group is looked
 * at. Any thread.
 */
final class ChannelQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelQueue.class);

    /** Fewer than the threads of a plugin: a receiver that hangs must leave one to others. */
    private static final int RUNNING_MAX = 3;

    /** Longest for one attempt. */
    private static final Duration ATTEMPT_MAX = Duration.ofMinutes(1);

    private final String receiver;
    private final Surroundings around;
    private final Deque<Sending> waiting = new ArrayDeque<>();
    private final Set<String> running = new HashSet<>();

    /** Sendings that wait for their next attempt. */
    private final Map<Sending, Timers.Timer> later = new HashMap<>();

    private volatile Target target;

    /** What the queue sends through; another one after each reload that changes the settings. */
    record Target(ChannelEntry entry, PluginHandle<Channel> handle) {}

    ChannelQueue(String receiver, Target target, Surroundings around) {
        this.receiver = receiver;
        this.target = target;
        this.around = around;
    }

    ChannelEntry entry() {
        return target.entry();
    }

    /** Goes on with other settings. */
    void redirect(Target next) {
        Target old = target;
        target = next;
        old.handle().close();
    }

    /** Delivers when it is the turn of this one. */
    void add(Sending sending) {
        synchronized (this) {
            waiting.add(sending);
        }
        startSome();
    }

    /** Tries at once what waits for its next attempt: the plugin may have come back. */
    void hurry() {
        List<Sending> due;
        synchronized (this) {
            later.values().forEach(Timers.Timer::cancel);
            due = new ArrayList<>(later.keySet());
            later.clear();
        }
        due.forEach(this::add);
    }

    private void startSome() {
        for (Sending sending : taken()) {
            around.deliveries().execute(() -> run(sending));
        }
    }

    private synchronized List<Sending> taken() {
        List<Sending> taken = new ArrayList<>();
        Iterator<Sending> all = waiting.iterator();
        while (all.hasNext() && running.size() < RUNNING_MAX) {
            Sending next = all.next();
            if (running.add(next.flush().key())) {
                all.remove();
                taken.add(next);
            }
        }
        return taken;
    }

    private void run(Sending sending) {
        try {
            attempt(sending);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            sending.end(false);
        } catch (RuntimeException e) {
            LOG.error("{}: a notification failed", name(), e);
            note(sending, Result.FAILED, String.valueOf(e.getMessage()), sending.attempts() + 1);
            sending.end(false);
        } finally {
            synchronized (this) {
                running.remove(sending.flush().key());
            }
            startSome();
        }
    }

    private void attempt(Sending sending) throws InterruptedException {
        Flush flush = sending.flush();
        Target now = target;
        ChannelEntry entry = now.entry();
        Duration left = Duration.between(around.clock().instant(), flush.deadline());
        if (flush.group().isCancelled() || left.isNegative() || left.isZero()) {
            giveUp(sending);
            return;
        }
        LogEntry.Key key = new LogEntry.Key(flush.key(), receiver, entry.type(), entry.index());
        LogEntry last = around.log().last(key);
        Reason reason =
                LogEntry.reason(
                        last,
                        sending.firing(),
                        sending.resolved(),
                        entry.sendResolved(),
                        repeatAfter(flush, last == null ? 0 : last.repeats()),
                        flush.now());
        if (reason == null) {
            sending.end(true);
            return;
        }
        Set<Long> acknowledged =
                reason == Reason.REPEAT
                        ? around.acknowledged().among(sending.firingAlerts())
                        : Set.of();
        if (last != null && !acknowledged.isEmpty() && acknowledged.containsAll(sending.firing())) {
            keep(last, flush);
            sending.end(true);
            return;
        }
        sending.omit(acknowledged);
        int repeats = last != null && reason == Reason.REPEAT ? last.repeats() + 1 : 0;
        Map<String, String> memory =
                last == null || reason == Reason.FIRST ? Map.of() : last.memory();
        if (!entry.sendResolved() && sending.firing().isEmpty()) {
            // Nobody is told, but the next firing alert must count as the first.
            remember(sending, key, memory, repeats);
            return;
        }
        sending.reason(reason);
        GroupNotification notification =
                around.notification(
                        receiver,
                        sending,
                        entry.sendResolved(),
                        reason,
                        left.compareTo(ATTEMPT_MAX) < 0 ? left : ATTEMPT_MAX,
                        memory);
        switch (deliver(now, notification)) {
            case Delivery.Delivered(Map<String, String> kept) -> {
                // Before the log's entry, which waits until both are on disk.
                note(sending, Result.DELIVERED, sending.lastProblem(), sending.attempts() + 1);
                remember(sending, key, kept, repeats);
            }
            case Delivery.Retry(String problem) -> tryLater(sending, problem);
            case Delivery.Refused(String problem) -> {
                around.metrics().failed(entry.type(), false);
                note(sending, Result.REFUSED, problem, sending.attempts() + 1);
                LOG.error(
                        "{}: the notification of {} is refused: {}", name(), flush.key(), problem);
                sending.end(false);
            }
        }
    }

    /** What is not repeated because it is acknowledged must not count as never told. */
    private void keep(LogEntry last, Flush flush) throws InterruptedException {
        Instant now = around.clock().instant();
        Duration interval = flush.route().repeatInterval();
        Duration wait = repeatAfter(flush, last.repeats());
        if (last.expiresAt().isBefore(now.plus(wait))) {
            around.log().delivered(last.keptUntil(around.log().expiry(now, interval, wait)));
        }
    }

    private Duration repeatAfter(Flush flush, int repeats) {
        return around.settings()
                .get()
                .repeatWait(receiver, flush.route().repeatInterval(), repeats);
    }

    private Delivery deliver(Target now, GroupNotification notification)
            throws InterruptedException {
        Instant start = around.clock().instant();
        Delivery delivery;
        try {
            delivery = now.handle().call(notification.timeout(), c -> c.send(notification));
        } catch (PluginException e) {
            String problem = String.valueOf(e.getMessage());
            delivery =
                    e.getCause() instanceof DeliveryRefused
                            ? new Delivery.Refused(problem)
                            : new Delivery.Retry(problem);
        }
        around.metrics()
                .attempted(
                        now.entry().type(),
                        Duration.between(start, around.clock().instant()),
                        delivery instanceof Delivery.Delivered);
        return delivery;
    }

    private void remember(
            Sending sending, LogEntry.Key key, Map<String, String> memory, int repeats)
            throws InterruptedException {
        Instant now = around.clock().instant();
        around.log()
                .delivered(
                        new LogEntry(
                                key,
                                now,
                                around.log()
                                        .expiry(
                                                now,
                                                sending.flush().route().repeatInterval(),
                                                repeatAfter(sending.flush(), repeats)),
                                sending.firing(),
                                sending.resolved(),
                                memory,
                                repeats));
        if (sending.attempts() > 0) {
            LOG.info("{}: delivered at attempt {}", name(), sending.attempts() + 1);
        }
        around.metrics().notified(key.channel());
        sending.end(true);
    }

    /** Notes the end of a notification in the history. */
    private void note(Sending sending, Result result, String problem, int attempts) {
        Flush flush = sending.flush();
        ChannelEntry entry = entry();
        Set<Long> fingerprints = new HashSet<>(sending.firing());
        fingerprints.removeAll(sending.omitted());
        int firing = fingerprints.size();
        if (entry.sendResolved()) {
            fingerprints.addAll(sending.resolved());
        }
        around.history()
                .notified(
                        receiver,
                        flush.key(),
                        sending.alerts(entry.sendResolved()).stream().map(Alert::labels).toList(),
                        fingerprints,
                        sending.reason(),
                        new Told(
                                entry.type(),
                                entry.index(),
                                firing,
                                fingerprints.size() - firing,
                                result,
                                problem,
                                attempts,
                                Duration.between(flush.now(), around.clock().instant())));
    }

    private void tryLater(Sending sending, String problem) {
        if (sending.failed(problem)) {
            LOG.warn("{}: not delivered, trying again: {}", name(), problem);
        }
        Duration delay = around.backoff().delay(sending.attempts());
        synchronized (this) {
            later.put(sending, around.timers().after(delay, () -> again(sending)));
        }
    }

    private void again(Sending sending) {
        boolean due;
        synchronized (this) {
            due = later.remove(sending) != null;
        }
        if (due) {
            add(sending);
        }
    }

    private void giveUp(Sending sending) {
        if (!sending.flush().group().isCancelled()) {
            around.metrics().failed(entry().type(), true);
            note(sending, Result.GIVEN_UP, sending.lastProblem(), sending.attempts());
            LOG.error(
                    "{}: the notification of {} was not delivered in {} attempts: {}",
                    name(),
                    sending.flush().key(),
                    sending.attempts(),
                    sending.lastProblem().isEmpty()
                            ? "others before it took all the time"
                            : sending.lastProblem());
        }
        sending.end(false);
    }

    private String name() {
        return receiver + "/" + entry().type() + "[" + entry().index() + "]";
    }

    /** Notifications that wait or are on their way. */
    synchronized int size() {
        return waiting.size() + running.size() + later.size();
    }

    /** What waits is dropped; what is on its way ends. */
    @Override
    public void close() {
        List<Sending> dropped;
        synchronized (this) {
            later.values().forEach(Timers.Timer::cancel);
            dropped = new ArrayList<>(later.keySet());
            later.clear();
            dropped.addAll(waiting);
            waiting.clear();
        }
        dropped.forEach(sending -> sending.end(false));
        target.handle().close();
    }
}
