package io.gnomon.platform.core.config.alerting;

import io.gnomon.model.text.TextPosition;
import io.gnomon.platform.core.config.internal.text.YamlChange;
import io.gnomon.platform.core.config.internal.text.YamlReader;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Scalar;

import java.util.ArrayList;
import java.util.List;

/**
 * The routes of a file that name a receiver, in alertmanager.yml or in a fragment. A route that
 * takes its receiver from the one above it names none.
 */
public final class WrittenRoutes {
    private static final String ROUTE = "route";
    private static final String ROUTES = "routes";
    private static final String RECEIVER = "receiver";

    private WrittenRoutes() {}

    /**
     * A route.
     *
     * @param place of the receiver's name
     * @param matchers its own, as they are written: {@code team="db"}; none of the root
     */
    public record WrittenRoute(TextPosition place, List<String> matchers) {
        public WrittenRoute {
            matchers = List.copyOf(matchers);
        }
    }

    /**
     * The routes in a text that name a receiver, from the top.
     *
     * @param file name of the text, for positions
     * @throws SettingsException when the text is not YAML
     */
    public static List<WrittenRoute> to(String receiver, String file, String text)
            throws SettingsException {
        List<WrittenRoute> found = new ArrayList<>();
        SettingsNode root = YamlReader.read(file, text);
        collect(Nodes.child(root, ROUTE), receiver, found);
        Nodes.items(root, ROUTES).forEach(route -> collect(route, receiver, found));
        return List.copyOf(found);
    }

    private static void collect(SettingsNode route, String receiver, List<WrittenRoute> found) {
        if (names(route, receiver)) {
            found.add(new WrittenRoute(Nodes.position(route, RECEIVER), matchers(route)));
        }
        Nodes.items(route, ROUTES).forEach(below -> collect(below, receiver, found));
    }

    private static boolean names(SettingsNode route, String receiver) {
        return Nodes.child(route, RECEIVER) instanceof Scalar name && name.text().equals(receiver);
    }

    private static List<String> matchers(SettingsNode route) {
        List<String> matchers = new ArrayList<>();
        WrittenMatchers.older(route, "").forEach(matcher -> matchers.add(matcher.toString()));
        for (SettingsNode matcher : Nodes.items(route, "matchers")) {
            if (matcher instanceof Scalar text) {
                matchers.add(text.text());
            }
        }
        return matchers;
    }

    /**
     * The text with the routes that name a receiver naming another one; all else stays to the
     * character.
     *
     * @throws SettingsException when the text is not YAML, or written in such a way that this
     *     cannot be done
     */
    public static String renamed(String from, String to, String file, String text)
            throws SettingsException {
        List<WrittenRoute> routes = to(from, file, text);
        if (routes.isEmpty()) {
            return text;
        }
        SettingsNode root = YamlReader.read(file, text);
        return YamlChange.of(file, text, root, renamed(root, from, to), routes.getFirst().place());
    }

    /** The same in what was read. */
    static SettingsNode renamed(SettingsNode root, String from, String to) {
        if (from.equals(to)) {
            return root;
        }
        SettingsNode named = renamedBelow(root, from, to);
        Entry route = Nodes.entry(root, ROUTE);
        return route == null
                ? named
                : Nodes.put(
                        named,
                        new Entry(ROUTE, route.keyPosition(), route(route.value(), from, to)));
    }

    private static SettingsNode route(SettingsNode route, String from, String to) {
        SettingsNode named = renamedBelow(route, from, to);
        if (!names(route, from)) {
            return named;
        }
        TextPosition place = Nodes.position(route, RECEIVER);
        return Nodes.put(named, new Entry(RECEIVER, place, new Scalar(to, true, place)));
    }

    private static SettingsNode renamedBelow(SettingsNode node, String from, String to) {
        List<SettingsNode> routes =
                Nodes.items(node, ROUTES).stream().map(route -> route(route, from, to)).toList();
        return routes.isEmpty() ? node : Nodes.withItems(node, ROUTES, routes);
    }
}
