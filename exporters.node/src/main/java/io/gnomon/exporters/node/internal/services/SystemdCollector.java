package io.gnomon.exporters.node.internal.services;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.model.labels.Regex;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Units of systemd by the D-Bus interface org.freedesktop.systemd1. */
final class SystemdCollector implements Collector {
    private static final String SYSTEMD = "org.freedesktop.systemd1";
    private static final String PATH = "/org/freedesktop/systemd1";
    private static final List<String> STATES =
            List.of("active", "activating", "deactivating", "inactive", "failed");

    /** Name, description, load state, active state, sub state, followed, path and a job's three. */
    private static final int UNIT_FIELDS = 10;

    private static final Pattern VERSION = Pattern.compile("[0-9]{3,}(\\.[0-9]+)?");

    /** Older ones tell neither the system's state nor when timers ran. */
    private static final double VERSION_WITH_STATE = 212;

    private static final BigInteger NO_LIMIT = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
    private static final double MICRO = 1e6;

    private final Connector connector;
    private final ServiceCollectors.Settings settings;
    private final Regex include;
    private final Regex exclude;

    /** Connects to systemd. */
    @FunctionalInterface
    interface Connector {
        MessageBus connect() throws IOException;
    }

    /** A unit as systemd lists it. */
    private record Unit(String name, String loadState, String state, String path) {
        boolean isA(String kind) {
            return name.endsWith("." + kind);
        }
    }

    /**
     * A collector that connects for each scrape.
     *
     * @throws IllegalArgumentException when a setting is no regular expression
     */
    SystemdCollector(Connector connector, ServiceCollectors.Settings settings) {
        this.connector = connector;
        this.settings = settings;
        this.include = Regex.compile(settings.unitInclude());
        this.exclude = Regex.compile(settings.unitExclude());
    }

    @Override
    public void collect(Metrics out) throws IOException {
        try (MessageBus bus = connector.connect()) {
            double version = reportVersion(bus, out);
            List<Unit> units = units(bus);
            summarize(units, out);
            for (Unit unit : units) {
                if (unit.loadState.equals("loaded")
                        && include.matches(unit.name)
                        && !exclude.matches(unit.name)) {
                    report(bus, unit, version, out);
                }
            }
            if (version >= VERSION_WITH_STATE) {
                Object state = bus.property(SYSTEMD, PATH, SYSTEMD + ".Manager", "SystemState");
                out.gauge(
                        "node_systemd_system_running",
                        "1 when all units that should run do (systemctl is-system-running).",
                        state.equals("running") ? 1 : 0);
            }
        }
    }

    private static double reportVersion(MessageBus bus, Metrics out) throws IOException {
        String text = manager(bus, "Version").orElse("");
        Matcher number = VERSION.matcher(text);
        boolean known = number.find();
        double version = known ? Double.parseDouble(number.group()) : 0;
        out.gauge(
                "node_systemd_version",
                "Version of systemd.",
                version,
                "version",
                known ? text : "");
        String virtual = manager(bus, "Virtualization").orElse("unknown");
        out.gauge(
                "node_systemd_virtualization_info",
                "What the host runs in, as systemd sees it; the value is always 1.",
                1,
                "virtualization_type",
                virtual.isEmpty() ? "none" : virtual);
        return version;
    }

    private static Optional<String> manager(MessageBus bus, String property) throws IOException {
        return bus.find(SYSTEMD, PATH, SYSTEMD + ".Manager", property).map(Object::toString);
    }

    private static List<Unit> units(MessageBus bus) throws IOException {
        List<Unit> units = new ArrayList<>();
        for (Object[] unit :
                bus.list(SYSTEMD, PATH, SYSTEMD + ".Manager", "ListUnits", UNIT_FIELDS)) {
            units.add(
                    new Unit(
                            unit[0].toString(),
                            unit[2].toString(),
                            unit[3].toString(),
                            unit[6].toString()));
        }
        return units;
    }

    private static void summarize(List<Unit> units, Metrics out) {
        Map<String, Integer> counts = new TreeMap<>();
        STATES.forEach(state -> counts.put(state, 0));
        units.forEach(unit -> counts.merge(unit.state, 1, Integer::sum));
        counts.forEach((state, count) ->
                out.gauge("node_systemd_units", "Units by state.", count, "state", state));
    }

