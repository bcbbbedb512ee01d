package io.gnomon.platform.core.http.internal.alertmanager;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.alerting.Alertmanager.AlertGroup;
import io.gnomon.platform.core.alerting.Alertmanager.AlertView;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.http.internal.json.Json;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.TreeMap;

/** Alerts, groups and silences as the API shows them, members in Alertmanager's order. */
final class ShownJson {
    /** Milliseconds always, as go-openapi writes times. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private ShownJson() {}

    static String time(Instant time) {
        return TIME.format(time);
    }

    static void alert(JsonGenerator json, AlertView view) throws IOException {
        json.writeStartObject();
        Json.labels(json, "annotations", view.alert().annotations());
        json.writeStringField("endsAt", time(view.alert().endsAt()));
        json.writeStringField("fingerprint", view.fingerprint());
        json.writeArrayFieldStart("receivers");
        for (String receiver : view.receivers()) {
            json.writeStartObject();
            json.writeStringField("name", receiver);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("startsAt", time(view.alert().startsAt()));
        json.writeObjectFieldStart("status");
        Json.texts(json, "inhibitedBy", view.inhibitedBy());
        Json.texts(json, "mutedBy", view.mutedBy());
        Json.texts(json, "silencedBy", view.silencedBy());
        json.writeStringField("state", view.isSuppressed() ? "suppressed" : "active");
        json.writeEndObject();
        json.writeStringField("updatedAt", time(view.updatedAt()));
        if (!view.alert().generatorUrl().isEmpty()) {
            json.writeStringField("generatorURL", view.alert().generatorUrl());
        }
        Json.labels(json, "labels", view.alert().labels());
        json.writeEndObject();
    }

    static void group(JsonGenerator json, AlertGroup group) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("alerts");
        for (AlertView alert : group.alerts()) {
            alert(json, alert);
        }
        json.writeEndArray();
        Json.labels(json, "labels", group.labels());
        json.writeObjectFieldStart("receiver");
        json.writeStringField("name", group.receiver());
        json.writeEndObject();
        Json.labels(json, "routeLabels", group.routeLabels());
        json.writeEndObject();
    }

    static void silence(JsonGenerator json, Silence silence, Instant now) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", silence.id());
        json.writeObjectFieldStart("status");
        json.writeStringField("state", silence.stateAt(now).text());
        json.writeEndObject();
        json.writeStringField("updatedAt", time(silence.updatedAt()));
        json.writeObjectFieldStart("annotations");
        for (var annotation : new TreeMap<>(silence.annotations()).entrySet()) {
            json.writeStringField(annotation.getKey(), annotation.getValue());
        }
        json.writeEndObject();
        json.writeStringField("comment", silence.comment());
        json.writeStringField("createdBy", silence.createdBy());
        json.writeStringField("endsAt", time(silence.endsAt()));
        json.writeArrayFieldStart("matchers");
        for (Matcher matcher : silence.matchers()) {
            matcher(json, matcher);
        }
        json.writeEndArray();
        json.writeStringField("startsAt", time(silence.startsAt()));
        json.writeEndObject();
    }

    private static void matcher(JsonGenerator json, Matcher matcher) throws IOException {
        Matcher.Type type = matcher.type();
        json.writeStartObject();
        json.writeBooleanField("isEqual", type == Matcher.Type.EQUAL || type == Matcher.Type.REGEX);
        json.writeBooleanField(
                "isRegex", type == Matcher.Type.REGEX || type == Matcher.Type.NOT_REGEX);
        json.writeStringField("name", matcher.name());
        json.writeStringField("value", matcher.value());
        json.writeEndObject();
    }
}
