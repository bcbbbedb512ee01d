package io.gnomon.platform.core.config.rules;

import io.gnomon.model.text.TextPosition;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Key;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A rule file as it is written. */
record RuleSections(List<Group> groups) {
    record Group(
            @Default("") String name,
            @Default("0s") Duration interval,
            @Nullable Duration queryOffset,
            @Default("0") int limit,
            Map<String, String> labels,
            List<Item> rules) {}

    record Item(
            @Default("") String record,
            @Default("") String alert,
            @Default("") String expr,
            @Key("for") @Default("0s") Duration holdFor,
            @Default("0s") Duration keepFiringFor,
            Map<String, String> labels,
            Map<String, String> annotations) {

        String name() {
            return alert.isEmpty() ? record : alert;
        }

        Rule rule(TextPosition position) {
            return alert.isEmpty()
                    ? new Rule.Recording(record, expr, labels, position)
                    : new Rule.Alerting(
                            alert, expr, holdFor, keepFiringFor, labels, annotations, position);
        }
    }
}
