package io.gnomon.platform.core.launcher.amtool;

import io.gnomon.platform.core.launcher.Tools;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * A command of amtool, which the tool {@code gnomon amtool} does. It is told the command, each flag
 * that was given as {@code name=value}, the folder of the plugins as one of them, an empty
 * argument, and what else was given. Flags may also stand in amtool's configuration file: the tool
 * reads it.
 */
final class AmtoolCommand implements Callable<Integer> {
    private static final String TOOL = "gnomon amtool";

    private final Tools tools;
    private final String command;
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private AmtoolCommand(Tools tools, String command) {
        this.tools = tools;
        this.command = command;
    }

    /**
     * A command.
     *
     * @param command its words, such as "alert query"
     * @param rest what its other arguments are called, empty for none
     */
    static CommandLine of(
            Tools tools, String command, String description, String rest, OptionSpec... flags) {
        AmtoolCommand made = new AmtoolCommand(tools, command);
        made.spec
                .name(command.substring(command.lastIndexOf(' ') + 1))
                .mixinStandardHelpOptions(true);
        made.spec.usageMessage().description(description);
        for (OptionSpec flag : flags) {
            made.spec.addOption(flag);
        }
        if (!rest.isEmpty()) {
            made.spec.addPositional(
                    PositionalParamSpec.builder()
                            .paramLabel("[" + rest + "...]")
                            .hideParamSyntax(true)
                            .type(List.class)
                            .auxiliaryTypes(String.class)
                            .arity("0..*")
                            .build());
        }
        return new CommandLine(made.spec);
    }

    static OptionSpec text(String names, String label, String description) {
        return OptionSpec.builder(names.split(" ", -1))
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    static OptionSpec list(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .paramLabel(label)
                .description(description)
                .build();
    }

    /** {@code --x} or {@code --no-x}. */
    static OptionSpec toggle(String names, String description) {
        return OptionSpec.builder(names.split(" ", -1))
                .type(boolean.class)
                .arity("0")
                .fallbackValue("true")
                .negatable(true)
                .description(description)
                .build();
    }

    @Override
    public Integer call() throws IOException {
        List<String> arguments = new ArrayList<>();
        arguments.add(command);
        for (CommandLine at = spec.commandLine(); at != null; at = at.getParent()) {
            addFlags(at, arguments);
        }
        arguments.add("plugins=" + tools.plugins());
        arguments.add("");
        for (PositionalParamSpec rest : spec.positionalParameters()) {
            List<String> values = rest.getValue();
            if (values != null) {
                arguments.addAll(values);
            }
        }
        return tools.run(TOOL, arguments);
    }

    /** By the longest of its names, without the dashes. */
    private static void addFlags(CommandLine command, List<String> arguments) {
        for (OptionSpec flag : new LinkedHashSet<>(command.getParseResult().matchedOptions())) {
            String name = flag.longestName().replaceFirst("^-+", "");
            Object value = flag.getValue();
            List<?> values = value instanceof List<?> list ? list : List.of(String.valueOf(value));
            values.forEach(each -> arguments.add(name + "=" + each));
        }
    }
}
