package io.gnomon.platform.core.http.internal.alertmanager;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.Alertmanager;
import io.gnomon.platform.core.alerting.RecurringSilence;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.alerting.SilenceRefused;
import io.gnomon.platform.core.config.alerting.AlertmanagerFile;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps what it is given; all alerts go to the receiver "default". */
final class FakeAlertmanager implements Alertmanager {
    static final String ID = "ca33d366-7d89-4765-bf70-d1be2c8effa0";
    final List<PostedAlert> posted = new ArrayList<>();
    final Map<String, RecurringSilence> recurring = new LinkedHashMap<>();
    final Map<String, Silence> silences = new LinkedHashMap<>();
    final Map<Labels, List<String>> inhibitedBy = new HashMap<>();
    List<String> problems = List.of();
    AlertmanagerFile config = AlertmanagerFile.NONE;
    Cluster cluster = Cluster.NONE;

    @Override
    public List<String> post(List<PostedAlert> alerts) {
        posted.addAll(alerts);
        return problems;
    }

    @Override
    public List<AlertView> alerts(AlertFilter filter) {
        return posted.stream()
                .filter(alert -> filter.labels().test(alert.labels()))
                .filter(alert -> filter.receivers().test("default"))
                .map(this::view)
                .toList();
    }

    void fired(Labels labels) {
        posted.add(new PostedAlert(labels, Labels.EMPTY, null, null, ""));
    }

    String fingerprint(Labels labels) {
        return alerts(AlertFilter.ALL).stream()
                .filter(view -> view.alert().labels().equals(labels))
                .findFirst()
                .orElseThrow()
                .fingerprint();
    }

    private AlertView view(PostedAlert posted) {
        Instant start = Instant.parse("2026-11-27T05:46:05.666Z");
        Alert alert =
                new Alert(
                        posted.labels(),
                        posted.annotations(),
                        start,
                        start.plusSeconds(300),
                        posted.generatorUrl());
        return new AlertView(
                alert,
                alert.fingerprint(),
                start,
                List.of("default"),
                posted.labels().has("quiet") ? List.of(ID) : List.of(),
                inhibitedBy.getOrDefault(posted.labels(), List.of()),
                List.of());
    }

    @Override
    public List<AlertGroup> groups(AlertFilter filter, boolean muted) {
        List<AlertView> alerts = alerts(filter);
        return alerts.isEmpty() || !muted
                ? List.of()
                : List.of(
                        new AlertGroup(
                                Labels.of("alertname", "ok"), Labels.EMPTY, "default", alerts));
    }

    @Override
    public List<Silence> silences() {
        return List.copyOf(silences.values());
    }

    @Override
    public @Nullable Silence silence(String id) {
        return silences.get(id);
    }

    @Override
    public String setSilence(Silence draft) throws SilenceRefused {
        if (!draft.id().isEmpty() && !silences.containsKey(draft.id())) {
            throw new SilenceRefused(SilenceRefused.Kind.NOT_FOUND, "silence not found");
        }
        silences.put(
                ID,
                new Silence(
                        ID,
                        draft.matchers(),
                        draft.startsAt(),
                        draft.endsAt(),
                        draft.startsAt(),
                        draft.createdBy(),
                        draft.comment(),
                        draft.annotations()));
        return ID;
    }

    @Override
    public void expireSilence(String id) throws SilenceRefused {
        if (silences.remove(id) == null) {
            throw new SilenceRefused(SilenceRefused.Kind.NOT_FOUND, "silence not found");
        }
    }

    @Override
    public List<RecurringSilence> recurringSilences() {
        return List.copyOf(recurring.values());
    }

    @Override
    public String setRecurringSilence(RecurringSilence draft) throws SilenceRefused {
        if (!draft.id().isEmpty() && !recurring.containsKey(draft.id())) {
            throw new SilenceRefused(SilenceRefused.Kind.NOT_FOUND, "recurring silence not found");
        }
        recurring.put(
                ID,
                RecurringSilence.draft(
                        ID,
                        draft.matchers(),
                        draft.timeIntervals(),
                        draft.createdBy(),
                        draft.comment()));
        return ID;
    }

    @Override
    public void deleteRecurringSilence(String id) throws SilenceRefused {
        if (recurring.remove(id) == null) {
            throw new SilenceRefused(SilenceRefused.Kind.NOT_FOUND, "recurring silence not found");
        }
    }

    @Override
    public AlertmanagerFile config() {
        return config;
    }

    @Override
    public Instant startedAt() {
        return Instant.parse("2026-01-02T03:04:05Z");
    }

    @Override
    public Cluster cluster() {
        return cluster;
    }
}
