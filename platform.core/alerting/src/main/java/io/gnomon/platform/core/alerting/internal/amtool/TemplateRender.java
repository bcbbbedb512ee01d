package io.gnomon.platform.core.alerting.internal.amtool;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.text.FileGlob;
import io.gnomon.platform.core.templates.NamedText;
import io.gnomon.platform.core.templates.NotificationData;
import io.gnomon.platform.core.templates.NotificationData.AlertData;
import io.gnomon.platform.core.templates.NotificationTemplates;
import io.gnomon.platform.core.templates.TemplateException;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code template render}. */
final class TemplateRender {
    private final Arguments arguments;
    private final PrintWriter out;

    TemplateRender(Arguments arguments, PrintWriter out) {
        this.arguments = arguments;
        this.out = out;
    }

    void run() throws AmtoolFailure, SettingsException, IOException {
        for (String flag : List.of("template.glob", "template.text")) {
            if (!arguments.isGiven(flag)) {
                throw new AmtoolFailure("required flag --" + flag + " not provided");
            }
        }
        List<String> files = new ArrayList<>();
        for (String pattern : arguments.all("template.glob")) {
            FileGlob.find(pattern).stream().map(Path::toString).forEach(files::add);
        }
        String data = arguments.get("template.data");
        Instant now = Instant.now();
        NotificationData notification =
                data.isEmpty()
                        ? usual(now)
                        : read(
                                ConfigFiles.binder().parseJson(Files.readString(Path.of(data))),
                                now);
        try {
            NotificationTemplates templates = NotificationTemplates.of(texts(files));
            String text = arguments.get("template.text");
            out.print(
                    arguments.get("template.type").equals("html")
                            ? templates.html(text, notification)
                            : templates.text(text, notification));
        } catch (TemplateException e) {
            throw new AmtoolFailure(String.valueOf(e.getMessage()));
        }
    }

    /** Templates of files, by the names of the files. */
    static List<NamedText> texts(List<String> files) throws AmtoolFailure {
        List<NamedText> texts = new ArrayList<>();
        for (String file : files) {
            try {
                Path path = Path.of(file);
                texts.add(
                        new NamedText(String.valueOf(path.getFileName()), Files.readString(path)));
            } catch (IOException e) {
                throw new AmtoolFailure("the template file " + file + " cannot be read: " + e);
            }
        }
        return texts;
    }

    /** Two alerts with something in each field. */
    private static NotificationData usual(Instant now) {
        Labels commonLabels =
                Labels.of(
                        "commonlabelkey1", "commonlabelvalue1",
                        "commonlabelkey2", "commonlabelvalue2");
        Labels commonAnnotations =
                Labels.of(
                        "commonannotationkey1", "commonannotationvalue1",
                        "commonannotationkey2", "commonannotationvalue2");
        AlertData first =
                new AlertData(
                        "alertstatus",
                        commonLabels
                                .with("label1", "value1")
                                .with("label2", "value2")
                                .with("instance", "foo.bar:1234"),
                        commonAnnotations
                                .with("annotation1", "value1")
                                .with("annotation2", "value2"),
                        now.minus(Duration.ofMinutes(5)),
                        now,
                        "https://generatorurl.com",
                        "fingerprint1");
        AlertData second =
                new AlertData(
                        "alertstatus",
                        commonLabels.with("foo", "bar").with("baz", "qux"),
                        commonAnnotations.with("aaa", "bbb").with("ccc", "ddd"),
                        now.minus(Duration.ofMinutes(10)),
                        now,
                        "https://generatorurl.com",
                        "fingerprint2");
        return new NotificationData(
                "receiver",
                "alertstatus",
                List.of(first, second),
                Labels.of(
                        "grouplabelkey1", "grouplabelvalue1",
                        "grouplabelkey2", "grouplabelvalue2"),
                commonLabels,
                commonAnnotations,
                Labels.EMPTY,
                "https://example.com",
                "",
                now);
    }

    /** A notification as Alertmanager's webhook writes it. */
    private static NotificationData read(SettingsNode root, Instant now) {
        List<AlertData> alerts = new ArrayList<>();
        for (SettingsNode alert : Json.items(Json.child(root, "alerts"))) {
            alerts.add(
                    new AlertData(
                            Json.text(alert, "status"),
                            labels(alert, "labels"),
                            labels(alert, "annotations"),
                            time(alert, "startsAt", now),
                            time(alert, "endsAt", now),
                            Json.text(alert, "generatorURL"),
                            Json.text(alert, "fingerprint")));
        }
        return new NotificationData(
                Json.text(root, "receiver"),
                Json.text(root, "status"),
                alerts,
                labels(root, "groupLabels"),
                labels(root, "commonLabels"),
                labels(root, "commonAnnotations"),
                labels(root, "routeLabels"),
                Json.text(root, "externalURL"),
                Json.text(root, "notification_reason"),
                now);
    }

    private static Labels labels(SettingsNode node, String key) {
        SettingsNode object = Json.child(node, key);
        Map<String, String> labels = new TreeMap<>();
        Json.entries(object)
                .forEach(entry -> labels.put(entry.key(), Json.text(object, entry.key())));
        return Labels.of(labels);
    }

    private static Instant time(SettingsNode node, String key, Instant otherwise) {
        String text = Json.text(node, key);
        try {
            return text.isEmpty() ? otherwise : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(key + ": \"" + text + "\" is not a time", e);
        }
    }
}
