package io.gnomon.platform.core.http.internal.alertmanager;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.labels.Regex;
import io.gnomon.platform.core.alerting.Alertmanager.AlertFilter;
import io.gnomon.platform.core.config.alerting.MatcherSyntax;
import io.gnomon.platform.core.config.alerting.Receiver;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Parameters of requests, read as Alertmanager reads them. */
final class Asked {
    private static final Set<String> YES =
            Set.of("true", "1", "yes", "ok", "y", "on", "selected", "checked", "t", "enabled");

    private Asked() {}

    /** A switch that is on when it is not given; what is not a yes is a no. */
    static boolean is(Exchange exchange, String name) throws IOException, HttpError {
        String value = exchange.parameter(name);
        return value.isEmpty() || YES.contains(value.toLowerCase(Locale.ROOT));
    }

    /** Matchers, each of which must hold. */
    static List<Matcher> matchers(Exchange exchange, String name)
            throws IOException, HttpError, Refusal {
        List<Matcher> matchers = new ArrayList<>();
        for (String text : exchange.parameters(name)) {
            try {
                matchers.add(MatcherSyntax.FALLBACK.parseOne(text));
            } catch (IllegalArgumentException e) {
                throw Refusal.text(400, String.valueOf(e.getMessage()));
            }
        }
        return matchers;
    }

    /**
     * Which alerts are asked for.
     *
     * @param configured the receivers there are
     */
    static AlertFilter alerts(Exchange exchange, List<Receiver> configured)
            throws IOException, HttpError, Refusal {
        List<Matcher> matchers = matchers(exchange, "filter");
        return new AlertFilter(
                is(exchange, "active"),
                is(exchange, "silenced"),
                is(exchange, "inhibited"),
                labels -> matchers.stream().allMatch(matcher -> matcher.matches(labels)),
                receivers(exchange, configured));
    }

    private static Predicate<String> receivers(Exchange exchange, List<Receiver> configured)
            throws IOException, HttpError, Refusal {
        List<Matcher> matchers = matchers(exchange, "receiver_matchers");
        Set<String> fitting =
                configured.stream()
                        .filter(receiver -> fits(receiver, matchers))
                        .map(Receiver::name)
                        .collect(Collectors.toSet());
        String pattern = exchange.parameter("receiver");
        try {
            Regex regex = Regex.compile(pattern.isEmpty() ? ".*" : "^(?:" + pattern + ")$");
            return name -> regex.matches(name) && fitting.contains(name);
        } catch (IllegalArgumentException e) {
            throw Refusal.text(400, "failed to parse receiver param: " + e.getMessage());
        }
    }

    static boolean fits(Receiver receiver, List<Matcher> matchers) {
        return matchers.stream().allMatch(matcher -> matcher.matches(receiver.labels()));
    }
}
