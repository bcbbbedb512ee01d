package io.gnomon.exporters.mysql.internal;

import io.gnomon.model.sample.MetricType;
import io.gnomon.spi.exporter.CollectRequest;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.MetricSink;
import io.gnomon.spi.exporter.RequestRefused;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Connects for each scrape, runs the collectors one after the other on that connection and reports
 * how each did. What a server lacks is left out and said once, what fails is said when it changes.
 */
final class MysqlExporter implements Exporter {
    private static final Logger LOG = LoggerFactory.getLogger(MysqlExporter.class);

    /** Opens a connection. */
    interface Connector {
        Session connect(Account account, Duration timeout) throws SQLException;
    }

    /** A server and how to leave it. */
    interface Session extends AutoCloseable {
        Server server();

        @Override
        void close();
    }

    private final MysqlSettings settings;
    private final List<Collector> collectors;
    private final Connector connector;
    private volatile OptionFile file;
    private final Map<String, String> said = new ConcurrentHashMap<>();

    MysqlExporter(MysqlSettings settings, Connector connector) throws IOException {
        this.settings = settings;
        this.connector = connector;
        this.collectors = enabled(settings);
        this.file = read(settings);
    }

    static MysqlExporter create(MysqlSettings settings) throws IOException {
        String variables = sessionVariables(settings);
        return new MysqlExporter(
                settings,
                (account, timeout) -> {
                    JdbcServer server = JdbcServer.connect(account, timeout, variables);
                    return new Session() {
                        @Override
                        public Server server() {
                            return server;
                        }

                        @Override
                        public void close() {
                            server.close();
                        }
                    };
                });
    }

    private static OptionFile read(MysqlSettings settings) throws IOException {
        return OptionFile.read(
                Path.of(settings.myCnf()),
                name -> {
                    String value = System.getenv(name);
                    return value == null ? "" : value;
                });
    }

    static String sessionVariables(MysqlSettings settings) {
        String timeout =
                settings.enableLockWaitTimeout()
                        ? "lock_wait_timeout=" + settings.lockWaitTimeout()
                        : "";
        String filter =
                settings.logSlowFilter()
                        ? "log_slow_filter='tmp_table_on_disk,filesort_on_disk'"
                        : "";
        return timeout.isEmpty() || filter.isEmpty() ? timeout + filter : timeout + "," + filter;
    }

    private static List<Collector> enabled(MysqlSettings settings) {
        Map<String, Boolean> names = Collectors.names();
        check(settings.enabledCollectors(), "enabled_collectors", names.keySet());
        check(settings.disabledCollectors(), "disabled_collectors", names.keySet());
        return Collectors.all(settings.options()).stream()
                .filter(c ->
                        Boolean.TRUE.equals(names.get(c.name()))
                                || settings.enabledCollectors().contains(c.name()))
                .filter(c -> !settings.disabledCollectors().contains(c.name()))
                .toList();
    }

    private static void check(List<String> given, String setting, Set<String> names) {
        for (String name : given) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(
                        setting
                                + ": no collector is named \""
                                + name
                                + "\"; there are "
                                + String.join(", ", names));
            }
        }
    }

    @Override
    public void reload() throws IOException {
        file = read(settings);
    }

    @Override
    public void collect(CollectRequest request, MetricSink sink) throws RequestRefused {
        Account account = account(request);
        Duration timeout = request.timeout().minusMillis((long) (settings.timeoutOffset() * 1000));
        Families found = new Families();
        Families how = new Families();
        long start = System.nanoTime();
        double up = 0;
        try (Session session = connector.connect(account, timeout)) {
            session.server().version();
            up = 1;
            said.remove(account.server());
            duration(how, "connection", start);
            for (Collector c : wanted(request)) {
                run(c, account, session.server(), found, how);
            }
        } catch (SQLException e) {
            say(account.server(), "mysql {}: {}", account.server(), message(e));
        }
        found.report(sink);
        how.report(sink);
        sink.family("mysql_up", MetricType.GAUGE, "Whether the server answered.");
        sink.sample(up);
    }

    private void run(Collector c, Account account, Server server, Families found, Families how) {
        long start = System.nanoTime();
        String label = "collect." + c.name();
        String key = account.server() + " " + c.name();
        Families families = new Families();
        double success = 1;
        try {
            c.collect(server, families);
            said.remove(key);
        } catch (SQLException e) {
            if (Lacking.is(e)) {
                say(
                        key,
                        "mysql {}: {} is left out, the server does not have it: {}",
                        account.server(),
                        label,
                        message(e));
                return;
            }
            success = 0;
            say(key, "mysql {}: {} failed: {}", account.server(), label, message(e));
        }
        found.addAll(families);
        duration(how, label, start);
        how.gauge(
                "exporter_collector_success",
                "Whether a collector succeeded.",
                success,
                "collector",
                label);
    }

    private static void duration(Families how, String label, long start) {
        how.gauge(
                "exporter_collector_duration_seconds",
                "Seconds that a collector took.",
                (System.nanoTime() - start) / 1e9,
                "collector",
                label);
    }

    private void say(String key, String format, String... arguments) {
        String text = String.join(" ", arguments);
        if (!text.equals(said.put(key, text))) {
            LOG.warn(format, (Object[]) arguments);
        }
    }

    /** The first line, without the number of the connection, which is another one each time. */
    static String message(SQLException e) {
        String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return first.replaceFirst("^\\(conn=\\d+\\) ", "");
    }

    /** {@code collect[]} names those to run; when it names none that is switched on, all run. */
    private List<Collector> wanted(CollectRequest request) {
        List<String> names = request.parameters().getOrDefault("collect[]", List.of());
        List<Collector> some = collectors.stream().filter(c -> names.contains(c.name())).toList();
        return some.isEmpty() ? collectors : some;
    }

    private Account account(CollectRequest request) throws RequestRefused {
        String target = request.parameter("target");
        String section = "client";
        if (request.path().equals("/probe")) {
            if (target.isEmpty()) {
                throw new RequestRefused("target is required");
            }
            section = request.parameter("auth_module");
            section = section.isEmpty() ? "client" : section;
            if (!section.equals("client") && !file.has(section)) {
                throw new RequestRefused(
                        "could not find section [" + section + "] in " + settings.myCnf());
            }
        }
        try {
            Account account = file.account(section, settings);
            return target.isEmpty() ? account : account.at(target);
        } catch (IllegalArgumentException e) {
            throw new RequestRefused(String.valueOf(e.getMessage()));
        }
    }
}
