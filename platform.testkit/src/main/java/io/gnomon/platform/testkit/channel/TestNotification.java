package io.gnomon.platform.testkit.channel;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.channel.Notification;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A notification with all it can have. */
public record TestNotification(
        String receiver,
        String groupKey,
        List<Alert> alerts,
        int truncatedAlerts,
        Labels groupLabels,
        Labels commonLabels,
        Labels commonAnnotations,
        URI externalUrl,
        String reason,
        Instant now,
        Duration timeout)
        implements Notification {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    /** Two alerts of one group, the first firing, the second resolved; 10 s to deliver. */
    public static TestNotification twoAlerts() {
        Labels common = Labels.of("alertname", "DiskFull", "job", "node");
        Labels annotations = Labels.of("summary", "disk is \"full\" – äöü");
        return new TestNotification(
                "ops",
                "{}/{job=\"node\"}:{alertname=\"DiskFull\"}",
                List.of(
                        new Alert(
                                common.with("instance", "a:9100"),
                                annotations,
                                NOW.minusSeconds(60),
                                NOW.plusSeconds(240),
                                "http://gnomon.example/graph?g0.expr=up"),
                        new Alert(
                                common.with("instance", "b:9100"),
                                annotations,
                                NOW.minusSeconds(600),
                                NOW.minusSeconds(5),
                                "")),
                0,
                Labels.of("alertname", "DiskFull"),
                common,
                annotations,
                URI.create("http://gnomon.example"),
                "first notification",
                NOW,
                Duration.ofSeconds(10));
    }

    /** The same with other alerts, common labels left as they are. */
    public TestNotification withAlerts(List<Alert> others) {
        return new TestNotification(
                receiver,
                groupKey,
                others,
                truncatedAlerts,
                groupLabels,
                commonLabels,
                commonAnnotations,
                externalUrl,
                reason,
                now,
                timeout);
    }
}
