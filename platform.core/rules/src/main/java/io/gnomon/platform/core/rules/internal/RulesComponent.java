package io.gnomon.platform.core.rules.internal;

import io.gnomon.model.alert.AlertSink;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.storage.Storage;
import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.config.StartProblem;
import io.gnomon.platform.core.rules.RulesView;
import io.gnomon.platform.core.rules.internal.evaluation.Surroundings;
import io.gnomon.platform.core.rules.internal.schedule.RuleGroups;
import io.gnomon.spi.runtime.Registration;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Rules as a part of the server: they start with the configuration and follow its reloads. */
@Component(
        service = {RulesView.class, RulesComponent.class},
        immediate = true)
public final class RulesComponent implements RulesView {
    private final ConfigService config;
    private final RuleGroups groups;
    private final @Nullable ExecutorService concurrent;
    private @Nullable Registration configChanges;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Storage storage;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable QueryEngine engine;

    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<AlertSink> sinks = List.of();

    @Activate
    public RulesComponent(BundleContext context, @Reference ConfigService config) {
        this.config = config;
        RuleFlags flags = flags(context);
        String externalUrl = RoomTemplates.externalUrl(context);
        concurrent =
                flags.concurrentRules() == 0
                        ? null
                        : Executors.newFixedThreadPool(
                                flags.concurrentRules(),
                                Thread.ofPlatform()
                                        .daemon()
                                        .name("rules-concurrent-", 0)
                                        .factory());
        InstantSource clock = InstantSource.system();
        groups =
                new RuleGroups(
                        new Surroundings(
                                () -> storage,
                                () -> engine,
                                RoomTemplates.of(context, config),
                                new Raising(config::current, () -> sinks)::raise,
                                externalUrl,
                                () -> config.current().global().ruleQueryOffset(),
                                flags.times(),
                                clock,
                                concurrent),
                        clock);
    }

    /** A flag that is wrong ends the start of the server; nothing is evaluated until then. */
    private static RuleFlags flags(BundleContext context) {
        return StartProblem.readFlags(
                context, () -> RuleFlags.read(context::getProperty), RuleFlags.DEFAULT);
    }

    @Activate
    void start() {
        configChanges = config.onChange(groups::apply);
        groups.apply(config.current());
    }

    @Deactivate
    void stop() {
        if (configChanges != null) {
            configChanges.close();
        }
        groups.close();
        if (concurrent != null) {
            concurrent.shutdownNow();
        }
    }

    RuleGroups ruleGroups() {
        return groups;
    }

    @Override
    public List<Group> groups() {
        return groups.groups();
    }
}
