package io.gnomon.platform.core.http.internal.prometheus;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.text.GoNumbers;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.rules.RulesView;
import io.gnomon.platform.core.rules.RulesView.Group;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Rules and alerts as Prometheus's API tells them. */
final class RuleJson {
    /** How Go prints a time that was never set. */
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private final JsonGenerator json;

    RuleJson(JsonGenerator json) {
        this.json = json;
    }

    /**
     * A group.
     *
     * @param rules those of its rules that were asked for
     */
    void group(Group group, List<RulesView.Rule> rules, boolean withAlerts) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", group.name());
        json.writeStringField("file", group.file());
        json.writeArrayFieldStart("rules");
        for (RulesView.Rule rule : rules) {
            rule(rule, withAlerts);
        }
        json.writeEndArray();
        Json.seconds(json, "interval", group.interval());
        json.writeNumberField("limit", group.limit());
        Json.seconds(json, "evaluationTime", group.evaluationTime());
        json.writeStringField("lastEvaluation", time(group.lastEvaluation()));
        json.writeEndObject();
    }

    private void rule(RulesView.Rule rule, boolean withAlerts) throws IOException {
        json.writeStartObject();
        switch (rule) {
            case RulesView.Alerting alerting -> {
                json.writeStringField("state", alerting.state().text());
                json.writeStringField("name", rule.name());
                json.writeStringField("query", rule.query());
                Json.seconds(json, "duration", alerting.holdFor());
                Json.seconds(json, "keepFiringFor", alerting.keepFiringFor());
                labels("labels", rule.labels());
                labels("annotations", alerting.annotations());
                json.writeArrayFieldStart("alerts");
                for (RulesView.Alert alert :
                        withAlerts ? alerting.alerts() : List.<RulesView.Alert>of()) {
                    alert(alert);
                }
                json.writeEndArray();
            }
            case RulesView.Recording _ -> {
                json.writeStringField("name", rule.name());
                json.writeStringField("query", rule.query());
                if (!rule.labels().isEmpty()) {
                    labels("labels", rule.labels());
                }
            }
        }
        RulesView.Evaluation last = rule.evaluation();
        json.writeStringField("health", last.health().text());
        if (!last.error().isEmpty()) {
            json.writeStringField("lastError", last.error());
        }
        Json.seconds(json, "evaluationTime", last.took());
        json.writeStringField("lastEvaluation", time(last.began()));
        json.writeStringField(
                "type", rule instanceof RulesView.Alerting ? "alerting" : "recording");
        json.writeEndObject();
    }

    void alert(RulesView.Alert alert) throws IOException {
        json.writeStartObject();
        labels("labels", alert.labels());
        labels("annotations", alert.annotations());
        json.writeStringField("state", alert.state().text());
        json.writeStringField("activeAt", time(alert.activeAt()));
        if (alert.keepFiringSince() != null) {
            json.writeStringField("keepFiringSince", time(alert.keepFiringSince()));
        }
        json.writeStringField("value", GoNumbers.scientific(alert.value()));
        json.writeEndObject();
    }

    private void labels(String field, Labels labels) throws IOException {
        json.writeFieldName(field);
        Json.labels(json, labels);
    }

    private static String time(@Nullable Instant time) {
        return time == null ? NEVER : time.toString();
    }
}
