package io.gnomon.platform.core.launcher.promtool;

import picocli.CommandLine.Option;

import java.util.List;

/** What is looked for in files that are right. */
final class LintOptions {
    static final String DUPLICATE_RULES = "duplicate-rules";
    static final String LONG_INTERVALS = "too-long-scrape-interval";

    @Option(
            names = "--lint",
            defaultValue = DUPLICATE_RULES,
            paramLabel = "CHECKS",
            description =
                    "What to look for besides mistakes, separated by commas: duplicate-rules (the"
                            + " default), too-long-scrape-interval (check config), all, none.")
    private String lint = DUPLICATE_RULES;

    @Option(
            names = "--lint-fatal",
            negatable = true,
            description = "Exit with 3 when something is found.")
    private boolean fatal;

    @Option(
            names = "--ignore-unknown-fields",
            negatable = true,
            description = "Take rule files with unknown keys; the server does not.")
    private boolean ignoreUnknownFields;

    /** Says which of the checks asked for do not exist. */
    void warn(List<String> valid) {
        for (String check : checks()) {
            if (!valid.contains(check) && !List.of("all", "none").contains(check)) {
                System.out.println("WARNING: unknown lint option: \"" + check + "\"");
            }
        }
    }

    boolean looksFor(String check) {
        return checks().contains(check) || checks().contains("all");
    }

    /**
     * Whether duplicate rules are looked for, whether they are fatal, whether unknown keys are
     * taken.
     */
    List<String> ofRules() {
        return List.of(
                Boolean.toString(looksFor(DUPLICATE_RULES)),
                Boolean.toString(fatal),
                Boolean.toString(ignoreUnknownFields));
    }

    private List<String> checks() {
        return List.of(lint.split(",", -1));
    }
}
