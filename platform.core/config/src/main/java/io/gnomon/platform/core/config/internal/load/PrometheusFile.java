package io.gnomon.platform.core.config.internal.load;

import io.gnomon.model.text.FileGlob;
import io.gnomon.model.text.TextPosition;
import io.gnomon.platform.core.config.AlertingConfig;
import io.gnomon.platform.core.config.AlertmanagerConfig;
import io.gnomon.platform.core.config.DiscoveryConfig;
import io.gnomon.platform.core.config.GlobalConfig;
import io.gnomon.platform.core.config.RemoteConfig;
import io.gnomon.platform.core.config.RemoteReadConfig;
import io.gnomon.platform.core.config.RemoteWriteConfig;
import io.gnomon.platform.core.config.ScrapeConfig;
import io.gnomon.platform.core.config.StorageConfig;
import io.gnomon.platform.core.config.ValidationScheme;
import io.gnomon.platform.core.config.internal.load.AlertingSection.AlertmanagerSection;
import io.gnomon.platform.core.config.internal.load.PrometheusSections.ScrapeFile;
import io.gnomon.platform.core.config.internal.settings.HiddenSecrets;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.core.config.internal.text.YamlReader;
import io.gnomon.platform.core.config.internal.text.YamlWriter;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsException.Problem;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** One reading of a Prometheus configuration file and of the files that it includes. */
final class PrometheusFile {
    /** Prometheus takes a star in the last part of a path only. */
    private static final Pattern PATTERN_OF_FILES = Pattern.compile("[^*]*(\\*[^/]*)?");

    private final RecordBinder binder = new RecordBinder();
    private final EnvironmentVariables environment;
    private final ReadingOptions options;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<ScrapeConfig> scrapes = new ArrayList<>();
    private final Map<String, String> scrapeTexts = new HashMap<>();

    /** Where each job name was first seen. */
    private final Map<String, TextPosition> jobs = new HashMap<>();

    private PrometheusFile(ReadingOptions options) {
        this.environment = new EnvironmentVariables(options, problems, warnings::add);
        this.options = options;
    }

    /** What a file says. */
    record Contents(
            GlobalConfig global,
            List<ScrapeConfig> scrapes,
            List<String> rulePatterns,
            StorageConfig storage,
            RemoteConfig remote,
            AlertingConfig alerting,
            String text,
            Map<String, String> scrapeTexts,
            List<String> warnings) {}

    /**
     * Reads a text.
     *
     * @param file its name; relative paths in it start at its folder
     * @throws SettingsException with all problems of the first step that found some: syntax, keys
     *     and types, meaning
     */
    static Contents read(String file, String yaml, ReadingOptions options)
            throws SettingsException {
        return new PrometheusFile(options).contents(file, yaml);
    }

