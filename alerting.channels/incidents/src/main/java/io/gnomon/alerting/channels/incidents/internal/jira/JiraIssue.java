package io.gnomon.alerting.channels.incidents.internal.jira;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.alerting.channels.posting.Fields;
import io.gnomon.alerting.channels.posting.Json;
import io.gnomon.alerting.channels.posting.Shortened;
import io.gnomon.alerting.channels.posting.payload.Payload;
import io.gnomon.spi.channel.DeliveryRefused;
import io.gnomon.spi.channel.Notification;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The issue of a notification, as Jira's API takes it. */
final class JiraIssue {
    private static final int SUMMARY_CHARACTERS_MAX = 255;
    private static final int DESCRIPTION_CHARACTERS_MAX = 32767;

    private JiraIssue() {}

    /**
     * The body of the request.
     *
     * @param label by which the issue is found again
     * @param exists whether it is written again
     */
    static Fields of(JiraSettings settings, Notification notification, String label, boolean exists)
            throws DeliveryRefused {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        for (Map.Entry<String, SettingsNode> field : settings.fields().entrySet()) {
            fields.put(field.getKey(), Payload.of(field.getValue(), notification));
        }
        fields.put("project", new Fields().put("key", notification.text(settings.project())));
        fields.put("issuetype", new Fields().put("name", notification.text(settings.issueType())));
        if (!exists || settings.summaryText().updated()) {
            fields.put(
                    "summary",
                    Shortened.toCharacters(
                            notification.text(settings.summaryText().template()),
                            SUMMARY_CHARACTERS_MAX));
        }
        if (!exists || settings.descriptionText().updated()) {
            Object description = description(settings, notification);
            if (description != null) {
                fields.put("description", description);
            }
        }
        if (!exists || settings.issueLabels().updated()) {
            fields.put("labels", labels(settings, notification, label));
        }
        String priority = notification.text(settings.priority());
        if (!priority.isEmpty()) {
            fields.put("priority", new Fields().put("name", priority));
        }
        return new Fields().put("fields", fields);
    }

    private static List<String> labels(
            JiraSettings settings, Notification notification, String label) throws DeliveryRefused {
        List<String> labels = new ArrayList<>(List.of(label));
        for (String template : settings.issueLabels().templates()) {
            labels.add(notification.text(template));
        }
        Collections.sort(labels);
        return labels;
    }

    /** Wiki markup for version 2; a document of Atlassian's format for version 3. */
    private static @Nullable Object description(JiraSettings settings, Notification notification)
            throws DeliveryRefused {
        String text =
                Shortened.toCharacters(
                        notification.text(settings.descriptionText().template()),
                        DESCRIPTION_CHARACTERS_MAX);
        boolean version3 = settings.apiUrl().replaceAll("/+$", "").endsWith("/3");
        if (text.isBlank()) {
            return null;
        }
        return version3 ? document(text.strip()) : text;
    }

    /** The document that the template wrote, or one with its text as a paragraph. */
    private static @Nullable Object document(String text) {
        try {
            Object written = Json.read(text.getBytes(UTF_8)).value();
            if (written instanceof Map) {
                return written;
            }
        } catch (IOException e) {
            // It is a text.
        }
        Fields words = new Fields().put("type", "text").put("text", text);
        Fields paragraph = new Fields().put("type", "paragraph").put("content", List.of(words));
        return new Fields().put("type", "doc").put("version", 1).put("content", List.of(paragraph));
    }
}
