package io.gnomon.platform.core.scrape.internal.tools;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.text.Durations;
import io.gnomon.platform.core.config.DiscoveryConfig;
import io.gnomon.platform.core.config.LoadedConfig;
import io.gnomon.platform.core.config.OfflineConfig;
import io.gnomon.platform.core.config.OfflinePlugins;
import io.gnomon.platform.core.config.ScrapeConfig;
import io.gnomon.platform.core.scrape.internal.JsonString;
import io.gnomon.platform.core.scrape.internal.target.TargetRules;
import io.gnomon.platform.core.scrape.internal.target.TargetRules.Outcome;
import io.gnomon.spi.discovery.Discovery;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.discovery.TargetGroup;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.spi.ToolProvider;

/**
 * {@code gnomon check service-discovery}: looks once for the targets of a job and prints what
 * relabelling makes of them, as JSON. Arguments: folder of the plugins, timeout, gnomon.yml (empty
 * for none), configuration file, job.
 */
public final class CheckServiceDiscovery implements ToolProvider {
    @Override
    public String name() {
        return "gnomon check service-discovery";
    }

    @Override
    public int run(PrintWriter out, PrintWriter err, String... arguments) {
        LoadedConfig config;
        long timeoutMillis;
        try {
            timeoutMillis = Durations.parseMillis(arguments[1]);
            config = OfflineConfig.read(arguments[3], arguments[2], false);
        } catch (IllegalArgumentException e) {
            err.println("--timeout: " + e.getMessage());
            return 1;
        } catch (SettingsException e) {
            err.println("Cannot load config " + e.getMessage());
            return 1;
        }
        String job = arguments[4];
        for (ScrapeConfig scrape : config.scrapes()) {
            if (scrape.jobName().equals(job)) {
                try (OfflinePlugins<DiscoveryFactory<?>> discoveries =
                        new OfflinePlugins<>(Path.of(arguments[0]), DiscoveryFactory.class)) {
                    return check(scrape, discoveries, timeoutMillis, out, err);
                }
            }
        }
        err.println("Job " + job + " not found. Select one of:");
        config.scrapes().forEach(scrape -> err.println("\t" + scrape.jobName()));
        return 1;
    }

    private static int check(
            ScrapeConfig scrape,
            OfflinePlugins<DiscoveryFactory<?>> discoveries,
            long timeoutMillis,
            PrintWriter out,
            PrintWriter err) {
        List<TargetGroup> groups = new ArrayList<>(scrape.staticGroups());
        int code = 0;
        for (DiscoveryConfig section : scrape.discoveries()) {
            try {
                groups.addAll(look(section, discoveries, timeoutMillis));
            } catch (CheckFailure e) {
                err.println(section.settings().position() + ": " + e.getMessage());
                code = 1;
            }
        }
        TargetRules rules = new TargetRules(scrape, name -> name);
        Set<Outcome> outcomes = new LinkedHashSet<>();
        groups.forEach(group -> outcomes.addAll(rules.targets(group)));
        new FoundTargets(rules, out).print(outcomes);
        return code;
    }

    private static List<TargetGroup> look(
            DiscoveryConfig section,
            OfflinePlugins<DiscoveryFactory<?>> discoveries,
            long timeoutMillis)
            throws CheckFailure {
        DiscoveryFactory<?> factory = discoveries.find(section.name());
        if (factory == null) {
            throw new CheckFailure(
                    "no plugin here offers the discovery \"" + section.name() + "\"");
        }
        FutureTask<List<TargetGroup>> task = new FutureTask<>(() -> refresh(factory, section));
        Thread thread = Thread.ofPlatform().daemon().name("discovery").start(task);
        try {
            return task.get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new CheckFailure(
                    "the discovery \"%s\" failed: %s"
                            .formatted(section.name(), cause.getMessage()));
        } catch (TimeoutException e) {
            thread.interrupt();
            throw new CheckFailure(
                    "the discovery \"%s\" did not answer within %s"
                            .formatted(section.name(), Durations.format(timeoutMillis)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CheckFailure("interrupted");
        }
    }

    private static <S extends Record> List<TargetGroup> refresh(
            DiscoveryFactory<S> factory, DiscoveryConfig section) throws Exception {
        SettingsBinder binder = ServiceLoader.load(SettingsBinder.class).findFirst().orElseThrow();
        S settings = binder.bind(section.settings(), factory.settings());
        try (Discovery discovery = factory.create(settings)) {
            return discovery.refresh().groups();
        }
    }

    /** Prints targets as promtool does; an error is said in words. */
    private record FoundTargets(TargetRules rules, PrintWriter out) {
        void print(Set<Outcome> outcomes) {
            out.print("[");
            String separator = "\n";
            for (Outcome outcome : outcomes) {
                out.print(separator + "  {\n");
                labels("discoveredLabels", outcome.discoveredLabels());
                out.print(",\n");
                labels(
                        "labels",
                        outcome.target() == null
                                ? Labels.EMPTY
                                : rules.relabelled(outcome.discoveredLabels()));
                String error = outcome.error();
                if (error != null) {
                    out.print(",\n    \"error\": " + JsonString.of(error));
                }
                out.print("\n  }");
                separator = ",\n";
            }
            out.print(outcomes.isEmpty() ? "]" : "\n]");
        }

        private void labels(String field, Labels labels) {
            out.print("    \"" + field + "\": {");
            for (int i = 0; i < labels.size(); i++) {
                out.print(i == 0 ? "\n" : ",\n");
                out.print(
                        "      "
                                + JsonString.of(labels.name(i))
                                + ": "
                                + JsonString.of(labels.value(i)));
            }
            out.print(labels.isEmpty() ? "}" : "\n    }");
        }
    }
}
