package io.gnomon.platform.core.alerting.internal;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.Alertmanager.AlertFilter;
import io.gnomon.platform.core.alerting.Alertmanager.AlertGroup;
import io.gnomon.platform.core.alerting.Alertmanager.AlertView;
import io.gnomon.platform.core.alerting.internal.alerts.AlertOrder;
import io.gnomon.platform.core.alerting.internal.alerts.StoredAlert;
import io.gnomon.platform.core.alerting.internal.dispatch.Dispatcher;
import io.gnomon.platform.core.alerting.internal.dispatch.Dispatcher.GroupView;
import io.gnomon.platform.core.alerting.internal.inhibit.Inhibitor;
import io.gnomon.platform.core.alerting.internal.silences.Silences;
import io.gnomon.platform.core.config.alerting.Route;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Alerts and groups as the API lists them: what suppresses an alert is found when it is asked for.
 *
 * @param now alerts that are over by then are not listed
 */
record Listing(Dispatcher dispatcher, Inhibitor inhibitor, Silences silences, Instant now) {

    List<AlertView> alerts(List<StoredAlert> all, AlertFilter filter) {
        List<AlertView> views = new ArrayList<>();
        for (StoredAlert alert : all) {
            if (alert.isResolvedAt(now) || !filter.labels().test(alert.labels())) {
                continue;
            }
            List<String> receivers =
                    dispatcher.routes(alert.labels()).stream().map(Route::receiver).toList();
            if (receivers.stream().anyMatch(filter.receivers())) {
                AlertView view = view(alert, receivers, List.of());
                if (passes(view, filter)) {
                    views.add(view);
                }
            }
        }
        views.sort(Comparator.comparing(AlertView::fingerprint));
        return views;
    }

    private AlertView view(StoredAlert alert, List<String> receivers, List<String> mutedBy) {
        return new AlertView(
                alert.alert(),
                alert.fingerprintText(),
                alert.updatedAt(),
                receivers,
                silences.silencing(alert.labels()),
                inhibitor
                        .inhibiting(alert.labels(), now)
                        .map(source -> List.of(source.fingerprintText()))
                        .orElse(List.of()),
                mutedBy);
    }

    private static boolean passes(AlertView view, AlertFilter filter) {
        boolean active = view.silencedBy().isEmpty() && view.inhibitedBy().isEmpty();
        return (filter.active() || !active)
                && (filter.silenced() || view.silencedBy().isEmpty())
                && (filter.inhibited() || view.inhibitedBy().isEmpty());
    }

    List<AlertGroup> groups(AlertFilter filter, boolean muted) {
        List<GroupView> asked =
                dispatcher.groups().stream()
                        .filter(group -> filter.receivers().test(group.route().receiver()))
                        .toList();
        Map<Labels, List<String>> receivers = receivers(asked);
        List<AlertGroup> groups = new ArrayList<>();
        for (GroupView group : asked) {
            List<AlertView> alerts = alerts(group, receivers, filter);
            if (!alerts.isEmpty() && (muted || group.mutedBy().isEmpty())) {
                groups.add(
                        new AlertGroup(
                                group.labels(),
                                Labels.of(group.route().labels()),
                                group.route().receiver(),
                                alerts));
            }
        }
        groups.sort(
                Comparator.comparing(AlertGroup::labels, AlertOrder::byCount)
                        .thenComparing(AlertGroup::receiver));
        return groups;
    }

    private static Map<Labels, List<String>> receivers(List<GroupView> groups) {
        Map<Labels, List<String>> receivers = new HashMap<>();
        for (GroupView group : groups) {
            for (StoredAlert alert : group.alerts()) {
                receivers
                        .computeIfAbsent(alert.labels(), labels -> new ArrayList<>())
                        .add(group.route().receiver());
            }
        }
        receivers.values().forEach(names -> names.sort(Comparator.naturalOrder()));
        return receivers;
    }

    private List<AlertView> alerts(
            GroupView group, Map<Labels, List<String>> receivers, AlertFilter filter) {
        List<AlertView> views = new ArrayList<>();
        for (StoredAlert alert : group.alerts()) {
            if (!alert.isResolvedAt(now) && filter.labels().test(alert.labels())) {
                AlertView view =
                        view(
                                alert,
                                receivers.getOrDefault(alert.labels(), List.of()),
                                group.mutedBy());
                if (passes(view, filter)) {
                    views.add(view);
                }
            }
        }
        return views;
    }
}
