package io.gnomon.platform.core.http.internal.prometheus;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.platform.core.alerting.AlertmanagersView;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Envelope;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.rules.RulesView;
import io.gnomon.platform.core.rules.RulesView.Group;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** rules, alerts and alertmanagers. */
final class Rules {
    private final Rooms rooms;

    Rules(Rooms rooms) {
        this.rooms = rooms;
    }

    private RulesView view() throws HttpError {
        return rooms.require(RulesView.class);
    }

    /** Groups of which some rules were asked for, and where the next page begins. */
    private record Page(List<Shown> groups, String nextToken) {}

    private record Shown(Group group, List<RulesView.Rule> rules) {}

    void rules(Exchange exchange) throws IOException, HttpError {
        String type = exchange.parameter("type");
        if (!List.of("", "alert", "record").contains(type)) {
            throw new HttpError(400, "not supported value \"" + type + "\"");
        }
        boolean withAlerts = !Parameters.bool(exchange, "exclude_alerts");
        List<List<Matcher>> selectors =
                Parameters.selectors(exchange, rooms.require(QueryEngine.class));
        Set<String> names = Set.copyOf(exchange.parameters("rule_name[]"));
        Predicate<RulesView.Rule> wanted =
                rule ->
                        (names.isEmpty() || names.contains(rule.name()))
                                && (type.isEmpty()
                                        || type.equals("alert")
                                                == rule instanceof RulesView.Alerting)
                                && fits(rule.labels(), selectors);
        Page page = page(exchange, wanted);
        Envelope.answer(
                exchange,
                json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("groups");
                    RuleJson rules = new RuleJson(json);
                    for (Shown shown : page.groups()) {
                        rules.group(shown.group(), shown.rules(), withAlerts);
                    }
                    json.writeEndArray();
                    if (!page.nextToken().isEmpty()) {
                        json.writeStringField("groupNextToken", page.nextToken());
                    }
                    json.writeEndObject();
                });
    }

    private static boolean fits(Labels labels, List<List<Matcher>> selectors) {
        return selectors.isEmpty()
                || selectors.stream()
                        .anyMatch(all -> all.stream().allMatch(matcher -> matcher.matches(labels)));
    }

    private Page page(Exchange exchange, Predicate<RulesView.Rule> wanted)
            throws IOException, HttpError {
        int limit = groupLimit(exchange);
        String from = exchange.parameter("group_next_token");
        Set<String> groups = Set.copyOf(exchange.parameters("rule_group[]"));
        Set<String> files = Set.copyOf(exchange.parameters("file[]"));
        boolean found = from.isEmpty();
        List<Shown> shown = new ArrayList<>();
        for (Group group : view().groups()) {
            found = found || from.equals(token(group));
            if (!found
                    || (!groups.isEmpty() && !groups.contains(group.name()))
                    || (!files.isEmpty() && !files.contains(group.file()))) {
                continue;
            }
            List<RulesView.Rule> rules = group.rules().stream().filter(wanted).toList();
            if (rules.isEmpty()) {
                continue;
            }
            if (limit > 0 && shown.size() == limit) {
                return new Page(shown, token(group));
            }
            shown.add(new Shown(group, rules));
        }
        if (!found) {
            throw Parameters.invalid(
                    "group_next_token",
                    "invalid group_next_token '" + from + "'. were rule groups changed?");
        }
        return new Page(shown, "");
    }

    private static int groupLimit(Exchange exchange) throws IOException, HttpError {
        String limit = exchange.parameter("group_limit");
        if (limit.isEmpty()) {
            if (!exchange.parameter("group_next_token").isEmpty()) {
                throw new HttpError(
                        400,
                        "group_limit needs to be present in order to paginate over the groups");
            }
            return 0;
        }
        try {
            int number = Integer.parseInt(limit);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new HttpError(
                    400, "group_limit needs to be a valid number: \"" + limit + "\" is none");
        }
        throw new HttpError(400, "group_limit needs to be greater than 0");
    }

    /** Names a group in a URL: SHA-1 over file and name, as in Prometheus. */
    private static String token(Group group) {
        try {
            byte[] key = (group.file() + ";" + group.name()).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    void alerts(Exchange exchange) throws IOException, HttpError {
        List<Group> groups = view().groups();
        Envelope.answer(
                exchange,
                json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("alerts");
                    RuleJson rules = new RuleJson(json);
                    for (Group group : groups) {
                        for (RulesView.Rule rule : group.rules()) {
                            if (rule instanceof RulesView.Alerting alerting) {
                                for (RulesView.Alert alert : alerting.alerts()) {
                                    rules.alert(alert);
                                }
                            }
                        }
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    void alertmanagers(Exchange exchange) throws IOException, HttpError {
        AlertmanagersView view = rooms.require(AlertmanagersView.class);
        List<URI> active = view.active();
        List<URI> dropped = view.dropped();
        Envelope.answer(
                exchange,
                json -> {
                    json.writeStartObject();
                    urls(json, "activeAlertmanagers", active);
                    urls(json, "droppedAlertmanagers", dropped);
                    json.writeEndObject();
                });
    }

    private static void urls(JsonGenerator json, String field, List<URI> urls) throws IOException {
        json.writeArrayFieldStart(field);
        for (URI url : urls) {
            json.writeStartObject();
            json.writeStringField("url", url.toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
