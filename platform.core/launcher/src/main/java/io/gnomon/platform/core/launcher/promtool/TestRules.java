package io.gnomon.platform.core.launcher.promtool;

import io.gnomon.platform.core.launcher.Tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;

/** {@code test rules FILE ...}. */
@Command(name = "rules", description = "Runs unit tests of rules.", mixinStandardHelpOptions = true)
final class TestRules extends ToolCommand {
    @Option(
            names = "--run",
            paramLabel = "REGEX",
            description = "Only test groups whose names match; may be repeated.")
    private List<String> run = new ArrayList<>();

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Results go to this file too, as JUnit's XML.")
    private String junit = "";

    @Option(names = "--diff", description = "Show alerts that differ as one coloured text.")
    private boolean diff;

    @Option(names = "--debug", description = "Show all series when a test group is done.")
    private boolean debug;

    @Option(
            names = "--ignore-unknown-fields",
            description = "Unknown keys in rule files are no mistake.")
    private boolean ignoreUnknownFields;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            converter = ExistingFile.class,
            description = "Files of unit tests.")
    private List<String> files = new ArrayList<>();

    TestRules(Tools tools) {
        super(tools, "gnomon test rules");
    }

    @Override
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        arguments.add(junit);
        arguments.add(Boolean.toString(diff));
        arguments.add(Boolean.toString(debug));
        arguments.add(Boolean.toString(ignoreUnknownFields));
        arguments.add(Integer.toString(run.size()));
        arguments.addAll(run);
        arguments.addAll(files);
        return arguments;
    }
}
