package io.gnomon.platform.core.config.internal.tools;

import io.gnomon.model.query.QueryLanguage;
import io.gnomon.platform.core.config.ValidationScheme;
import io.gnomon.platform.core.config.rules.RuleFile;
import io.gnomon.platform.core.config.rules.RuleFile.Dialect;
import io.gnomon.spi.settings.SettingsException;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.spi.ToolProvider;

/**
 * {@code gnomon check rules}. Arguments: whether duplicates are looked for, whether one is fatal,
 * whether unknown keys are taken, the validation scheme of names, the files; without files the
 * standard input. Exit codes and output are promtool's: 1 for a file that is wrong, 3 for a fatal
 * duplicate.
 */
public final class CheckRules implements ToolProvider {
    private static final int FAILED = 1;
    private static final int LINT = 3;

    @Override
    public String name() {
        return "gnomon check rules";
    }

    @Override
    public int run(PrintWriter out, PrintWriter err, String... arguments) {
        boolean duplicates = Boolean.parseBoolean(arguments[0]);
        boolean fatal = Boolean.parseBoolean(arguments[1]);
        Dialect dialect =
                new Dialect(
                        ServiceLoader.load(QueryLanguage.class).findFirst().orElseThrow(),
                        ValidationScheme.valueOf(arguments[3]),
                        Boolean.parseBoolean(arguments[2]));
        List<String> files = Arrays.asList(arguments).subList(4, arguments.length);
        Checked checked = new Checked(dialect, duplicates, out, err);
        if (files.isEmpty()) {
            checked.standardInput();
        } else {
            files.forEach(checked::file);
        }
        return checked.errors ? FAILED : checked.lint && fatal ? LINT : 0;
    }

    /** Where the files come from. */
    private interface Source {
        RuleFile read() throws SettingsException, IOException;
    }

    /** One run over some files. */
    private static final class Checked {
        private final Dialect dialect;
        private final boolean duplicates;
        private final PrintWriter out;
        private final PrintWriter err;
        private boolean errors;
        private boolean lint;

        Checked(Dialect dialect, boolean duplicates, PrintWriter out, PrintWriter err) {
            this.dialect = dialect;
            this.duplicates = duplicates;
            this.out = out;
            this.err = err;
        }

        void standardInput() {
            check(
                    "standard input",
                    () ->
                            RuleFile.parse(
                                    "",
                                    new String(System.in.readAllBytes(), StandardCharsets.UTF_8),
                                    dialect));
        }

        void file(String name) {
            check(name, () -> RuleFile.read(name, dialect));
        }

        private void check(String name, Source source) {
            out.println("Checking " + name);
            RuleFile file;
            try {
                file = source.read();
            } catch (SettingsException | IOException e) {
                failed(String.valueOf(e.getMessage()));
                errors = true;
                return;
            }
            file.warnings().forEach(warning -> err.println("  WARNING: " + warning));
            String found = duplicates ? RuleLint.duplicates(file) : "";
            if (found.isEmpty()) {
                out.println("  SUCCESS: " + file.ruleCount() + " rules found");
            } else {
                failed(found);
                lint = true;
            }
            out.println();
        }

        private void failed(String sentences) {
            out.flush();
            err.println("  FAILED:");
            err.println(sentences);
        }
    }
}
