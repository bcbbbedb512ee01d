package io.gnomon.platform.core.http.internal.alone;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.common.Limit;

import java.util.List;

/**
 * Flags that every exporter has when it runs alone, with the names of the peers' (prometheus/
 * exporter-toolkit, prometheus/common promslog).
 */
@Doc("How an exporter that runs alone is served")
record AloneSettings(
        @Doc("Address on which to listen, host:port or :port; the peer's port when none is given")
                @Key("web.listen-address")
                List<String> listenAddresses,
        @Doc("File with TLS and users (web.yml)") @Key("web.config.file") @Default("")
                String webConfigFile,
        @Doc("Path of the metrics") @Key("web.telemetry-path") @Default("/metrics")
                String telemetryPath,
        @Doc("Scrapes that may run at a time, 0 for any number")
                @Key("web.max-requests")
                @Default("40")
                @Limit(min = 0)
                int maxRequests,
        @Doc("Leave out process_*, promhttp_* and the build info")
                @Key("web.disable-exporter-metrics")
                boolean disableExporterMetrics,
        @Doc("URL under which the exporter is reachable from outside")
                @Key("web.external-url")
                @Default("")
                String externalUrl,
        @Doc("Path in front of all paths; that of the external URL when not given")
                @Key("web.route-prefix")
                @Default("")
                String routePrefix,
        @Doc("Names in the Host header, besides this host's, that are served on loopback addresses")
                @Key("gnomon.allowed-hosts")
                List<String> allowedHosts,
        @Doc("Refused: the Java runtime cannot take sockets from systemd")
                @Key("web.systemd-socket")
                boolean systemdSocket,
        @Doc("Make the exporter, say whether its configuration is valid, and end")
                @Key("config.check")
                boolean configCheck,
        @Doc("Least severe lines to log") @Key("log.level") @Default("info") Level logLevel,
        @Doc("Form of the log's lines") @Key("log.format") @Default("logfmt") LogFormat logFormat,
        @Doc("Accepted, without effect: of the Go runtime") @Key("runtime.gomaxprocs") @Default("1")
                int goMaxProcs,
        @Doc("Start, scrape once, write the archive of classes, and end") @Key("gnomon.rehearse")
                boolean rehearse) {

    AloneSettings {
        if (systemdSocket) {
            throw new IllegalArgumentException(
                    "--web.systemd-socket: the Java runtime cannot take sockets from systemd; give"
                            + " --web.listen-address");
        }
        if (!telemetryPath.startsWith("/") || telemetryPath.equals("/")) {
            throw new IllegalArgumentException(
                    "--web.telemetry-path: \""
                            + telemetryPath
                            + "\" must be a path such as /metrics");
        }
    }

    /** See --log.level; the launcher sets it. */
    enum Level {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    /** See --log.format; the launcher sets it. */
    enum LogFormat {
        LOGFMT,
        JSON
    }
}
