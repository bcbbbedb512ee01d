package io.gnomon.platform.core.alerting.internal.amtool;

import static io.gnomon.model.labels.LabelNames.quoted;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.templates.NotificationData;
import io.gnomon.platform.core.templates.NotificationTemplates;
import io.gnomon.platform.core.templates.TemplateException;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Writes times in UTC by a Go layout. */
final class Times {
    private static final String USUAL = "2006-01-02 15:04:05 MST";
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private final String layout;

    Times(Arguments arguments) {
        layout = arguments.get("date.format", USUAL);
    }

    String format(Instant time) throws AmtoolFailure {
        if (layout.equals(USUAL)) {
            return FORMAT.format(time);
        }
        // Templates know Go's layouts.
        NotificationData data =
                new NotificationData(
                        "",
                        "",
                        List.of(
                                new NotificationData.AlertData(
                                        "", Labels.EMPTY, Labels.EMPTY, time, time, "", "")),
                        Labels.EMPTY,
                        Labels.EMPTY,
                        Labels.EMPTY,
                        Labels.EMPTY,
                        "",
                        "",
                        time);
        try {
            return NotificationTemplates.of(List.of())
                    .text(
                            "{{ range .Alerts }}{{ .StartsAt.Format "
                                    + quoted(layout)
                                    + " }}{{ end }}",
                            data);
        } catch (TemplateException e) {
            throw new AmtoolFailure("--date.format: " + e.getMessage());
        }
    }
}
