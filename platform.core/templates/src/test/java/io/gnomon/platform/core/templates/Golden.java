package io.gnomon.platform.core.templates;

import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.model.labels.Labels;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Templates with what {@code amtool template render} of Alertmanager 0.33.1 (Go 1.27) makes of them
 * on the data of data.json.
 */
final class Golden {
    private Golden() {}

    /**
     * A template.
     *
     * @param failed whether {@code result} is an error message
     */
    record Case(String template, String result, boolean failed) {}

    static List<Case> cases(String file) throws IOException {
        List<Case> cases = new ArrayList<>();
        for (JsonNode node : Data.json(resource(file))) {
            boolean failed = node.has("error");
            cases.add(
                    new Case(
                            node.get("template").asText(),
                            node.get(failed ? "error" : "output").asText(),
                            failed));
        }
        return cases;
    }

    static String resource(String name) throws IOException {
        try (InputStream in = Golden.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The data of data.json. */
    static NotificationData data() throws IOException {
        JsonNode data = Data.json(resource("data.json"));
        List<NotificationData.AlertData> alerts = new ArrayList<>();
        for (JsonNode alert : data.get("alerts")) {
            alerts.add(
                    new NotificationData.AlertData(
                            alert.get("status").asText(),
                            labels(alert, "labels"),
                            labels(alert, "annotations"),
                            Instant.parse(alert.get("startsAt").asText()),
                            Instant.parse(alert.get("endsAt").asText()),
                            alert.get("generatorURL").asText(),
                            alert.get("fingerprint").asText()));
        }
        return new NotificationData(
                data.get("receiver").asText(),
                data.get("status").asText(),
                alerts,
                labels(data, "groupLabels"),
                labels(data, "commonLabels"),
                labels(data, "commonAnnotations"),
                Labels.of(
                        "team", "{{ .CommonLabels.zone }}-{{ routeLabels \"tier\" }}", "tier", "1"),
                data.get("externalURL").asText(),
                "",
                Instant.parse("2026-01-02T05:04:05Z"));
    }

    private static Labels labels(JsonNode node, String name) {
        return Labels.of(Data.texts(node.get(name)));
    }
}
