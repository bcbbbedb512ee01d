package io.gnomon.exporters.node.internal.services;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.Metrics;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sessions of users by the D-Bus interface org.freedesktop.login1.
 *
 * @param bus address of the bus
 */
record LogindCollector(String bus) implements Collector {
    private static final String LOGIND = "org.freedesktop.login1";
    private static final String PATH = "/org/freedesktop/login1";
    private static final String OTHER = "other";
    private static final List<String> TYPES =
            List.of(OTHER, "unspecified", "tty", "x11", "wayland", "mir", "web");
    private static final List<String> CLASSES =
            List.of(OTHER, "user", "greeter", "lock-screen", "background");

    /** Name and path. */
    private static final int SEAT_FIELDS = 2;

    /** Name, user's number and name, seat and path. */
    private static final int SESSION_FIELDS = 5;

    private record Session(String seat, String remote, String type, String kind) {}

    @Override
    public void collect(Metrics out) throws IOException {
        List<String> seats = new ArrayList<>();
        Map<Session, Integer> sessions = new HashMap<>();
        try (MessageBus connection = MessageBus.connect(bus)) {
            for (Object[] seat : list(connection, "ListSeats", SEAT_FIELDS)) {
                seats.add(seat[0].toString());
            }
            // Sessions from elsewhere, as those of ssh, are at no seat.
            seats.add("");
            for (Object[] session : list(connection, "ListSessions", SESSION_FIELDS)) {
                session(connection, session[3].toString(), session[4].toString())
                        .ifPresent(s -> sessions.merge(s, 1, Integer::sum));
            }
        }
        for (String remote : List.of("true", "false")) {
            for (String type : TYPES) {
                for (String kind : CLASSES) {
                    for (String seat : seats) {
                        Session session = new Session(seat, remote, type, kind);
                        report(out, session, sessions.getOrDefault(session, 0));
                    }
                }
            }
        }
    }

    private static void report(Metrics out, Session session, int count) {
        out.gauge(
                "node_logind_sessions",
                "Sessions of users.",
                count,
                "seat",
                session.seat,
                "remote",
                session.remote,
                "type",
                session.type,
                "class",
                session.kind);
    }

    private static List<Object[]> list(MessageBus bus, String method, int fields)
            throws IOException {
        return bus.list(LOGIND, PATH, LOGIND + ".Manager", method, fields);
    }

    /** A session, empty when it has ended meanwhile. */
    private static Optional<Session> session(MessageBus bus, String seat, String path)
            throws IOException {
        Optional<String> remote = property(bus, path, "Remote");
        Optional<String> type = property(bus, path, "Type");
        Optional<String> kind = property(bus, path, "Class");
        return remote.isEmpty() || type.isEmpty() || kind.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Session(
                                seat,
                                remote.get(),
                                known(type.get(), TYPES),
                                known(kind.get(), CLASSES)));
    }

    private static Optional<String> property(MessageBus bus, String path, String name)
            throws IOException {
        return bus.find(LOGIND, path, LOGIND + ".Session", name).map(Object::toString);
    }

    private static String known(String value, List<String> values) {
        return values.contains(value) ? value : OTHER;
    }
}
