package io.gnomon.platform.core.http.internal.prometheus;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.query.QueryException;
import io.gnomon.platform.core.config.ValidationScheme;
import io.gnomon.platform.core.config.rules.Rule;
import io.gnomon.platform.core.config.rules.RuleFile;
import io.gnomon.platform.core.config.rules.RuleGroup;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.rules.BackTests;
import io.gnomon.platform.core.rules.BackTests.AlertHistory;
import io.gnomon.platform.core.rules.BackTests.BackTest;
import io.gnomon.platform.core.rules.BackTests.Episode;
import io.gnomon.platform.core.rules.BackTests.Span;
import io.gnomon.spi.settings.SettingsException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the alerting rules of a rule file would have done; the file is sent along, not kept. */
final class BackTestCall {
    private static final Duration DEFAULT_SPAN = Duration.ofDays(1);

    private final Rooms rooms;
    private final Clock clock;

    /** A rule that was tried. */
    private record Tried(RuleGroup group, Rule.Alerting rule, Span span, BackTest result) {}

    BackTestCall(Rooms rooms, Clock clock) {
        this.rooms = rooms;
        this.clock = clock;
    }

    void run(Exchange exchange) throws IOException, HttpError {
        QueryEngine engine = rooms.require(QueryEngine.class);
        BackTests tests = rooms.require(BackTests.class);
        RuleFile file = file(exchange.parameter("rules"), engine);
        long now = clock.millis();
        Instant end = Instant.ofEpochMilli(Parameters.time(exchange, "end", now));
        Instant start =
                Instant.ofEpochMilli(
                        Parameters.time(exchange, "start", end.minus(DEFAULT_SPAN).toEpochMilli()));
        String asked = exchange.parameter("interval");
        List<Tried> tried = new ArrayList<>();
        for (RuleGroup group : file.groups()) {
            Span span = new Span(start, end, interval(asked, group));
            for (Rule rule : group.rules()) {
                if (rule instanceof Rule.Alerting alerting) {
                    tried.add(
                            new Tried(
                                    group,
                                    alerting,
                                    span,
                                    run(exchange, tests, group, alerting, span)));
                }
            }
        }
        if (tried.isEmpty()) {
            throw Parameters.invalid("rules", "there is no alerting rule in it");
        }
        List<String> warnings = new ArrayList<>(file.warnings());
        warnings.addAll(notStored(file, engine));
        Json.answer(exchange, 200, json -> write(json, tried, warnings));
    }

    private static RuleFile file(String yaml, QueryEngine engine) throws HttpError {
        if (yaml.isBlank()) {
            throw Parameters.invalid("rules", "give the text of a rule file");
        }
        try {
            return RuleFile.parse(
                    "rules", yaml, new RuleFile.Dialect(engine, ValidationScheme.UTF8, false));
        } catch (SettingsException e) {
            throw new HttpError(400, String.valueOf(e.getMessage()));
        }
    }

    private Duration interval(String asked, RuleGroup group) throws HttpError {
        if (!asked.isEmpty()) {
            return Duration.ofMillis(Parameters.parseDuration("interval", asked));
        }
        return group.interval().isZero()
                ? rooms.config().current().global().evaluationInterval()
                : group.interval();
    }

    private static BackTest run(
            Exchange exchange, BackTests tests, RuleGroup group, Rule.Alerting rule, Span span)
            throws HttpError {
        try {
            return exchange.work(
                    () -> tests.run(rule, group.labels(), span, exchange::isAbandoned));
        } catch (QueryException e) {
            throw Queries.asHttpError("rules", e);
        }
    }

    /** An alert on a series that the file itself is to record finds nothing. */
    private static Set<String> notStored(RuleFile file, QueryEngine engine) {
        List<Rule> rules = file.groups().stream().flatMap(group -> group.rules().stream()).toList();
        Set<String> recorded =
                rules.stream()
                        .filter(Rule.Recording.class::isInstance)
                        .map(Rule::name)
                        .collect(Collectors.toSet());
        Set<String> warnings = new TreeSet<>();
        for (Rule rule : rules) {
            if (rule instanceof Rule.Alerting) {
                for (String metric : metrics(rule.expr(), engine)) {
                    if (recorded.contains(metric)) {
                        warnings.add(
                                "%s reads %s, which this file records: only what is stored of it is seen"
                                        .formatted(rule.name(), metric));
                    }
                }
            }
        }
        return warnings;
    }

    private static List<String> metrics(String expr, QueryEngine engine) {
        try {
            return engine.selectors(expr).stream()
                    .flatMap(List::stream)
                    .filter(matcher ->
                            matcher.name().equals(Labels.METRIC_NAME)
                                    && matcher.type() == Matcher.Type.EQUAL)
                    .map(Matcher::value)
                    .toList();
        } catch (QueryException e) {
            throw new IllegalStateException("the file has been checked", e);
        }
    }

    private static void write(JsonGenerator json, List<Tried> tried, List<String> warnings)
            throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("rules");
        for (Tried one : tried) {
            rule(json, one);
        }
        json.writeEndArray();
        Json.texts(json, "warnings", warnings);
        json.writeEndObject();
    }

    private static void rule(JsonGenerator json, Tried tried) throws IOException {
        List<AlertHistory> alerts = tried.result().alerts();
        Instant end = tried.span().end();
        json.writeStartObject();
        json.writeStringField("group", tried.group().name());
        json.writeStringField("alert", tried.rule().name());
        json.writeNumberField("intervalSeconds", tried.span().interval().toMillis() / 1000.0);
        json.writeNumberField("evaluations", tried.result().evaluations());
        json.writeNumberField("fired", alerts.stream().mapToInt(AlertHistory::fired).sum());
        json.writeNumberField("flaps", alerts.stream().mapToInt(AlertHistory::flaps).sum());
        json.writeArrayFieldStart("alerts");
        for (AlertHistory alert : alerts) {
            json.writeStartObject();
            json.writeFieldName("labels");
            Json.labels(json, alert.labels());
            json.writeNumberField("fired", alert.fired());
            json.writeNumberField("flaps", alert.flaps());
            json.writeNumberField("firingSeconds", alert.firing(end).toMillis() / 1000.0);
            json.writeArrayFieldStart("episodes");
            for (Episode episode : alert.episodes()) {
                json.writeStartObject();
                time(json, "activeAt", episode.activeAt());
                time(json, "firedAt", episode.firedAt());
                time(json, "endedAt", episode.endedAt());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void time(JsonGenerator json, String name, @Nullable Instant time)
            throws IOException {
        if (time == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, time.toString());
        }
    }
}
