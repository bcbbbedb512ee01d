package io.gnomon.platform.core.alerting.internal.notify;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.internal.graphs.AlertGraphs;
import io.gnomon.spi.channel.DeliveryRefused;
import io.gnomon.spi.channel.Notification;
import io.gnomon.spi.channel.Picture;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What a channel gets of a flushed group. */
record GroupNotification(
        String receiver,
        String groupKey,
        List<Alert> alerts,
        Labels groupLabels,
        Labels routeLabels,
        URI externalUrl,
        String reason,
        Instant now,
        Duration timeout,
        Map<String, String> memory,
        Rendering rendering,
        AlertGraphs graphs)
        implements Notification {

    @Override
    public int truncatedAlerts() {
        return 0;
    }

    @Override
    public Labels commonLabels() {
        return common(Alert::labels);
    }

    @Override
    public Labels commonAnnotations() {
        return common(Alert::annotations);
    }

    /** Labels that all alerts have with the same value. */
    private Labels common(Function<Alert, Labels> of) {
        return Labels.common(alerts.stream().map(of).toList());
    }

    @Override
    public String text(String template) throws DeliveryRefused {
        return rendering.text(template, this);
    }

    @Override
    public String html(String template) throws DeliveryRefused {
        return rendering.html(template, this);
    }

    @Override
    public List<Picture> pictures() throws InterruptedException {
        return graphs.of(alerts, now, timeout);
    }
}
