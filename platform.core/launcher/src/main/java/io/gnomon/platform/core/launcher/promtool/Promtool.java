package io.gnomon.platform.core.launcher.promtool;

import io.gnomon.platform.core.launcher.Tools;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

import java.util.List;

/** The commands of promtool, for both programs: {@code gnomon} and {@code promtool}. */
public final class Promtool {
    /** Whatever is wrong with the flags is a failure; promtool knows no other code. */
    private static final int FAILED = 1;

    private Promtool() {}

    /** Adds the commands to a program and makes it answer mistakes in them as promtool does. */
    public static void addTo(CommandLine program, Tools tools) {
        List<CommandLine> groups =
                List.of(check(tools), query(tools), promql(tools), push(tools), test(tools));
        groups.forEach(group -> addTo(program, group));
        IParameterExceptionHandler others = program.getParameterExceptionHandler();
        program.setParameterExceptionHandler((e, arguments) ->
                isIn(groups, e.getCommandLine())
                        ? refuse(e, arguments)
                        : others.handleParseException(e, arguments));
    }

    private static boolean isIn(List<CommandLine> groups, CommandLine command) {
        CommandLine parent = command.getParent();
        return groups.contains(command) || (parent != null && isIn(groups, parent));
    }

    /** Adds a group of commands that promtool has. */
    public static void addTo(CommandLine program, CommandLine group) {
        group.setCaseInsensitiveEnumValuesAllowed(true);
        withGlobalOptions(group);
        program.addSubcommand(group);
    }

    /** The program itself, when it is called by this name. */
    public static CommandLine program(String version) {
        CommandLine program = new CommandLine(new Program());
        program.getCommandSpec().version("promtool, version " + version);
        program.getCommandSpec().addMixin("global", globalOptions());
        program.setParameterExceptionHandler(Promtool::refuse);
        return program;
    }

    @Command(
            name = "promtool",
            description = "Tooling for the Prometheus monitoring system.",
            mixinStandardHelpOptions = true)
    private static final class Program {}

    private static CommandLine check(Tools tools) {
        return new CommandLine(new CheckGroup())
                .addSubcommand(new CheckConfig(tools))
                .addSubcommand(new CheckRules(tools))
                .addSubcommand(new CheckMetrics(tools))
                .addSubcommand(new CheckWebConfig(tools))
                .addSubcommand(new CheckServiceDiscovery(tools))
                .addSubcommand("healthy", new CheckServer(tools, "healthy"))
                .addSubcommand("ready", new CheckServer(tools, "ready"));
    }

    private static CommandLine query(Tools tools) {
        return new CommandLine(new QueryGroup())
                .addSubcommand(new QueryInstant(tools))
                .addSubcommand(new QueryRange(tools))
                .addSubcommand(new QuerySeries(tools))
                .addSubcommand(new QueryLabels(tools))
                .addSubcommand(new QueryAnalyze(tools));
    }

    private static CommandLine promql(Tools tools) {
        return group("promql", "Works on the text of queries.")
                .addSubcommand(new PromqlFormat(tools))
                .addSubcommand(
                        group("label-matchers", "Changes the matchers of all selectors.")
                                .addSubcommand(new LabelMatchersSet(tools))
                                .addSubcommand(new LabelMatchersDelete(tools)));
    }

    private static CommandLine push(Tools tools) {
        return new CommandLine(new PushGroup()).addSubcommand(new PushMetrics(tools));
    }

    private static CommandLine test(Tools tools) {
        return group("test", "Runs unit tests.").addSubcommand(new TestRules(tools));
    }

    /** Commands that have a first word in common. */
    public static CommandLine group(String name, String description) {
        CommandSpec spec = CommandSpec.create().name(name).mixinStandardHelpOptions(true);
        spec.usageMessage().description(description);
        return new CommandLine(spec);
    }

    /** These flags may stand at any place, as in promtool. */
    private static void withGlobalOptions(CommandLine command) {
        command.getCommandSpec().addMixin("global", globalOptions());
        command.getSubcommands().values().forEach(Promtool::withGlobalOptions);
    }

    private static CommandSpec globalOptions() {
        return CommandSpec.forAnnotatedObject(new GlobalOptions());
    }

    /** Says what is wrong with the flags as the tools of the field do. */
    public static int refuse(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String program = command.getCommandSpec().root().name();
        command.getErr().println(program + ": error: " + e.getMessage() + ", try --help");
        return FAILED;
    }
}
