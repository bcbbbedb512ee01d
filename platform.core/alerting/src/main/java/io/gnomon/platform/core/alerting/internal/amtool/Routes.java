package io.gnomon.platform.core.alerting.internal.amtool;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.config.alerting.AlertmanagerFile;
import io.gnomon.platform.core.config.alerting.MatcherSyntax;
import io.gnomon.platform.core.config.alerting.Route;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code config routes show} and {@code config routes test}. */
final class Routes {
    private static final int UNEXPECTED = 1;

    private final Arguments arguments;
    private final PrintWriter out;
    private final PrintWriter err;

    Routes(Arguments arguments, PrintWriter out, PrintWriter err) {
        this.arguments = arguments;
        this.out = out;
        this.err = err;
    }

    /** Exit code. */
    int run() throws AmtoolFailure, SettingsException {
        AlertmanagerFile config = config();
        config.warnings().forEach(err::println);
        if (arguments.command().endsWith("show")) {
            out.println("Routing tree:");
            out.println(tree(config.route(), Route::routes, Routes::shown));
            return 0;
        }
        return test(config.route());
    }

    private AlertmanagerFile config() throws AmtoolFailure, SettingsException {
        String file = arguments.get("config.file");
        if (!file.isEmpty()) {
            if (arguments.isGiven("alertmanager.url")) {
                err.println("Warning: --config.file flag overrides the --alertmanager.url.");
            }
            if (!Files.exists(Path.of(file))) {
                throw new AmtoolFailure("path '" + file + "' does not exist");
            }
            return AlertmanagerFile.read(file, arguments.syntax());
        }
        try (AlertmanagerClient client = new AlertmanagerClient(arguments)) {
            SettingsNode config = Json.child(client.status(), "config");
            return AlertmanagerFile.parse("", Json.text(config, "original"), arguments.syntax());
        }
    }

    private int test(Route root) {
        Labels labels;
        try {
            labels = Labels.of(arguments.pairs(arguments.rest(), "Labels"));
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw new IllegalArgumentException(
                    (message.startsWith("Labels") ? "" : "Failed to parse labels: ") + message, e);
        }
        if (arguments.is("tree")) {
            out.println("Matching routes:");
            Function<Route, List<Route>> below = route -> matching(route, labels);
            out.println(
                    tree(
                            root,
                            below,
                            route ->
                                    slug(route)
                                            + (below.apply(route).isEmpty()
                                                    ? receiver(route)
                                                    : "")));
            out.println();
        }
        String receivers =
                root.match(labels).stream().map(Route::receiver).collect(Collectors.joining(","));
        out.println(receivers);
        String expected = arguments.get("verify.receivers");
        if (!expected.isEmpty() && !expected.equals(receivers)) {
            out.println("WARNING: Expected receivers did not match resolved receivers.");
            return UNEXPECTED;
        }
        return 0;
    }

    /** The nodes below that an alert gets to. */
    private static List<Route> matching(Route route, Labels labels) {
        List<Route> found = new ArrayList<>();
        for (Route child : route.routes()) {
            if (child.matchers().stream().allMatch(matcher -> matcher.matches(labels))) {
                found.add(child);
                if (!child.continues()) {
                    break;
                }
            }
        }
        return found;
    }

    private static String shown(Route route) {
        return slug(route) + (route.continues() ? "  continue: true" : "") + receiver(route);
    }

    private static String slug(Route route) {
        return route.matchers().isEmpty()
                ? "default-route"
                : MatcherSyntax.format(route.matchers());
    }

    private static String receiver(Route route) {
        return "  receiver: " + route.receiver();
    }

    private static String tree(
            Route root, Function<Route, List<Route>> below, Function<Route, String> text) {
        StringBuilder tree = new StringBuilder(".\n");
        branch(root, "", true, below, text, tree);
        return tree.toString();
    }

    private static void branch(
            Route route,
            String indent,
            boolean last,
            Function<Route, List<Route>> below,
            Function<Route, String> text,
            StringBuilder tree) {
        tree.append(indent).append(last ? "└── " : "├── ").append(text.apply(route)).append('\n');
        List<Route> children = below.apply(route);
        for (int i = 0; i < children.size(); i++) {
            String deeper = indent + (last ? "    " : "│   ");
            branch(children.get(i), deeper, i == children.size() - 1, below, text, tree);
        }
    }
}
