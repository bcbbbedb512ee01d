package io.gnomon.platform.core.config.internal.load;

import io.gnomon.model.query.QueryLanguage;
import io.gnomon.model.text.TextPosition;
import io.gnomon.platform.core.config.GnomonConfig;
import io.gnomon.platform.core.config.LoadedConfig;
import io.gnomon.platform.core.config.ValidationScheme;
import io.gnomon.platform.core.config.alerting.AlertmanagerFile;
import io.gnomon.platform.core.config.alerting.InhibitRule;
import io.gnomon.platform.core.config.alerting.MatcherSyntax;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.core.config.internal.text.YamlReader;
import io.gnomon.platform.core.config.rules.RuleFile;
import io.gnomon.platform.core.config.rules.RuleFile.Dialect;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsException.Problem;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Reads all configuration files once. */
public final class ConfigReader {
    private final String prometheusFile;
    private final String gnomonFile;
    private final AlertmanagerSource alertmanager;
    private final Path workingFolder;
    private final Path dataFolder;
    private final ReadingOptions options;
    private final @Nullable Supplier<@Nullable QueryLanguage> language;

    /**
     * Reader of these files.
     *
     * @param prometheusFile {@code --config.file}, empty when it was not given: then prometheus.yml
     *     of the working folder, then the built-in configuration
     * @param gnomonFile {@code --gnomon.config-file}, empty when it was not given
     * @param dataFolder in which the folder of written rules is unless gnomon.yml names one
     * @param language checks the expressions of rule files, null when they are not read
     */
    ConfigReader(
            String prometheusFile,
            String gnomonFile,
            AlertmanagerSource alertmanager,
            Path workingFolder,
            Path dataFolder,
            ReadingOptions options,
            @Nullable Supplier<@Nullable QueryLanguage> language) {
        this.prometheusFile = prometheusFile;
        this.gnomonFile = gnomonFile;
        this.alertmanager = alertmanager;
        this.workingFolder = workingFolder;
        this.dataFolder = dataFolder;
        this.options = options;
        this.language = language;
    }

    /**
     * Reader of a Prometheus file without its rule files, with the variables of this process's
     * environment.
     *
     * @param gnomonFile says how it is read, empty for none
     * @param agent whether it must be one of an agent
     */
    public static ConfigReader ofEnvironment(
            String prometheusFile, String gnomonFile, boolean agent) {
        return new ConfigReader(
                prometheusFile,
                gnomonFile,
                AlertmanagerSource.NONE,
                Path.of(""),
                Path.of(""),
                ReadingOptions.ofProcess(List.of()).withAgent(agent),
                null);
    }

    /**
     * Reads them.
     *
     * @throws SettingsException with what is wrong
     * @throws LanguageAbsent when there are rule files and nobody knows now whether they are right
     */
    public LoadedConfig read() throws SettingsException {
        SettingsNode gnomonNode = gnomonNode();
        GnomonConfig gnomon = gnomon(gnomonNode).withExporterSettings(writtenSettings());
        String file = prometheusFile();
        PrometheusFile.Contents contents =
                PrometheusFile.read(
                        file,
                        file.isEmpty() ? builtIn() : text(file),
                        options.withExpandAll(gnomon.config().expandEnvironment()));
        AlertmanagerFile alertmanagerFile =
                alertmanager.read(files(language == null ? null : alertingFolder(gnomon)));
        List<RuleFile> rules = ruleFiles(contents, gnomon);
        List<String> warnings = new ArrayList<>(contents.warnings());
        rules.forEach(rule -> warnings.addAll(rule.warnings()));
        warnings.addAll(alertmanagerFile.warnings());
        ReceiverNames.check(gnomonNode, gnomon.alerting(), alertmanagerFile, warnings::add);
        List<InhibitRule> generated =
                NoDataRule.of(
                        gnomon.alerting().noDataInhibition(),
                        rules,
                        language == null ? null : language.get(),
                        warnings::add);
        return new LoadedConfig(
                file,
                contents.global(),
                contents.scrapes(),
                contents.rulePatterns(),
                rules,
                contents.storage(),
                contents.remote(),
                contents.alerting(),
                alertmanagerFile.withInhibitRules(generated),
                contents.text(),
                contents.scrapeTexts(),
                gnomon,
                List.copyOf(warnings));
    }

    /** In which alertmanager.yml and its fragments are read. */
    MatcherSyntax matcherSyntax() {
        return alertmanager.syntax();
    }

