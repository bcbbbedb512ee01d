package io.gnomon.platform.core.http.internal.routing;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Routes by method and path. A pattern's segment is a text, {@code {name}} for any one segment, or
 * at the end {@code {name...}} for the rest of the path. Texts win over names, names over rests.
 *
 * <p>Filled by one thread, then read by many.
 */
public final class Routes {
    /** Largest body that a route takes when it says nothing: a form with a long query. */
    public static final long BODY_BYTES_MAX = 10L << 20;

    private final Node root = new Node();

    /** How errors of a route look. */
    public enum ErrorStyle {
        /** One line of text. */
        TEXT,
        /** The envelope of Prometheus's API. */
        PROMETHEUS,
        /** The {@code {"error": ...}} of Gnomon's API. */
        GNOMON,
        /** The {@code {"code": ..., "message": ...}} of Alertmanager's API. */
        ALERTMANAGER
    }

    /**
     * A route.
     *
     * @param pattern as it was given
     * @param bodyBytesMax larger bodies are refused with 413
     */
    public record Route(
            String pattern,
            Access access,
            ErrorStyle errors,
            long bodyBytesMax,
            Endpoint endpoint) {}

    /**
     * Where a path leads.
     *
     * @param route null when the path exists but not for this method
     * @param pattern of the path
     * @param allowed methods of this path, sorted
     */
    public record Match(
            @Nullable Route route,
            String pattern,
            List<String> allowed,
            Map<String, String> variables) {}

    /** Adds a route for a method; GET serves HEAD too. */
    public Routes add(String method, Route route) {
        Node node = root;
        for (String segment : segments(route.pattern())) {
            node = node.child(segment);
        }
        if (node.methods.put(method, route) != null) {
            throw new IllegalStateException("two routes for " + method + " " + route.pattern());
        }
        return this;
    }

    /** A route under its method, for who wants to see all of them. */
    public record Registered(String method, Route route) {}

    /** All routes, by pattern and method. */
    public List<Registered> all() {
        List<Registered> all = new ArrayList<>();
        root.addTo(all);
        all.sort(
                Comparator.comparing((Registered r) -> r.route().pattern())
                        .thenComparing(Registered::method));
        return all;
    }

    /** The most fitting pattern for a path, null when none fits. */
    public @Nullable Match find(String method, List<String> segments) {
        Map<String, String> variables = new HashMap<>();
        Node node = find(root, segments, 0, variables);
        if (node == null) {
            return null;
        }
        String effective = method.equals("HEAD") ? "GET" : method;
        return new Match(
                node.methods.get(effective),
                node.methods.values().iterator().next().pattern(),
                List.copyOf(new TreeSet<>(node.methods.keySet())),
                variables);
    }

    private static @Nullable Node find(
            Node node, List<String> segments, int from, Map<String, String> variables) {
        if (from == segments.size()) {
            return node.methods.isEmpty() ? null : node;
        }
        String segment = segments.get(from);
        Node fixed = node.fixed.get(segment);
        Node found = fixed == null ? null : find(fixed, segments, from + 1, variables);
        Node any = node.any;
        if (found == null && any != null && !segment.isEmpty()) {
            found = find(any, segments, from + 1, variables);
            if (found != null) {
                variables.put(node.anyName, segment);
            }
        }
        Node rest = node.rest;
        if (found == null && rest != null) {
            found = rest;
            variables.put(node.restName, String.join("/", segments.subList(from, segments.size())));
        }
        return found;
    }

    /** The parts of a path between its slashes; the path begins with a slash. */
    static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    private static final class Node {
        final Map<String, Node> fixed = new HashMap<>();
        final Map<String, Route> methods = new HashMap<>();
        @Nullable Node any;
        String anyName = "";
        @Nullable Node rest;
        String restName = "";

        void addTo(List<Registered> all) {
            methods.forEach((method, route) -> all.add(new Registered(method, route)));
            fixed.values().forEach(node -> node.addTo(all));
            if (any != null) {
                any.addTo(all);
            }
            if (rest != null) {
                rest.addTo(all);
            }
        }

        Node child(String segment) {
            if (!segment.startsWith("{")) {
                return fixed.computeIfAbsent(segment, s -> new Node());
            }
            String name = segment.substring(1, segment.length() - 1);
            if (name.endsWith("...")) {
                restName = name.substring(0, name.length() - 3);
                Node node = rest == null ? new Node() : rest;
                rest = node;
                return node;
            }
            if (!anyName.isEmpty() && !anyName.equals(name)) {
                throw new IllegalStateException(
                        "a segment is called both " + anyName + " and " + name);
            }
            anyName = name;
            Node node = any == null ? new Node() : any;
            any = node;
            return node;
        }
    }

    /** Adds routes that share access and error style. */
    public Group group(Access access, ErrorStyle errors) {
        return new Group(access, errors);
    }

    /** See {@link #group}. */
    public final class Group {
        private final Access access;
        private final ErrorStyle errors;

        private Group(Access access, ErrorStyle errors) {
            this.access = access;
            this.errors = errors;
        }

        public Group get(String pattern, Endpoint endpoint) {
            return add("GET", pattern, BODY_BYTES_MAX, endpoint);
        }

        public Group post(String pattern, Endpoint endpoint) {
            return add("POST", pattern, BODY_BYTES_MAX, endpoint);
        }

        public Group put(String pattern, Endpoint endpoint) {
            return add("PUT", pattern, BODY_BYTES_MAX, endpoint);
        }

        public Group delete(String pattern, Endpoint endpoint) {
            return add("DELETE", pattern, BODY_BYTES_MAX, endpoint);
        }

        public Group add(String method, String pattern, long bodyBytesMax, Endpoint endpoint) {
            Routes.this.add(method, new Route(pattern, access, errors, bodyBytesMax, endpoint));
            return this;
        }
    }
}
