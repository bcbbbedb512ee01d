package io.gnomon.platform.core.scrape.internal.tools;

import io.gnomon.model.text.Durations;
import io.gnomon.model.text.FileGlob;
import io.gnomon.platform.core.config.GlobalConfig;
import io.gnomon.platform.core.config.LoadedConfig;
import io.gnomon.platform.core.config.OfflineConfig;
import io.gnomon.platform.core.config.OfflinePlugins;
import io.gnomon.platform.core.config.ScrapeConfig;
import io.gnomon.platform.core.config.ValidationScheme;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.settings.SettingsException;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.spi.ToolProvider;

/**
 * {@code gnomon check config}. Arguments: folder of the plugins, whether only the syntax is looked
 * at, whether the files are those of an agent, the longest scrape interval that is not too long
 * (empty for any), whether duplicate rules are looked for, whether what is looked for is fatal,
 * whether unknown keys of rule files are taken, gnomon.yml (empty for none), the files. Exit codes
 * and output are promtool's: 1 for a file that is wrong, 3 when only something fatal was found.
 */
public final class CheckConfig implements ToolProvider {
    private static final int FAILED = 1;
    private static final int LINT = 3;
    private static final int OPTIONS = 8;

    @Override
    public String name() {
        return "gnomon check config";
    }

    @Override
    public int run(PrintWriter out, PrintWriter err, String... arguments) {
        List<Integer> codes = new ArrayList<>();
        try (OfflinePlugins<DiscoveryFactory<?>> plugins =
                new OfflinePlugins<>(Path.of(arguments[0]), DiscoveryFactory.class)) {
            for (String file : Arrays.asList(arguments).subList(OPTIONS, arguments.length)) {
                codes.add(new OneFile(out, err, plugins, arguments).check(file));
            }
        }
        return codes.contains(FAILED) ? FAILED : codes.contains(LINT) ? LINT : 0;
    }

    /** A look at one file and at what it names. */
    private static final class OneFile {
        private final PrintWriter out;
        private final PrintWriter err;
        private final OfflinePlugins<DiscoveryFactory<?>> plugins;
        private final boolean syntaxOnly;
        private final boolean agent;
        private final long longestMillis;
        private final String lintRules;
        private final boolean fatal;
        private final String ignoreUnknown;
        private final String gnomonFile;

        OneFile(
                PrintWriter out,
                PrintWriter err,
                OfflinePlugins<DiscoveryFactory<?>> plugins,
                String... options) {
            this.out = out;
            this.err = err;
            this.plugins = plugins;
            this.syntaxOnly = Boolean.parseBoolean(options[1]);
            this.agent = Boolean.parseBoolean(options[2]);
            this.longestMillis = options[3].isEmpty() ? 0 : Durations.parseMillis(options[3]);
            this.lintRules = options[4];
            this.fatal = Boolean.parseBoolean(options[5]);
            this.ignoreUnknown = options[6];
            this.gnomonFile = options[7];
        }

        int check(String file) {
            out.println("Checking " + file);
            LoadedConfig config;
            List<String> rules = new ArrayList<>();
            try {
                config = OfflineConfig.read(file, gnomonFile, agent);
                if (!syntaxOnly) {
                    rules.addAll(ruleFiles(config));
                }
                new NamedFiles(config, plugins, syntaxOnly, out).check();
            } catch (SettingsException | CheckFailure e) {
                out.println();
                out.flush();
                err.println("  FAILED: " + e.getMessage());
                return FAILED;
            }
            if (!rules.isEmpty()) {
                out.println("  SUCCESS: " + rules.size() + " rule files found");
            }
            out.println(" SUCCESS: " + file + " is valid prometheus config file syntax");
            out.println();
            int code = syntaxOnly ? 0 : lintIntervals(config.scrapes());
            return rules.isEmpty() ? code : worse(code, checkRules(config.global(), rules));
        }

        private static List<String> ruleFiles(LoadedConfig config) throws CheckFailure {
            List<String> files = new ArrayList<>();
            for (String pattern : config.rulePatterns()) {
                List<Path> found = FileGlob.find(pattern);
                if (found.isEmpty() && !pattern.contains("*")) {
                    throw new CheckFailure(
                            "\"" + pattern + "\" does not point to an existing file");
                }
                found.forEach(path -> files.add(path.toString()));
            }
            return files;
        }

        private int lintIntervals(List<ScrapeConfig> scrapes) {
            int code = 0;
            for (ScrapeConfig scrape : scrapes) {
                long millis = scrape.scrapeInterval().toMillis();
                if (longestMillis > 0 && millis > longestMillis) {
                    out.flush();
                    err.println(
                            "  FAILED: too long scrape interval found, data point will be marked as"
                                    + " stale - job: "
                                    + scrape.jobName()
                                    + ", interval: "
                                    + Durations.format(millis));
                    code = fatal ? LINT : 0;
                }
            }
            return code;
        }

        private int checkRules(GlobalConfig global, List<String> files) {
            ValidationScheme names = global.metricNameValidationScheme();
            List<String> arguments = new ArrayList<>();
            arguments.addAll(
                    List.of(
                            lintRules,
                            Boolean.toString(fatal),
                            ignoreUnknown,
                            (names == null ? ValidationScheme.UTF8 : names).name()));
            arguments.addAll(files);
            ToolProvider checkRules =
                    ServiceLoader.load(ToolProvider.class).stream()
                            .map(ServiceLoader.Provider::get)
                            .filter(tool -> tool.name().equals("gnomon check rules"))
                            .findFirst()
                            .orElseThrow();
            return checkRules.run(out, err, arguments.toArray(String[]::new));
        }

        private static int worse(int a, int b) {
            return a == FAILED || b == FAILED ? FAILED : Math.max(a, b);
        }
    }
}
