package io.gnomon.platform.core.launcher.amtool;

import static io.gnomon.platform.core.launcher.amtool.AmtoolCommand.list;
import static io.gnomon.platform.core.launcher.amtool.AmtoolCommand.text;
import static io.gnomon.platform.core.launcher.amtool.AmtoolCommand.toggle;

import io.gnomon.platform.core.launcher.Tools;
import io.gnomon.platform.core.launcher.promtool.Promtool;

import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import java.util.List;

/** The commands of amtool, for both programs: {@code gnomon} and {@code amtool}. */
public final class Amtool {
    private static final String TIME = "RFC 3339, such as 2026-01-02T15:04:05+01:00";

    private Amtool() {}

    /** The program itself, when it is called by this name. */
    public static CommandLine program(String version, Tools tools) {
        CommandSpec spec = CommandSpec.create().name("amtool").mixinStandardHelpOptions(true);
        spec.version("amtool, version " + version);
        spec.usageMessage().description("View and modify the current Alertmanager state.");
        CommandLine program = new CommandLine(spec);
        globalFlags().forEach(spec::addOption);
        addTo(program, tools);
        return program;
    }

    /** Adds the commands to a program and makes it answer mistakes in them as amtool does. */
    public static void addTo(CommandLine program, Tools tools) {
        List<CommandLine> commands =
                List.of(
                        alert(tools),
                        silence(tools),
                        AmtoolCommand.of(
                                tools,
                                "check-config",
                                "Checks alertmanager.yml files with their templates.",
                                "FILE"),
                        cluster(tools),
                        config(tools),
                        template(tools));
        for (CommandLine command : commands) {
            withGlobalFlags(command);
            program.addSubcommand(command);
        }
        IParameterExceptionHandler others = program.getParameterExceptionHandler();
        program.setParameterExceptionHandler((e, arguments) ->
                program.getCommandSpec().name().equals("amtool")
                                || isIn(commands, e.getCommandLine())
                        ? Promtool.refuse(e, arguments)
                        : others.handleParseException(e, arguments));
    }

    private static boolean isIn(List<CommandLine> commands, CommandLine command) {
        CommandLine parent = command.getParent();
        return commands.contains(command) || (parent != null && isIn(commands, parent));
    }

    /** Without a further word the alerts are queried; so it is with the other groups. */
    private static CommandLine alert(Tools tools) {
        return named("alert", alertQuery(tools))
                .addSubcommand(alertQuery(tools))
                .addSubcommand(
                        AmtoolCommand.of(
                                tools,
                                "alert add",
                                "Adds an alert.",
                                "LABEL=VALUE",
                                text("--generator-url", "URL", "Where the alert comes from."),
                                text("--start", "TIME", "When it starts; " + TIME + "."),
                                text("--end", "TIME", "When it ends; " + TIME + "."),
                                list("--annotation", "NAME=VALUE", "An annotation.")));
    }

    private static CommandLine alertQuery(Tools tools) {
        return AmtoolCommand.of(
                tools,
                "alert query",
                "Shows alerts, only active ones unless a state is asked for.",
                "MATCHER",
                toggle("-i --inhibited", "Show inhibited alerts."),
                toggle("-s --silenced", "Show silenced alerts."),
                toggle("-a --active", "Show active alerts."),
                toggle("-u --unprocessed", "Show unprocessed alerts."),
                text("-r --receiver", "REGEX", "Show alerts of these receivers."));
    }

    private static CommandLine silence(Tools tools) {
        return named("silence", silenceQuery(tools))
                .addSubcommand(silenceQuery(tools))
                .addSubcommand(
                        AmtoolCommand.of(
                                tools,
                                "silence add",
                                "Adds a silence and prints its id.",
                                "MATCHER",
                                text("-a --author", "NAME", "Who makes it; default this user."),
                                toggle("--require-comment", "Refuse it without a comment."),
                                text("-d --duration", "DURATION", "How long; default 1h."),
                                text("--start", "TIME", "When it starts; " + TIME + "."),
                                text("--end", "TIME", "When it ends; " + TIME + "."),
                                text("-c --comment", "TEXT", "What it is for."),
                                list("--annotation", "NAME=VALUE", "An annotation.")))
                .addSubcommand(AmtoolCommand.of(tools, "silence expire", "Ends silences.", "ID"))
                .addSubcommand(
                        AmtoolCommand.of(
                                tools,
                                "silence import",
                                "Adds the silences that silence query -o json printed.",
                                "FILE",
                                toggle("-f --force", "Make new ones even where they exist."),
                                text("-w --worker", "N", "Accepted; one after the other is fast.")))
                .addSubcommand(
                        AmtoolCommand.of(
                                tools,
                                "silence update",
                                "Changes silences.",
                                "ID",
                                toggle("-q --quiet", "Print ids only."),
                                text("-d --duration", "DURATION", "How long, from its start."),
                                text("--start", "TIME", "When it starts; " + TIME + "."),
                                text("--end", "TIME", "When it ends; " + TIME + "."),
                                text("-c --comment", "TEXT", "What it is for.")));
    }

