package io.gnomon.platform.core.alerting.internal.notify;

import io.gnomon.platform.core.config.alerting.Receiver;
import io.gnomon.platform.core.config.alerting.Receiver.ChannelEntry;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.runtime.Registration;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The channels of all receivers. Changes by one thread at a time; read by any. */
public final class Channels implements AutoCloseable {
    private final Plugins plugins;
    private final Surroundings around;
    private final Registration changes;
    private volatile Map<Place, ChannelQueue> queues = Map.of();

    /** Where a channel stands in the configuration. */
    private record Place(String receiver, String type, int index) {}

    public Channels(Plugins plugins, Surroundings around) {
        this.plugins = plugins;
        this.around = around;
        this.changes = plugins.onChange(() -> queues.values().forEach(ChannelQueue::hurry));
    }

    /** Takes other receivers; channels that stay go on. */
    public void update(List<Receiver> receivers) {
        Map<Place, ChannelQueue> old = queues;
        Map<Place, ChannelQueue> next = new LinkedHashMap<>();
        for (Receiver receiver : receivers) {
            for (ChannelEntry entry : receiver.channels()) {
                Place place = new Place(receiver.name(), entry.type(), entry.index());
                next.put(place, queue(place, entry, old));
            }
        }
        queues = next;
        old.forEach((place, queue) -> {
            if (!next.containsKey(place)) {
                queue.close();
            }
        });
    }

    private ChannelQueue queue(Place place, ChannelEntry entry, Map<Place, ChannelQueue> old) {
        ChannelQueue queue = old.get(place);
        if (queue == null) {
            return new ChannelQueue(place.receiver(), open(entry), around);
        }
        if (queue.entry().sendResolved() != entry.sendResolved()
                || !queue.entry().settings().saysTheSame(entry.settings())) {
            queue.redirect(open(entry));
        }
        return queue;
    }

    private ChannelQueue.Target open(ChannelEntry entry) {
        around.metrics().known(entry.type());
        return new ChannelQueue.Target(
                entry, plugins.open(ChannelFactory.class, entry.type(), entry.settings()));
    }

    /** The channels of a receiver, in the order of the configuration. */
    List<ChannelQueue> of(String receiver) {
        List<ChannelQueue> found = new ArrayList<>();
        queues.forEach((place, queue) -> {
            if (place.receiver().equals(receiver)) {
                found.add(queue);
            }
        });
        return found;
    }

    /**
     * Goes on with the flush when it is known what others have told, without loss of time to
     * deliver.
     */
    void whenSettled(Flush flush, Consumer<Flush> next) {
        Instant asked = around.clock().instant();
        around.turns()
                .whenSettled(() ->
                        next.accept(
                                flush.extended(Duration.between(asked, around.clock().instant()))));
    }

    /**
     * Goes on with the flush when those had their time that come before this server; what they have
     * told by then is in the log. The wait does not count against the time to deliver.
     */
    void atTurn(Flush flush, Consumer<Flush> next) {
        Duration wait = around.turns().untilTurn();
        if (wait.isZero()) {
            next.accept(flush);
        } else {
            Flush extended = flush.extended(wait);
            around.timers().after(wait, () -> next.accept(extended));
        }
    }

    /** Notifications that wait or are on their way. */
    public int waiting() {
        return queues.values().stream().mapToInt(ChannelQueue::size).sum();
    }

    @Override
    public void close() {
        changes.close();
        queues.values().forEach(ChannelQueue::close);
    }
}
