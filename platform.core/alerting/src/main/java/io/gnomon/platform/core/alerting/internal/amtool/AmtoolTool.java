package io.gnomon.platform.core.alerting.internal.amtool;

import io.gnomon.spi.settings.SettingsException;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;

/** {@code gnomon amtool}: each command with amtool's output and exit codes. */
public final class AmtoolTool implements ToolProvider {
    @Override
    public String name() {
        return "gnomon amtool";
    }

    @Override
    public int run(PrintWriter out, PrintWriter err, String... args) {
        return run(out, err, System.getenv(), args);
    }

    /** Exit code of a command, 1 after it said why it failed. */
    static int run(
            PrintWriter out, PrintWriter err, Map<String, String> environment, String... args) {
        try {
            Arguments arguments = Arguments.of(List.of(args), ConfigFiles.read(environment));
            return command(arguments, out, err);
        } catch (AmtoolFailure | SettingsException | IllegalArgumentException e) {
            out.flush();
            err.println("amtool: error: " + e.getMessage());
        } catch (IOException e) {
            out.flush();
            err.println("amtool: error: " + e);
        }
        return 1;
    }

    private static int command(Arguments arguments, PrintWriter out, PrintWriter err)
            throws AmtoolFailure, SettingsException, IOException {
        String command = arguments.command();
        switch (command) {
            case "check-config" -> new CheckConfig(arguments, out, err).run();
            case "template render" -> new TemplateRender(arguments, out).run();
            case "config routes show", "config routes test" -> {
                return new Routes(arguments, out, err).run();
            }
            default -> {
                try (AlertmanagerClient client = new AlertmanagerClient(arguments)) {
                    ask(arguments, client, out, err);
                }
            }
        }
        return 0;
    }

    private static void ask(
            Arguments arguments, AlertmanagerClient client, PrintWriter out, PrintWriter err)
            throws AmtoolFailure, IOException {
        Output output = new Output(arguments, out);
        switch (arguments.command()) {
            case "alert query" -> new AlertCommands(arguments, client).query(output);
            case "alert add" -> new AlertCommands(arguments, client).add();
            case "silence query" -> new SilenceQuery(arguments, client, out).run(output);
            case "silence add" -> new SilenceChanges(arguments, client, out, err).add();
            case "silence update" -> new SilenceChanges(arguments, client, out, err).update(output);
            case "silence expire" -> new SilenceChanges(arguments, client, out, err).expire();
            case "silence import" -> new SilenceChanges(arguments, client, out, err).bring();
            case "config show" -> output.config(client.status());
            case "cluster show" -> output.cluster(client.status());
            default -> throw new AmtoolFailure("expected command but got " + arguments.command());
        }
    }
}
