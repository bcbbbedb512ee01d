package io.gnomon.exporters.mysql.internal;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** Limits and, when asked for, privileges of accounts. */
record MysqlUsers(boolean privileges) implements Collector {
    private static final List<String> LIMITS =
            List.of("max_questions", "max_updates", "max_connections", "max_user_connections");
    private static final List<String> PRIVILEGES =
            List.of(
                    ("Select Insert Update Delete Create Drop Reload Shutdown Process File Grant"
                                    + " References Index Alter Show_db Super Create_tmp_table"
                                    + " Lock_tables Execute Repl_slave Repl_client Create_view"
                                    + " Show_view Create_routine Alter_routine Create_user Event"
                                    + " Trigger Create_tablespace")
                            .split(" ", -1));

    @Override
    public String name() {
        return "mysql.user";
    }

    @Override
    public void collect(Server server, Families families) throws SQLException {
        StringBuilder sql = new StringBuilder("SELECT user, host, ");
        sql.append(String.join(", ", LIMITS));
        if (privileges) {
            PRIVILEGES.forEach(p -> sql.append(", ").append(p).append("_priv"));
        }
        for (Rows.Row row : server.query(sql.append(" FROM mysql.user").toString()).rows()) {
            String[] labels = {"mysql_user", row.text(0), "hostmask", row.text(1)};
            for (int i = 0; i < LIMITS.size(); i++) {
                families.gauge(
                        "mysql_" + LIMITS.get(i),
                        "The account's " + LIMITS.get(i) + ", 0 for no limit.",
                        row.number(2 + i),
                        labels);
            }
            for (int i = 0; privileges && i < PRIVILEGES.size(); i++) {
                String column = PRIVILEGES.get(i) + "_priv";
                families.gauge(
                        "mysql_" + column.toLowerCase(Locale.ROOT),
                        "Whether the account has " + column + ".",
                        row.text(2 + LIMITS.size() + i).equals("Y") ? 1 : 0,
                        labels);
            }
        }
    }
}