    private Contents contents(String file, String yaml) throws SettingsException {
        SettingsNode root = environment.inMainFile(YamlReader.read(file, yaml));
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        PrometheusSections sections = binder.bind(root, PrometheusSections.class);
        add(sections.global(), root, sections.scrapeConfigs());
        for (String pattern : sections.scrapeConfigFiles()) {
            include(sections.global(), root, pattern);
        }
        for (String pattern : sections.ruleFiles()) {
            if (!PATTERN_OF_FILES.matcher(pattern).matches()) {
                refuse(
                        child(root, "rule_files").position(),
                        "invalid rule file path \"" + pattern + "\"");
            }
        }
        checkRemoteWrites(root, sections.remoteWrite());
        AlertingConfig alerting = alerting(root, sections.alerting());
        checkRemoteReads(root, sections.remoteRead());
        if (options.agent()) {
            checkAgent(root, sections, alerting);
        }
        if (sections.global().metricNameValidationScheme() == ValidationScheme.LEGACY
                && !sections.otlp().translationStrategy().escapes()) {
            refuse(
                    child(root, "otlp").position(),
                    "an OTLP translation strategy without escaping is not allowed when UTF8 is"
                            + " disabled");
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        for (String name : sections.notUsed()) {
            warnings.add(child(root, name).position() + ": " + name + " has no effect here");
        }
        String text = YamlWriter.write(HiddenSecrets.in(root, PrometheusSections.class));
        return new Contents(
                sections.global(),
                List.copyOf(scrapes),
                sections.ruleFiles(),
                sections.storage(),
                new RemoteConfig(sections.remoteWrite(), sections.remoteRead(), sections.otlp()),
                alerting,
                text,
                Map.copyOf(scrapeTexts),
                List.copyOf(warnings));
    }

    private void add(GlobalConfig global, SettingsNode root, List<ScrapeSection> sections) {
        List<String> keys = binder.keys(ScrapeSection.class);
        for (int i = 0; i < sections.size(); i++) {
            ScrapeSection section = sections.get(i);
            Mapping node = (Mapping) ((Sequence) child(root, "scrape_configs")).items().get(i);
            int before = problems.size();
            List<DiscoveryConfig> discoveries =
                    DiscoverySections.read(node, section.sections().keySet(), keys, problems);
            TextPosition first = jobs.putIfAbsent(section.jobName(), node.position());
            if (first != null) {
                refuse(
                        node.position(),
                        "found multiple scrape configs with job name \"%s\", first found at %s"
                                .formatted(section.jobName(), first));
            }
            try {
                ScrapeConfig resolved = section.resolve(global, discoveries, options);
                if (problems.size() == before) {
                    scrapes.add(resolved);
                    scrapeTexts.put(resolved.jobName(), ScrapeText.of(node, resolved));
                }
            } catch (IllegalArgumentException e) {
                refuse(node.position(), String.valueOf(e.getMessage()));
            }
        }
    }

    private void checkRemoteWrites(SettingsNode root, List<RemoteWriteConfig> configs) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < configs.size(); i++) {
            RemoteWriteConfig config = configs.get(i);
            TextPosition position =
                    ((Sequence) child(root, "remote_write")).items().get(i).position();
            if (!config.name().isEmpty() && !names.add(config.name())) {
                refuse(
                        position,
                        "found multiple remote write configs with job name \""
                                + config.name()
                                + "\"");
            }
        }
    }

    private AlertingConfig alerting(SettingsNode root, AlertingSection section) {
        List<String> keys = binder.keys(AlertmanagerSection.class);
        List<AlertmanagerConfig> alertmanagers = new ArrayList<>();
        for (int i = 0; i < section.alertmanagers().size(); i++) {
            AlertmanagerSection each = section.alertmanagers().get(i);
            SettingsNode list = child(child(root, "alerting"), "alertmanagers");
            Mapping node = (Mapping) ((Sequence) list).items().get(i);
            List<DiscoveryConfig> discoveries =
                    DiscoverySections.read(node, each.sections().keySet(), keys, problems);
            try {
                alertmanagers.add(each.resolve(discoveries));
            } catch (IllegalArgumentException e) {
                refuse(node.position(), String.valueOf(e.getMessage()));
            }
        }
        return new AlertingConfig(section.alertRelabelConfigs(), List.copyOf(alertmanagers));
    }

    private void checkRemoteReads(SettingsNode root, List<RemoteReadConfig> configs) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < configs.size(); i++) {
            RemoteReadConfig config = configs.get(i);
            TextPosition position =
                    ((Sequence) child(root, "remote_read")).items().get(i).position();
            if (!config.name().isEmpty() && !names.add(config.name())) {
                refuse(
                        position,
                        "found multiple remote read configs with job name \""
                                + config.name()
                                + "\"");
            } else if (configs.indexOf(config) < i) {
                refuse(
                        position,
                        "duplicate remote read configs are not allowed, found duplicate for URL: "
                                + config.shownUrl());
            }
        }
    }

    /** Sentences of prometheus/prometheus, config/config.go. */
    private void checkAgent(SettingsNode root, PrometheusSections sections, AlertingConfig given) {
        refuseForAgent(root, "alerting", !given.equals(AlertingConfig.NONE));
        refuseForAgent(root, "rule_files", !sections.ruleFiles().isEmpty());
        refuseForAgent(root, "remote_read", !sections.remoteRead().isEmpty());
    }

    private void refuseForAgent(SettingsNode root, String section, boolean given) {
        if (given) {
            refuse(
                    child(root, section).position(),
                    "field " + section + " is not allowed in agent mode");
        }
    }

    private void include(GlobalConfig global, SettingsNode root, String pattern) {
        TextPosition position = child(root, "scrape_config_files").position();
        if (!PATTERN_OF_FILES.matcher(pattern).matches()) {
            refuse(position, "invalid scrape config file path \"" + pattern + "\"");
            return;
        }
        String here = position.file();
        String absolute =
                here.isEmpty() ? pattern : Path.of(here).resolveSibling(pattern).toString();
        try {
            for (Path file : FileGlob.find(absolute)) {
                String name = file.toString();
                SettingsNode included =
                        environment.inIncludedFile(YamlReader.read(name, ConfigReader.text(name)));
                add(global, included, binder.bind(included, ScrapeFile.class).scrapeConfigs());
            }
        } catch (SettingsException e) {
            problems.addAll(e.problems());
        } catch (IllegalArgumentException e) {
            refuse(position, String.valueOf(e.getMessage()));
        }
    }

    /** Value of a key that is known to be there. */
    private static SettingsNode child(SettingsNode root, String key) {
        return ((Mapping) root)
                .entries().stream()
                        .filter(entry -> entry.key().equals(key))
                        .findFirst()
                        .orElseThrow()
                        .value();
    }

    private void refuse(TextPosition position, String message) {
        problems.add(new Problem("", position, message));
    }
}
