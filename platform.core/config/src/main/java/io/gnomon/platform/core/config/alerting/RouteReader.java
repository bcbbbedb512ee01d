package io.gnomon.platform.core.config.alerting;

import static io.gnomon.model.labels.LabelNames.quoted;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.text.TextPosition;
import io.gnomon.spi.settings.SettingsException.Problem;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds the routing tree, in which each node has what it takes from its parent. */
final class RouteReader {
    /** What the root is when it says nothing. */
    private static final Route USUAL =
            new Route(
                    0,
                    "",
                    "",
                    List.of(),
                    false,
                    List.of(),
                    false,
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5),
                    Duration.ofHours(4),
                    List.of(),
                    List.of(),
                    Map.of(),
                    List.of());

    private final MatcherSyntax syntax;
    private final Set<String> receivers;
    private final Set<String> intervals;
    private final Matchers matchers;
    private final List<Problem> problems;
    private int nodes;

    /**
     * @param receivers names that are defined
     * @param intervals names that are defined
     * @param problems gets the mistakes
     */
    RouteReader(
            MatcherSyntax syntax,
            Set<String> receivers,
            Set<String> intervals,
            Matchers matchers,
            List<Problem> problems) {
        this.syntax = syntax;
        this.receivers = receivers;
        this.intervals = intervals;
        this.matchers = matchers;
        this.problems = problems;
    }

    /** The tree of a file; null when it has none, which is noted. */
    @Nullable Route read(@Nullable RouteSection section, SettingsNode file) {
        if (section == null) {
            refuse(
                    file.position(),
                    Nodes.entries(file).isEmpty()
                            ? "no route provided in config"
                            : "no routes provided");
            return null;
        }
        SettingsNode node = Nodes.child(file, "route");
        refuseIf(section.receiver().isEmpty(), node, "root route must specify a default receiver");
        refuseIf(
                !section.match().isEmpty()
                        || !section.matchRe().isEmpty()
                        || !section.matchers().isEmpty(),
                node,
                "root route must not have any matchers");
        refuseIf(
                !section.muteTimeIntervals().isEmpty(),
                Nodes.child(node, "mute_time_intervals"),
                "root route must not have any mute time intervals");
        refuseIf(
                !section.activeTimeIntervals().isEmpty(),
                Nodes.child(node, "active_time_intervals"),
                "root route must not have any active time intervals");
        refuseIf(
                section.continues(),
                Nodes.child(node, "continue"),
                "cannot have continue in root route");
        return route(section, node, USUAL);
    }

    private Route route(RouteSection section, SettingsNode node, Route parent) {
        check(section, node);
        int index = nodes++;
        List<Matcher> own = matchers.read(node, "");
        List<String> groupBy = section.groupBy();
        boolean all = groupBy == null ? parent.groupByAll() : groupBy.contains(RouteSection.ALL);
        Map<String, String> labels = new LinkedHashMap<>(parent.labels());
        labels.putAll(section.labels());
        Route route =
                new Route(
                        index,
                        (index == 0 ? "" : parent.key() + "/") + MatcherSyntax.format(own),
                        section.receiver().isEmpty() ? parent.receiver() : section.receiver(),
                        all ? List.of() : groupBy == null ? parent.groupBy() : groupBy,
                        all,
                        own,
                        section.continues(),
                        orElse(section.groupWait(), parent.groupWait()),
                        orElse(section.groupInterval(), parent.groupInterval()),
                        orElse(section.repeatInterval(), parent.repeatInterval()),
                        section.muteTimeIntervals(),
                        section.activeTimeIntervals(),
                        Map.copyOf(labels),
                        List.of());
        List<Route> routes = new ArrayList<>();
        for (int i = 0; i < section.routes().size(); i++) {
            SettingsNode child = Nodes.items(node, "routes").get(i);
            routes.add(route(section.routes().get(i), child, route));
        }
        return route.with(routes);
    }

    private void check(RouteSection section, SettingsNode node) {
        refuseIf(
                !section.receiver().isEmpty() && !receivers.contains(section.receiver()),
                Nodes.child(node, "receiver"),
                "undefined receiver " + quoted(section.receiver()) + " used in route");
        if (section.groupBy() != null) {
            for (String label : section.groupBy()) {
                refuseIf(
                        !syntax.isLabelName(label) && !label.equals(RouteSection.ALL),
                        Nodes.child(node, "group_by"),
                        "invalid label name " + quoted(label) + " in group_by list");
            }
        }
        for (Entry label : Nodes.entries(Nodes.child(node, "labels"))) {
            if (!syntax.isLabelName(label.key())) {
                refuse(
                        label.keyPosition(),
                        "invalid label name " + quoted(label.key()) + " in labels");
            }
        }
        undefined(section.activeTimeIntervals(), Nodes.child(node, "active_time_intervals"));
        undefined(section.muteTimeIntervals(), Nodes.child(node, "mute_time_intervals"));
    }

    private void undefined(List<String> names, SettingsNode where) {
        for (String name : names) {
            refuseIf(
                    !intervals.contains(name),
                    where,
                    "undefined time interval " + quoted(name) + " used in route");
        }
    }

    private static Duration orElse(@Nullable Duration own, Duration parents) {
        return own == null ? parents : own;
    }

    private void refuseIf(boolean wrong, SettingsNode where, String message) {
        if (wrong) {
            refuse(where.position(), message);
        }
    }

    private void refuse(TextPosition position, String message) {
        problems.add(new Problem("", position, message));
    }
}
