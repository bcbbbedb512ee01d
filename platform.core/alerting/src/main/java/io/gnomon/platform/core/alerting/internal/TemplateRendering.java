package io.gnomon.platform.core.alerting.internal;

import io.gnomon.model.alert.Alert;
import io.gnomon.platform.core.alerting.internal.notify.Rendering;
import io.gnomon.platform.core.templates.NamedText;
import io.gnomon.platform.core.templates.NotificationData;
import io.gnomon.platform.core.templates.NotificationData.AlertData;
import io.gnomon.platform.core.templates.NotificationTemplates;
import io.gnomon.platform.core.templates.TemplateException;
import io.gnomon.spi.channel.DeliveryRefused;
import io.gnomon.spi.channel.Notification;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Renders with the built-in definitions and the template files of a configuration.
 *
 * @param files as they were when they were read
 */
record TemplateRendering(List<NamedText> files, NotificationTemplates templates)
        implements Rendering {
    /** End of an alert that still fires: Go's zero time. */
    private static final Instant NO_TIME = Instant.parse("0001-01-01T00:00:00Z");

    /**
     * Reads the files.
     *
     * @throws IllegalArgumentException with a sentence when one cannot be read or is no template
     */
    static TemplateRendering read(List<String> files) {
        List<NamedText> texts = new ArrayList<>();
        for (String file : files) {
            try {
                Path path = Path.of(file);
                texts.add(new NamedText(path.getFileName().toString(), Files.readString(path)));
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        "cannot read the templates " + file + ": " + e, e);
            }
        }
        return of(texts);
    }

    static TemplateRendering of(List<NamedText> texts) {
        try {
            return new TemplateRendering(List.copyOf(texts), NotificationTemplates.of(texts));
        } catch (TemplateException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public String text(String template, Notification notification) throws DeliveryRefused {
        try {
            return templates.text(template, data(notification));
        } catch (TemplateException e) {
            throw new DeliveryRefused(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public String html(String template, Notification notification) throws DeliveryRefused {
        try {
            return templates.html(template, data(notification));
        } catch (TemplateException e) {
            throw new DeliveryRefused(String.valueOf(e.getMessage()), e);
        }
    }

    private static NotificationData data(Notification n) {
        return new NotificationData(
                n.receiver(),
                n.status(),
                n.alerts().stream().map(alert -> alert(alert, n.now())).toList(),
                n.groupLabels(),
                n.commonLabels(),
                n.commonAnnotations(),
                n.routeLabels(),
                n.externalUrl().toString(),
                n.reason(),
                n.now());
    }

    private static AlertData alert(Alert alert, Instant now) {
        boolean resolved = alert.isResolvedAt(now);
        return new AlertData(
                resolved ? "resolved" : "firing",
                alert.labels(),
                alert.annotations(),
                alert.startsAt(),
                resolved ? alert.endsAt() : NO_TIME,
                alert.generatorUrl(),
                alert.fingerprint());
    }
}
