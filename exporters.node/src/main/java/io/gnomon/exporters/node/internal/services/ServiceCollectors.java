package io.gnomon.exporters.node.internal.services;

import io.gnomon.exporters.node.internal.host.Offer;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Key;

import java.util.List;
import java.util.Objects;

/** What systemd can tell of the host. */
public final class ServiceCollectors {
    /** Where the D-Bus specification has the system's bus, unless the variable says another. */
    private static final String SYSTEM_BUS =
            Objects.requireNonNullElse(
                    System.getenv("DBUS_SYSTEM_BUS_ADDRESS"),
                    "unix:path=/var/run/dbus/system_bus_socket");

    private static final String SYSTEMD_ALONE = "unix:path=/run/systemd/private";

    /** All of them. */
    public static final List<Offer<Settings>> OFFERS =
            List.of(
                    Offer.off("logind", (_, _) -> new LogindCollector(SYSTEM_BUS)),
                    Offer.off(
                            "systemd",
                            (_, s) ->
                                    new SystemdCollector(
                                            s.privateSocket
                                                    ? () ->
                                                            MessageBus.connectDirectly(
                                                                    SYSTEMD_ALONE)
                                                    : () -> MessageBus.connect(SYSTEM_BUS),
                                            s)));

    private ServiceCollectors() {}

    /** Settings, named as node_exporter's flags. */
    public record Settings(
            @Doc("Units to report, as a regular expression of the whole name")
                    @Key("collector.systemd.unit-include")
                    @Default(".+")
                    String unitInclude,
            @Doc("Units to leave out, as a regular expression of the whole name")
                    @Key("collector.systemd.unit-exclude")
                    @Default(".+\\.(automount|device|mount|scope|slice)")
                    String unitExclude,
            @Doc("Ask systemd over its own socket instead of the bus, which takes root")
                    @Key("collector.systemd.private")
                    boolean privateSocket,
            @Doc("Report how many tasks services have and may have")
                    @Key("collector.systemd.enable-task-metrics")
                    boolean tasks,
            @Doc("Report how often services were started again")
                    @Key("collector.systemd.enable-restarts-metrics")
                    boolean restarts,
            @Doc("Report when units were started")
                    @Key("collector.systemd.enable-start-time-metrics")
                    boolean startTimes) {}
}
