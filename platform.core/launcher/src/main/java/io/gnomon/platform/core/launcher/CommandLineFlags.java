package io.gnomon.platform.core.launcher;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the server's flags as Prometheus reads its own: {@code --name=value}, {@code --no-switch}.
 */
final class CommandLineFlags {
    private final List<Flag> flags = Flag.all();
    private final CommandLine parser;

    CommandLineFlags(String version) {
        CommandSpec spec =
                CommandSpec.create()
                        .name("gnomon")
                        .version("gnomon, version " + version)
                        .mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description("Starts the Gnomon server.")
                .sortOptions(false)
                .width(100)
                .abbreviateSynopsis(true);
        for (Flag flag : flags) {
            OptionSpec.Builder option =
                    OptionSpec.builder("--" + flag.name()).description(flag.description());
            switch (flag.kind()) {
                // The value is negated by us: picocli's own negation turns a default of true
                // around.
                case SWITCH -> {
                    option.type(boolean.class);
                    spec.addOption(
                            OptionSpec.builder("--no-" + flag.name())
                                    .type(boolean.class)
                                    .hidden(true)
                                    .build());
                }
                case LIST -> option.type(List.class).auxiliaryTypes(String.class).arity("1");
                case TEXT -> option.type(String.class).arity("1");
            }
            spec.addOption(option.build());
        }
        parser = new CommandLine(spec).setOverwrittenOptionsAllowed(false);
    }

    /**
     * Values by flag name, defaults filled in; flags without value and default are absent.
     *
     * @throws CommandLine.ParameterException with a sentence for the user
     */
    Map<String, String> parse(String... args) {
        CommandLine.ParseResult result = parser.parseArgs(args);
        Map<String, String> values = new LinkedHashMap<>();
        for (Flag flag : flags) {
            String value = flag.defaultValue();
            if (result.hasMatchedOption("--" + flag.name())) {
                value =
                        switch (flag.kind()) {
                            case SWITCH -> "true";
                            case TEXT -> result.matchedOptionValue("--" + flag.name(), "");
                            case LIST ->
                                    String.join(
                                            ",",
                                            result.matchedOptionValue(
                                                    "--" + flag.name(), List.<String>of()));
                        };
            }
            if (flag.kind() == Flag.Kind.SWITCH && result.hasMatchedOption("--no-" + flag.name())) {
                value = "false";
            }
            if (!value.isEmpty()) {
                values.put(flag.name(), value);
            }
        }
        return values;
    }

    /** For help and version requests. */
    CommandLine parser() {
        return parser;
    }
}