    /** The folder of fragments of alertmanager.yml that the server may write. */
    Path alertingFolder(GnomonConfig gnomon) {
        String named = gnomon.alerting().folder();
        return named.isEmpty() ? dataFolder.resolve("alerting.d") : Path.of(named);
    }

    /** The folder of exporters' settings that the server may write. */
    Path exportersFolder() {
        return dataFolder.resolve("exporters.d");
    }

    /** What was written of exporters, by their names. */
    private Map<String, SettingsNode> writtenSettings() throws SettingsException {
        Map<String, SettingsNode> settings = new TreeMap<>();
        for (String file : files(language == null ? null : exportersFolder())) {
            String name = Path.of(file).getFileName().toString().replaceFirst("\\.ya?ml$", "");
            settings.put(name, YamlReader.read(file, text(file)));
        }
        return settings;
    }

    /** Files of a folder that count. */
    static List<String> files(@Nullable Path folder) {
        try {
            return folder == null
                    ? List.of()
                    : WrittenFiles.names(folder).stream()
                            .map(name -> folder.resolve(name).toString())
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    /** The folder of rule files that the server may write. */
    Path rulesFolder(GnomonConfig gnomon) {
        String named = gnomon.rules().folder();
        return named.isEmpty() ? dataFolder.resolve("rules.d") : Path.of(named);
    }

    private List<RuleFile> ruleFiles(PrometheusFile.Contents contents, GnomonConfig gnomon)
            throws SettingsException {
        List<String> files =
                language == null
                        ? List.of()
                        : RuleFiles.find(contents.rulePatterns(), rulesFolder(gnomon));
        if (files.isEmpty() || language == null) {
            return List.of();
        }
        QueryLanguage known = language.get();
        if (known == null) {
            throw new LanguageAbsent();
        }
        ValidationScheme names = contents.global().metricNameValidationScheme();
        return RuleFiles.read(
                files, new Dialect(known, names == null ? ValidationScheme.UTF8 : names, false));
    }

    /** There are rule files, and the query engine, which knows their language, is not there. */
    static final class LanguageAbsent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LanguageAbsent() {
            super("rule files cannot be checked while the query engine is away; try again");
        }
    }

    /** Checksum of what all files contain now. */
    String checksum() {
        return ConfigChecksum.of(prometheusFile(), gnomonFile, alertmanager.file(), writtenNow());
    }

    /** Written files in the folders as gnomon.yml says now; the usual ones when that is wrong. */
    private List<String> writtenNow() {
        GnomonConfig gnomon;
        try {
            gnomon = gnomon(gnomonNode());
        } catch (SettingsException e) {
            gnomon = GnomonConfig.DEFAULTS;
        }
        List<String> written = new ArrayList<>(files(rulesFolder(gnomon)));
        written.addAll(files(alertingFolder(gnomon)));
        written.addAll(files(exportersFolder()));
        return written;
    }

    private String prometheusFile() {
        Path here = workingFolder.resolve("prometheus.yml");
        return prometheusFile.isEmpty() && Files.exists(here) ? here.toString() : prometheusFile;
    }

    /** What gnomon.yml says, nothing when there is none. */
    private SettingsNode gnomonNode() throws SettingsException {
        return gnomonFile.isEmpty()
                ? SettingsNode.empty()
                : YamlReader.read(gnomonFile, text(gnomonFile));
    }

    private static GnomonConfig gnomon(SettingsNode node) throws SettingsException {
        return new RecordBinder().bind(node, GnomonConfig.class);
    }

    /**
     * Text of a file.
     *
     * @throws SettingsException that says why it cannot be read
     */
    public static String text(String file) throws SettingsException {
        try {
            return Files.readString(Path.of(file));
        } catch (NoSuchFileException e) {
            throw unreadable(file, "this file does not exist");
        } catch (AccessDeniedException e) {
            throw unreadable(file, "this server may not read this file");
        } catch (CharacterCodingException e) {
            throw unreadable(file, "this file is not UTF-8 text");
        } catch (IOException | InvalidPathException e) {
            throw unreadable(file, "this file cannot be read: " + e.getMessage());
        }
    }

    private static SettingsException unreadable(String file, String message) {
        return new SettingsException(
                List.of(new Problem("", new TextPosition(file, 1, 1), message)));
    }

    private static String builtIn() {
        try (InputStream in = ConfigReader.class.getResourceAsStream("built-in.yml")) {
            if (in == null) {
                throw new IllegalStateException("built-in.yml is missing in this bundle");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
