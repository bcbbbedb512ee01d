package io.gnomon.exporters.mysql.internal;

import static java.util.stream.Collectors.toSet;

import io.gnomon.exporters.collecting.CollectorRuns;
import io.gnomon.exporters.collecting.Job;
import io.gnomon.exporters.collecting.LastRuns;
import io.gnomon.exporters.collecting.Outcome;
import io.gnomon.exporters.collecting.Switches;
import io.gnomon.model.sample.MetricType;
import io.gnomon.spi.exporter.CollectRequest;
import io.gnomon.spi.exporter.CollectorReport;
import io.gnomon.spi.exporter.CollectorReport.Result;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.MetricSink;
import io.gnomon.spi.exporter.RequestRefused;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Connects for each scrape, runs the collectors one after the other on that connection and reports
 * how each did. What a server lacks is left out and said once, what fails is said when it changes.
 * A collector that uses up its time costs its connection; those behind it get a new one.
 */
final class MysqlExporter implements Exporter {
    private static final Logger LOG = LoggerFactory.getLogger(MysqlExporter.class);

    /** Opens connections; closed with the exporter. */
    interface Connector extends AutoCloseable {
        Session connect(Account account, Duration timeout) throws SQLException;

        @Override
        default void close() {}
    }

    /** A server and how to leave it. */
    interface Session extends AutoCloseable {
        Server server();

        /** Closes the connection under the query that waits. */
        void abort();

        @Override
        void close();
    }

    private final MysqlSettings settings;
    private final List<Collector> collectors;
    private final Connector connector;
    private volatile OptionFile file;
    private final CollectorRuns runs = new CollectorRuns("mysql-collector");
    private final LastRuns last = new LastRuns(InstantSource.system());

    MysqlExporter(MysqlSettings settings, Connector connector) throws IOException {
        this.settings = settings;
        this.connector = connector;
        this.collectors = enabled(settings);
        this.file = read(settings);
    }

    private static OptionFile read(MysqlSettings settings) throws IOException {
        return OptionFile.read(
                Path.of(settings.myCnf()),
                name -> {
                    String value = System.getenv(name);
                    return value == null ? "" : value;
                });
    }

    private static List<Collector> enabled(MysqlSettings settings) {
        List<String> on =
                new Switches(settings.enabledCollectors(), settings.disabledCollectors(), false)
                        .on(Collectors.names());
        return Collectors.all(settings.options()).stream()
                .filter(c -> on.contains(c.name()))
                .toList();
    }

    @Override
    public void close() {
        runs.close();
        connector.close();
    }

    @Override
    public CollectorReport collectorReport() {
        return last.report(collectors.stream().map(Collector::name).collect(toSet()));
    }

    @Override
    public void reload() throws IOException {
        file = read(settings);
    }

    @Override
    public void collect(CollectRequest request, MetricSink sink)
            throws RequestRefused, InterruptedException {
        Account account = account(request);
        long end =
                System.nanoTime()
                        + request.timeout().toNanos()
                        - (long) (settings.timeoutOffset() * 1e9);
        List<Outcome> outcomes = new ArrayList<>();
        Families found = new Families();
        double up = 0;
        double secondsToConnect = Double.NaN;
        String server = account.server();
        long start = System.nanoTime();
        try (Line line = new Line(account, end)) {
            line.server().version();
            up = 1;
            secondsToConnect = (System.nanoTime() - start) / 1e9;
            last.note(server, "", Result.SUCCEEDED, secondsToConnect, "");
            outcomes.addAll(run(wanted(request), line, found));
        } catch (SQLException e) {
            double seconds = (System.nanoTime() - start) / 1e9;
            if (last.note(server, "", Result.FAILED, seconds, message(e))) {
                LOG.warn("mysql {}: {}", server, message(e));
            }
        }
        found.report(sink);
        if (up == 1) {
            List<Outcome> timed = new ArrayList<>();
            timed.add(new Outcome("connection", secondsToConnect, Optional.empty()));
            timed.addAll(outcomes);
            Outcome.reportDurations(sink, "mysql_exporter_collector", timed);
            Outcome.reportSuccess(sink, "mysql_exporter_collector", outcomes);
        }
        sink.family("mysql_up", MetricType.GAUGE, "Whether the server answered.");
        sink.sample(up);
    }

    /** How the collectors did; without those whose subject the server lacks. */
    private List<Outcome> run(List<Collector> wanted, Line line, Families found)
            throws InterruptedException {
        List<Job> jobs = new ArrayList<>();
        List<Families> each = new ArrayList<>();
        for (Collector c : wanted) {
            Families families = new Families();
            each.add(families);
            jobs.add(
                    new Job(
                            "collect." + c.name(),
                            line.account.server() + " " + c.name(),
                            () -> c.collect(line.server(), families),
                            line::cut));
        }
        List<Outcome> reported = new ArrayList<>();
        List<Outcome> outcomes = runs.run(jobs, line.timeLeft(), eachTimeout());
        for (int i = 0; i < outcomes.size(); i++) {
            Outcome outcome = outcomes.get(i);
            Result result = result(outcome);
            tell(outcome, result, wanted.get(i).name(), line.account.server());
            if (result != Result.LACKING) {
                reported.add(outcome);
                if (outcome.isDone()) {
                    found.addAll(each.get(i));
                }
            }
        }
        return reported;
    }

    /** The most that one collector may take. */
    private Duration eachTimeout() {
        return settings.queryTimeout() == 0
                ? Duration.ofNanos(Long.MAX_VALUE)
                : Duration.ofSeconds(settings.queryTimeout());
    }

    /** Lacking when the server does not have the collector's subject. */
    private static Result result(Outcome outcome) {
        if (outcome.failure().isEmpty()) {
            return Result.SUCCEEDED;
        }
        boolean lacking = outcome.failure().get() instanceof SQLException e && Lacking.is(e);
        return lacking ? Result.LACKING : Result.FAILED;
    }

    /** Keeps how a collector did, and says it when it is news. */
    private void tell(Outcome outcome, Result result, String collector, String server) {
        String reason =
                outcome.failure().orElse(null) instanceof SQLException e
                        ? message(e)
                        : outcome.reason();
        if (last.note(server, collector, result, outcome.seconds(), reason)) {
            LOG.warn(
                    result == Result.LACKING
                            ? "mysql {}: {} is left out, the server does not have it: {}"
                            : "mysql {}: {} failed: {}",
                    server,
                    outcome.name(),
                    reason);
        }
    }

    /** The connection of a scrape, opened when it is asked for, and anew after it was cut. */
    private final class Line implements AutoCloseable {
        private final Account account;
        private final long end;
        private Optional<Session> session = Optional.empty();

        Line(Account account, long end) {
            this.account = account;
            this.end = end;
        }

        Duration timeLeft() {
            return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        }

        synchronized Server server() throws SQLException {
            if (session.isEmpty()) {
                session = Optional.of(connector.connect(account, timeLeft()));
            }
            return session.get().server();
        }

        /** Ends the query that waits. */
        synchronized void cut() {
            session.ifPresent(Session::abort);
            session = Optional.empty();
        }

        @Override
        public synchronized void close() {
            session.ifPresent(Session::close);
            session = Optional.empty();
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