    private void report(MessageBus bus, Unit unit, double version, Metrics out) throws IOException {
        reportState(bus, unit, out);
        if (settings.startTimes()) {
            double start =
                    unit.state.equals("active")
                            ? number(bus, unit, "Unit", "ActiveEnterTimestamp").orElse(-1.0)
                            : 0;
            if (start >= 0) {
                out.gauge(
                        "node_systemd_unit_start_time_seconds",
                        "When the unit became active; 0 when it is not.",
                        start / MICRO,
                        "name",
                        unit.name);
            }
        }
        if (unit.isA("service")) {
            reportService(bus, unit, out);
        } else if (unit.isA("timer") && version >= VERSION_WITH_STATE) {
            number(bus, unit, "Timer", "LastTriggerUSec")
                    .ifPresent(last ->
                            out.gauge(
                                    "node_systemd_timer_last_trigger_seconds",
                                    "When the timer ran last.",
                                    last / MICRO,
                                    "name",
                                    unit.name));
        } else if (unit.isA("socket")) {
            reportSocket(bus, unit, out);
        }
    }

    private static void reportState(MessageBus bus, Unit unit, Metrics out) throws IOException {
        String type = "";
        if (unit.isA("service")) {
            type = property(bus, unit, "Service", "Type").map(Object::toString).orElse("");
        } else if (unit.isA("mount")) {
            type = property(bus, unit, "Mount", "Type").map(Object::toString).orElse("");
        }
        for (String state : STATES) {
            out.gauge(
                    "node_systemd_unit_state",
                    "1 for the state that the unit is in.",
                    unit.state.equals(state) ? 1 : 0,
                    "name",
                    unit.name,
                    "state",
                    state,
                    "type",
                    type);
        }
    }

    private void reportService(MessageBus bus, Unit unit, Metrics out) throws IOException {
        if (settings.restarts()) {
            number(bus, unit, "Service", "NRestarts")
                    .ifPresent(restarts ->
                            out.counter(
                                    "node_systemd_service_restart_total",
                                    "How often the service was started again.",
                                    restarts,
                                    "name",
                                    unit.name));
        }
        if (settings.tasks()) {
            tasks(bus, unit, "TasksCurrent", "unit_tasks_current", "Tasks of the service.", out);
            tasks(bus, unit, "TasksMax", "unit_tasks_max", "Tasks that it may have.", out);
        }
    }

    private static void tasks(
            MessageBus bus, Unit unit, String property, String name, String help, Metrics out)
            throws IOException {
        Optional<Object> value = property(bus, unit, "Service", property);
        if (value.isPresent() && !value.get().toString().equals(NO_LIMIT.toString())) {
            double tasks = ((Number) value.get()).doubleValue();
            out.gauge("node_systemd_" + name, help, tasks, "name", unit.name);
        }
    }

    private static void reportSocket(MessageBus bus, Unit unit, Metrics out) throws IOException {
        number(bus, unit, "Socket", "NAccepted")
                .ifPresent(accepted ->
                        out.counter(
                                "node_systemd_socket_accepted_connections_total",
                                "Connections accepted.",
                                accepted,
                                "name",
                                unit.name));
        number(bus, unit, "Socket", "NConnections")
                .ifPresent(current ->
                        out.gauge(
                                "node_systemd_socket_current_connections",
                                "Connections now.",
                                current,
                                "name",
                                unit.name));
        number(bus, unit, "Socket", "NRefused")
                .ifPresent(refused ->
                        out.gauge(
                                "node_systemd_socket_refused_connections_total",
                                "Connections refused.",
                                refused,
                                "name",
                                unit.name));
    }

    private static Optional<Object> property(
            MessageBus bus, Unit unit, String kind, String property) throws IOException {
        return bus.find(SYSTEMD, unit.path, SYSTEMD + "." + kind, property);
    }

    private static Optional<Double> number(MessageBus bus, Unit unit, String kind, String property)
            throws IOException {
        return property(bus, unit, kind, property)
                .filter(Number.class::isInstance)
                .map(value -> ((Number) value).doubleValue());
    }
}
