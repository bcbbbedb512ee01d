package io.gnomon.platform.core.scrape.internal.tools;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.text.FileGlob;
import io.gnomon.platform.core.config.AlertmanagerConfig;
import io.gnomon.platform.core.config.DiscoveryConfig;
import io.gnomon.platform.core.config.LoadedConfig;
import io.gnomon.platform.core.config.OfflinePlugins;
import io.gnomon.platform.core.config.Relabeling;
import io.gnomon.platform.core.config.ScrapeConfig;
import io.gnomon.platform.core.config.ValidationScheme;
import io.gnomon.platform.core.scrape.internal.target.TargetRules;
import io.gnomon.spi.common.FilePath;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Inline;
import io.gnomon.spi.common.TlsSettings;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.discovery.TargetGroup;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** Whether the files that a configuration names are there, and what its targets become. */
final class NamedFiles {
    private final SettingsBinder binder =
            ServiceLoader.load(SettingsBinder.class).findFirst().orElseThrow();
    private final TargetFiles targetFiles = new TargetFiles(binder);
    private final LoadedConfig config;
    private final OfflinePlugins<DiscoveryFactory<?>> plugins;
    private final boolean syntaxOnly;
    private final PrintWriter out;

    /** The part of {@code kubernetes_sd_configs} that names files. */
    record HttpPart(@Inline HttpSettings http, @Inline Map<String, SettingsNode> others) {}

    /** {@code file_sd_configs}. */
    record FilePart(@FilePath List<String> files, @Inline Map<String, SettingsNode> others) {}

    /** What is done with the groups of a file. */
    private interface Groups {
        void check(List<TargetGroup> groups) throws CheckFailure;
    }

    /**
     * Files of a configuration.
     *
     * @param plugins know what their sections may say
     * @param syntaxOnly files are not looked at
     * @param out gets the warnings
     */
    NamedFiles(
            LoadedConfig config,
            OfflinePlugins<DiscoveryFactory<?>> plugins,
            boolean syntaxOnly,
            PrintWriter out) {
        this.config = config;
        this.plugins = plugins;
        this.syntaxOnly = syntaxOnly;
        this.out = out;
    }

    void check() throws SettingsException, CheckFailure {
        for (ScrapeConfig scrape : config.scrapes()) {
            checkHttp(scrape.http());
            checkTargets(scrape, scrape.staticGroups());
            for (DiscoveryConfig discovery : scrape.discoveries()) {
                checkDiscovery(scrape, discovery);
            }
        }
        for (AlertmanagerConfig each : config.alerting().alertmanagers()) {
            checkAlertmanager(each);
        }
    }

    private void checkHttp(HttpSettings http) throws CheckFailure {
        HttpSettings.Authorization authorization = http.authorization();
        if (authorization != null) {
            checkExists(
                    "authorization credentials or bearer token file",
                    authorization.credentialsFile());
        }
        checkExists("authorization credentials or bearer token file", http.bearerTokenFile());
        TlsSettings tls = http.tlsConfig();
        if (tls != null) {
            checkExists("client cert file", tls.certFile());
            checkExists("client key file", tls.keyFile());
        }
    }

    private void checkExists(String what, @Nullable String file) throws CheckFailure {
        if (!syntaxOnly && file != null && !file.isEmpty() && !Files.exists(Path.of(file))) {
            throw new CheckFailure(
                    "error checking %s \"%s\": stat %s: no such file or directory"
                            .formatted(what, file, file));
        }
    }

    private void checkDiscovery(ScrapeConfig scrape, DiscoveryConfig discovery)
            throws SettingsException, CheckFailure {
        DiscoveryFactory<?> plugin = plugins.find(discovery.name());
        if (plugin != null) {
            Record _ = binder.bind(discovery.settings(), plugin.settings());
        }
        if (discovery.name().equals("kubernetes")) {
            checkHttp(binder.bind(discovery.settings(), HttpPart.class).http());
        }
        checkFiles(
                discovery,
                "file_sd in scrape job \"" + scrape.jobName() + "\"",
                groups -> checkTargets(scrape, groups));
    }

    /** Looks at the files of a discovery that has some. */
    private void checkFiles(DiscoveryConfig discovery, String whose, Groups groups)
            throws SettingsException, CheckFailure {
        if (syntaxOnly || !discovery.name().equals("file")) {
            return;
        }
        for (String pattern : binder.bind(discovery.settings(), FilePart.class).files()) {
            List<Path> found = FileGlob.find(pattern);
            if (found.isEmpty()) {
                out.println("  WARNING: file \"" + pattern + "\" for " + whose + " does not exist");
            }
            for (Path file : found) {
                try {
                    groups.check(targetFiles.read(file));
                } catch (SettingsException e) {
                    throw new CheckFailure(
                            "checking SD file \"" + pattern + "\": " + e.getMessage());
                }
            }
        }
    }

    private static void checkTargets(ScrapeConfig scrape, List<TargetGroup> groups)
            throws CheckFailure {
        TargetRules rules = new TargetRules(scrape, name -> name);
        for (TargetGroup group : groups) {
            List<TargetRules.Outcome> outcomes = rules.targets(group);
            for (int i = 0; i < outcomes.size(); i++) {
                String error = outcomes.get(i).error();
                if (error != null) {
                    throw new CheckFailure(
                            "instance " + i + " in group " + group.source() + ": " + error);
                }
            }
        }
    }

    private void checkAlertmanager(AlertmanagerConfig alertmanager)
            throws SettingsException, CheckFailure {
        checkAddresses(alertmanager, alertmanager.staticGroups());
        for (DiscoveryConfig discovery : alertmanager.discoveries()) {
            checkFiles(
                    discovery,
                    "file_sd in alertmanager config",
                    groups -> checkAddresses(alertmanager, groups));
        }
    }

    private static void checkAddresses(AlertmanagerConfig alertmanager, List<TargetGroup> groups)
            throws CheckFailure {
        for (TargetGroup group : groups) {
            for (Labels target : group.targets()) {
                Labels.Builder labels = target.toBuilder();
                boolean kept =
                        Relabeling.apply(
                                alertmanager.relabelConfigs(), ValidationScheme.UTF8, labels);
                String address = labels.get("__address__");
                if (kept && address.contains("/")) {
                    throw new CheckFailure("\"" + address + "\" is not a valid hostname");
                }
            }
        }
    }
}
