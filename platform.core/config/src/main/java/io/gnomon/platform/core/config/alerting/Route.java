package io.gnomon.platform.core.config.alerting;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A node of the routing tree. What it does not say itself is that of its parent, already filled in;
 * time intervals are not taken over.
 *
 * @param index of the node in the tree, depth first, the root is 0
 * @param key Alertmanager's key, matchers of the nodes from the root on: <code>{}/{job="x"}
 *     </code>. Not always unique
 * @param groupBy labels by which alerts are grouped, empty for one group
 * @param groupByAll each set of labels is a group of its own, {@code groupBy} is empty
 * @param matchers sorted by name, value and operator
 * @param continues nodes behind this one are looked at even if it matches
 * @param labels templates
 */
public record Route(
        int index,
        String key,
        String receiver,
        List<String> groupBy,
        boolean groupByAll,
        List<Matcher> matchers,
        boolean continues,
        Duration groupWait,
        Duration groupInterval,
        Duration repeatInterval,
        List<String> muteTimeIntervals,
        List<String> activeTimeIntervals,
        Map<String, String> labels,
        List<Route> routes) {

    /**
     * The nodes whose receivers get an alert, in their order: depth first, the first that matches
     * unless it continues; a node itself when none below it matches. Empty when this node does not
     * match.
     */
    public List<Route> match(Labels alert) {
        if (!matchers.stream().allMatch(matcher -> matcher.matches(alert))) {
            return List.of();
        }
        List<Route> found = new ArrayList<>();
        for (Route route : routes) {
            List<Route> below = route.match(alert);
            found.addAll(below);
            if (!below.isEmpty() && !route.continues) {
                break;
            }
        }
        return found.isEmpty() ? List.of(this) : found;
    }

    /** The same node with these below it. */
    Route with(List<Route> below) {
        return new Route(
                index,
                key,
                receiver,
                groupBy,
                groupByAll,
                matchers,
                continues,
                groupWait,
                groupInterval,
                repeatInterval,
                muteTimeIntervals,
                activeTimeIntervals,
                labels,
                List.copyOf(below));
    }
}
