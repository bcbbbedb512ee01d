package io.gnomon.platform.core.alerting.internal;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.Alertmanager.Cluster;
import io.gnomon.platform.core.alerting.Alertmanager.PostedAlert;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.alerting.internal.graphs.AlertGraphs;
import io.gnomon.platform.core.alerting.internal.history.History;
import io.gnomon.platform.core.alerting.internal.notify.Rendering;
import io.gnomon.platform.core.alerting.internal.notify.Turns;
import io.gnomon.platform.core.alerting.internal.silences.Silences;
import io.gnomon.platform.core.alerting.internal.state.Journal;
import io.gnomon.platform.core.alerting.internal.state.Stored;
import io.gnomon.platform.core.config.GnomonAlerting;
import io.gnomon.platform.core.config.GnomonAlerting.EscalationChain;
import io.gnomon.platform.core.config.GnomonAlerting.GrowingRepeat;
import io.gnomon.platform.core.config.alerting.AlertmanagerFile;
import io.gnomon.platform.core.config.alerting.MatcherSyntax;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.testkit.runtime.LocalPlugins;
import io.gnomon.spi.channel.Notification;
import io.gnomon.spi.settings.SettingsException;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** An Alertmanager on a fake clock that does everything on the test's thread. */
final class Rig {
    static final String WEBHOOK = "webhook_configs: [{url: 'http://r.example/'}]";

    final FakeTime time;
    final TestChannel channel = new TestChannel();
    final LocalPlugins plugins = new LocalPlugins(new RecordBinder(), channel);
    final InsideAlertmanager alertmanager;

    /** Gives templates back as they are. */
    static final Rendering PLAIN =
            new Rendering() {
                @Override
                public String text(String template, Notification notification) {
                    return template;
                }

                @Override
                public String html(String template, Notification notification) {
                    return template;
                }
            };

    Rig(String yaml) {
        this(new FakeTime(), yaml, Journal.NONE, Stored.NOTHING);
    }

    Rig(FakeTime time, String yaml, Journal journal, Stored stored) {
        this(time, yaml, journal, stored, Turns.ALONE, GnomonAlerting.DEFAULTS);
    }

    Rig(FakeTime time, String yaml, Journal journal, Stored stored, Turns turns) {
        this(time, yaml, journal, stored, turns, GnomonAlerting.DEFAULTS);
    }

    Rig(FakeTime time, String yaml, Journal journal, Stored stored, GnomonAlerting alerting) {
        this(time, yaml, journal, stored, Turns.ALONE, alerting);
    }

    private Rig(
            FakeTime time,
            String yaml,
            Journal journal,
            Stored stored,
            Turns turns,
            GnomonAlerting alerting) {
        this.time = time;
        alertmanager =
                new InsideAlertmanager(
                        new InsideAlertmanager.Machine(
                                time,
                                time,
                                Runnable::run,
                                Runnable::run,
                                turns,
                                () -> Cluster.NONE,
                                new Random(1),
                                AlertGraphs.NONE),
                        new InsideAlertmanager.Settings(
                                new Silences.Limits(Duration.ofDays(5), 0, 0),
                                Duration.ofDays(5),
                                Duration.ofMinutes(30),
                                0,
                                URI.create("http://gnomon.example"),
                                () -> alerting),
                        plugins,
                        journal,
                        new History(time, journal, () -> 0),
                        stored,
                        config(yaml),
                        PLAIN);
    }

    /** Settings of gnomon.yml. */
    static GnomonAlerting with(List<GrowingRepeat> repeats, List<EscalationChain> escalations) {
        GnomonAlerting usual = GnomonAlerting.DEFAULTS;
        return new GnomonAlerting(
                usual.noDataInhibition(), "", true, usual.history(), repeats, escalations);
    }

    static AlertmanagerFile config(String yaml) {
        try {
            return AlertmanagerFile.parse("alertmanager.yml", yaml, MatcherSyntax.FALLBACK);
        } catch (SettingsException e) {
            throw new IllegalArgumentException(e);
        }
    }

    void reload(String yaml) {
        alertmanager.reload(config(yaml), PLAIN);
    }

    /** An alert that fires until it is over. */
    void fire(String name, String... labels) throws InterruptedException {
        post(labels(name, labels), false);
    }

    void resolve(String name, String... labels) throws InterruptedException {
        post(labels(name, labels), true);
    }

    private void post(Labels labels, boolean over) throws InterruptedException {
        List<String> problems =
                alertmanager.post(
                        List.of(
                                new PostedAlert(
                                        labels,
                                        Labels.EMPTY,
                                        over ? null : time.instant(),
                                        over ? time.instant() : time.instant().plusSeconds(86_400),
                                        "")));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.toString());
        }
    }

    static Labels labels(String name, String... labels) {
        Labels.Builder all = Labels.builder().set("alertname", name);
        for (int i = 0; i < labels.length; i += 2) {
            all.set(labels[i], labels[i + 1]);
        }
        return all.build();
    }

    Silence draft(String id, String matcher, Duration length) {
        return new Silence(
                id,
                List.of(MatcherSyntax.FALLBACK.parseOne(matcher)),
                time.instant(),
                time.instant().plus(length),
                time.instant(),
                "me",
                "because",
                Map.of());
    }

    /** Notifications since the last call. */
    List<String> told() {
        return channel.take();
    }
}