    private static CommandLine silenceQuery(Tools tools) {
        return AmtoolCommand.of(
                tools,
                "silence query",
                "Shows silences that have not ended.",
                "MATCHER",
                toggle("--expired", "Show those that have ended instead."),
                toggle("-q --quiet", "Print ids only."),
                text("--created-by", "NAME", "Show those of this author."),
                text("--id", "ID", "Show this one."),
                text("--within", "DURATION", "Show those that end, or have ended, within it."));
    }

    private static CommandLine cluster(Tools tools) {
        return named("cluster", clusterShow(tools)).addSubcommand(clusterShow(tools));
    }

    private static CommandLine clusterShow(Tools tools) {
        return AmtoolCommand.of(tools, "cluster show", "Shows the cluster and its members.", "");
    }

    private static CommandLine config(Tools tools) {
        CommandLine routes =
                named("routes", routesShow(tools))
                        .addSubcommand(routesShow(tools))
                        .addSubcommand(
                                AmtoolCommand.of(
                                        tools,
                                        "config routes test",
                                        "Prints the receivers that an alert with these labels"
                                                + " gets to.",
                                        "LABEL=VALUE",
                                        configFile(),
                                        text(
                                                "--verify.receivers",
                                                "NAMES",
                                                "Fail unless it gets to these, with commas"
                                                        + " between them."),
                                        toggle("--tree", "Print the routes that match.")));
        return named("config", configShow(tools))
                .addSubcommand(configShow(tools))
                .addSubcommand(routes);
    }

    private static CommandLine configShow(Tools tools) {
        return AmtoolCommand.of(tools, "config show", "Shows the configuration in force.", "");
    }

    private static CommandLine routesShow(Tools tools) {
        return AmtoolCommand.of(
                tools, "config routes show", "Prints the routing tree.", "", configFile());
    }

    private static OptionSpec configFile() {
        return text("--config.file", "FILE", "Look at this file instead of asking a server.");
    }

    private static CommandLine template(Tools tools) {
        return Promtool.group("template", "Works on templates.")
                .addSubcommand(
                        AmtoolCommand.of(
                                tools,
                                "template render",
                                "Prints what a template gives.",
                                "",
                                list("--template.glob", "PATTERN", "Files of templates."),
                                text("--template.text", "TEXT", "The template."),
                                text("--template.type", "TYPE", "text (the default) or html."),
                                text(
                                        "--template.data",
                                        "FILE",
                                        "JSON of a notification; default one of two alerts.")));
    }

    private static CommandLine named(String name, CommandLine command) {
        command.getCommandSpec().name(name);
        return command;
    }

    /** These flags may stand at any place, as in amtool. */
    private static void withGlobalFlags(CommandLine command) {
        globalFlags().forEach(command.getCommandSpec()::addOption);
        command.getSubcommands().values().forEach(Amtool::withGlobalFlags);
    }

    private static List<OptionSpec> globalFlags() {
        return List.of(
                text("--alertmanager.url", "URL", "The server; default http://localhost:9093/."),
                text("-o --output", "FORM", "simple (the default), extended or json."),
                text("--date.format", "LAYOUT", "Go layout of times."),
                toggle("-v --verbose", "Accepted."),
                text("--timeout", "DURATION", "For the whole command; default 30s."),
                text("--http.config.file", "FILE", "How to connect: credentials, TLS, proxy."),
                toggle("--version-check", "Accepted; versions are not compared."),
                text("--enable-feature", "NAMES", "classic-mode or utf8-strict-mode."));
    }
}
