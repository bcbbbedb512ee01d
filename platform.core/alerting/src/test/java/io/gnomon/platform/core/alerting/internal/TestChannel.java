package io.gnomon.platform.core.alerting.internal;

import io.gnomon.model.alert.Alert;
import io.gnomon.spi.channel.Channel;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.channel.Notification;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/** Stands for {@code webhook_configs}: remembers what it gets and answers as it is told. */
final class TestChannel implements ChannelFactory<TestChannel.Settings> {
    final List<Notification> sent = new ArrayList<>();

    /** Answers of the next calls; "delivered" when there is none. */
    final Deque<Delivery> answers = new ArrayDeque<>();

    record Settings(String url, boolean sendResolved) {}

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Channel create(Settings settings) {
        return notification -> {
            Delivery answer = answers.isEmpty() ? new Delivery.Delivered() : answers.remove();
            if (answer instanceof Delivery.Delivered) {
                sent.add(notification);
            }
            return answer;
        };
    }

    /** What came since the last call: "reason: firing alerts / resolved alerts". */
    List<String> take() {
        List<String> texts = sent.stream().map(TestChannel::text).toList();
        sent.clear();
        return texts;
    }

    private static String text(Notification n) {
        return n.receiver() + " " + n.reason() + ": " + names(n, false) + "/" + names(n, true);
    }

    private static String names(Notification n, boolean resolved) {
        return n.alerts().stream()
                .filter(alert -> alert.isResolvedAt(n.now()) == resolved)
                .map(TestChannel::name)
                .collect(Collectors.joining(","));
    }

    private static String name(Alert alert) {
        return alert.labels().get("alertname") + alert.labels().get("i");
    }
}
