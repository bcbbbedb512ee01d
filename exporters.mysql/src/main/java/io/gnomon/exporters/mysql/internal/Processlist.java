package io.gnomon.exporters.mysql.internal;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Threads by command and state, by user and by host. */
record Processlist(int minTimeSeconds, boolean byUser, boolean byHost) implements Collector {
    private static final String FAMILY = "info_schema_processlist_";

    /** Threads and the seconds in which they have been as they are. */
    private static final class Sum {
        private double threads;
        private double seconds;
    }

    private record State(String command, String state) implements Comparable<State> {
        @Override
        public int compareTo(State o) {
            int byCommand = command.compareTo(o.command);
            return byCommand != 0 ? byCommand : state.compareTo(o.state);
        }
    }

    @Override
    public String name() {
        return "info_schema.processlist";
    }

    @Override
    public void collect(Server server, Families families) throws SQLException {
        Map<State, Sum> states = new TreeMap<>();
        Map<String, Double> users = new TreeMap<>();
        Map<String, Double> hosts = new TreeMap<>();
        String sql =
                "SELECT user, SUBSTRING_INDEX(host, ':', 1), command, state, COUNT(*), SUM(time)"
                        + " FROM information_schema.processlist WHERE id != CONNECTION_ID()"
                        + " AND time >= "
                        + minTimeSeconds
                        + " GROUP BY 1, 2, 3, 4";
        for (Rows.Row row : server.query(sql).rows()) {
            double threads = row.number(4);
            Sum sum =
                    states.computeIfAbsent(
                            new State(plain(row.text(2)), plain(row.text(3))), _ -> new Sum());
            sum.threads += threads;
            sum.seconds += row.number(5);
            users.merge(known(row.text(0)), threads, Double::sum);
            hosts.merge(known(row.text(1)), threads, Double::sum);
        }
        states.forEach((state, sum) -> {
            String[] labels = {"command", state.command, "state", state.state};
            families.gauge(
                    FAMILY + "threads", "Threads, by command and state.", sum.threads, labels);
            families.gauge(
                    FAMILY + "seconds",
                    "Seconds since threads came into their state, by command and state.",
                    sum.seconds,
                    labels);
        });
        if (byHost) {
            hosts.forEach((host, n) ->
                    families.gauge(
                            FAMILY + "processes_by_host",
                            "Threads, by the client's host.",
                            n,
                            "client_host",
                            host));
        }
        if (byUser) {
            users.forEach((user, n) ->
                    families.gauge(
                            FAMILY + "processes_by_user",
                            "Threads, by user.",
                            n,
                            "mysql_user",
                            user));
        }
    }

    private static String known(String text) {
        return text.isEmpty() ? "unknown" : text;
    }

    private static String plain(String text) {
        return known(
                text.toLowerCase(Locale.ROOT).replaceAll("[;,:.()]", "").replaceAll("[ -]", "_"));
    }
}
