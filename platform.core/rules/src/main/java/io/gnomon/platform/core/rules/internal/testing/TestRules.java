package io.gnomon.platform.core.rules.internal.testing;

import io.gnomon.model.query.QueryEngineFactory;
import io.gnomon.model.query.QueryLanguage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.text.FileGlob;
import io.gnomon.platform.core.config.ValidationScheme;
import io.gnomon.platform.core.config.rules.RuleFile;
import io.gnomon.platform.core.config.rules.RuleFile.Dialect;
import io.gnomon.platform.core.rules.internal.testing.UnitTestFile.TestGroup;
import io.gnomon.platform.memory.MemoryStorage;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.spi.ToolProvider;

/**
 * {@code gnomon test rules}. Arguments: the file for JUnit's results or nothing; whether
 * differences are coloured; whether all data are shown; whether rule files may have unknown keys;
 * how many patterns of names follow, the patterns, the files. Output and exit codes are promtool's.
 */
public final class TestRules implements ToolProvider {
    private static final int FAILED = 1;
    private static final int FIXED = 5;

    private record Options(
            String junit, boolean diff, boolean debug, boolean ignoreUnknown, List<Pattern> names) {
        static Options of(List<String> arguments) {
            int patterns = Integer.parseInt(arguments.get(FIXED - 1));
            return new Options(
                    arguments.get(0),
                    Boolean.parseBoolean(arguments.get(1)),
                    Boolean.parseBoolean(arguments.get(2)),
                    Boolean.parseBoolean(arguments.get(3)),
                    arguments.subList(FIXED, FIXED + patterns).stream()
                            .map(Pattern::compile)
                            .toList());
        }

        boolean wants(String name) {
            return names.isEmpty() || names.stream().anyMatch(p -> p.matcher(name).find());
        }
    }

    @Override
    public String name() {
        return "gnomon test rules";
    }

    @Override
    public int run(PrintWriter out, PrintWriter err, String... arguments) {
        List<String> words = Arrays.asList(arguments);
        Options options;
        try {
            options = Options.of(words);
        } catch (PatternSyntaxException e) {
            err.println("--run: " + e.getMessage());
            return FAILED;
        }
        JunitFile junit = new JunitFile();
        boolean failed = false;
        for (String file : words.subList(FIXED + options.names().size(), words.size())) {
            String time =
                    LocalDateTime.now(ZoneId.systemDefault())
                            .truncatedTo(ChronoUnit.SECONDS)
                            .toString();
            JunitFile.Suite suite = new JunitFile.Suite();
            test(file, options, suite, out, err);
            junit.add(file, time, suite);
            if (suite.problems().isEmpty()) {
                out.println("  SUCCESS");
            } else {
                out.flush();
                err.println("  FAILED:");
                for (String problem : suite.problems()) {
                    err.println(problem);
                    err.flush();
                    out.println();
                    out.flush();
                }
                failed = true;
            }
            out.println();
        }
        if (!options.junit().isEmpty()) {
            try {
                Files.writeString(Path.of(options.junit()), junit.toString());
            } catch (IOException e) {
                err.println(options.junit() + ": the results cannot be written: " + e.getMessage());
                return FAILED;
            }
        }
        return failed ? FAILED : 0;
    }

    private static void test(
            String file, Options options, JunitFile.Suite suite, PrintWriter out, PrintWriter err) {
        UnitTestFile tests;
        List<String> ruleFiles;
        try {
            SettingsBinder binder = service(SettingsBinder.class);
            tests =
                    binder.bind(
                            binder.parseYaml(file, Files.readString(Path.of(file))),
                            UnitTestFile.class);
            ruleFiles = ruleFiles(Path.of(file), tests.ruleFiles(), err);
        } catch (SettingsException e) {
            suite.abort(String.valueOf(e.getMessage()));
            return;
        } catch (IOException e) {
            suite.abort(file + ": this file cannot be read: " + e.getMessage());
            return;
        }
        Set<String> order = new HashSet<>();
        for (String group : tests.groupEvalOrder()) {
            if (!order.add(group)) {
                suite.abort("group name repeated in evaluation order: " + group);
                return;
            }
        }
        for (int i = 0; i < tests.tests().size(); i++) {
            TestGroup group = tests.tests().get(i);
            if (options.wants(group.name())) {
                String name = group.name().isEmpty() ? "unnamed#" + i : group.name();
                suite.add(name, problems(name, tests, group, ruleFiles, options, out));
            }
        }
    }

    private static List<String> problems(
            String name,
            UnitTestFile tests,
            TestGroup group,
            List<String> ruleFiles,
            Options options,
            PrintWriter out) {
        long start = System.nanoTime();
        if (options.debug()) {
            out.println("DEBUG: Starting test " + name);
        }
        List<String> problems;
        try {
            MemoryStorage storage = new MemoryStorage();
            TestRun run =
                    new TestRun(
                            group,
                            tests.evaluationInterval(),
                            rules(ruleFiles, options),
                            tests.groupEvalOrder(),
                            storage,
                            service(QueryEngineFactory.class)
                                    .over(storage, tests.evaluationInterval().toMillis()),
                            options.diff());
            problems =
                    run.run(
                            tests.fuzzyCompare()
                                    ? ExprCheck.Comparison.FUZZY
                                    : ExprCheck.Comparison.EXACT);
            if (options.debug()) {
                out.println(run.dump());
            }
        } catch (SettingsException | IllegalArgumentException e) {
            problems = List.of(String.valueOf(e.getMessage()));
        } catch (StorageException e) {
            throw new IllegalStateException("a store in memory does not fail", e);
        }
        if (options.debug()) {
            out.println(
                    "DEBUG: Test %s finished, took %sms"
                            .formatted(name, (System.nanoTime() - start) / 1e6));
        }
        return problems;
    }

    private static List<String> ruleFiles(Path from, List<String> patterns, PrintWriter err) {
        List<String> files = new ArrayList<>();
        for (String pattern : patterns) {
            String path = from.resolveSibling(pattern).toString();
            List<Path> found = FileGlob.find(path);
            if (found.isEmpty()) {
                err.println("  WARNING: no file match pattern " + path);
            }
            found.forEach(file -> files.add(file.toString()));
        }
        return files;
    }

    private static List<RuleFile> rules(List<String> files, Options options)
            throws SettingsException {
        Dialect dialect =
                new Dialect(
                        service(QueryLanguage.class),
                        ValidationScheme.UTF8,
                        options.ignoreUnknown());
        List<RuleFile> rules = new ArrayList<>();
        for (String file : files) {
            rules.add(RuleFile.read(file, dialect));
        }
        return rules;
    }

    private static <T> T service(Class<T> type) {
        return ServiceLoader.load(type).findFirst().orElseThrow();
    }
}
