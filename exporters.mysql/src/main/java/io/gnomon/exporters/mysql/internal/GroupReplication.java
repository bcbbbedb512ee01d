package io.gnomon.exporters.mysql.internal;

import io.gnomon.model.sample.MetricType;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** Group replication and parallel appliers of MySQL from 5.7 on. */
final class GroupReplication {
    private GroupReplication() {}

    /** Every member with its columns as labels. */
    record Members() implements Collector {
        @Override
        public String name() {
            return "perf_schema.replication_group_members";
        }

        @Override
        public void collect(Server server, Families families) throws SQLException {
            for (Rows.Row row :
                    server.query("SELECT * FROM performance_schema.replication_group_members")
                            .rows()) {
                String[] labels = new String[2 * row.columns().size()];
                for (int i = 0; i < row.columns().size(); i++) {
                    labels[2 * i] = row.columns().get(i).toLowerCase(Locale.ROOT);
                    labels[2 * i + 1] = row.text(i);
                }
                families.gauge(
                        "perf_schema_replication_group_member_info",
                        "A member of the group.",
                        1,
                        labels);
            }
        }
    }

    private record Column(String name, MetricType type, String family, String help) {}

    /** This member's transactions; columns that a version does not have are left out. */
    record MemberStats() implements Collector {
        private static final List<Column> COLUMNS =
                List.of(
                        new Column(
                                "COUNT_TRANSACTIONS_IN_QUEUE",
                                MetricType.GAUGE,
                                "transactions_in_queue",
                                "Transactions that wait for the check for conflicts."),
                        new Column(
                                "COUNT_TRANSACTIONS_CHECKED",
                                MetricType.COUNTER,
                                "transactions_checked_total",
                                "Transactions that were checked for conflicts."),
                        new Column(
                                "COUNT_CONFLICTS_DETECTED",
                                MetricType.COUNTER,
                                "conflicts_detected_total",
                                "Transactions that were found in conflict."),
                        new Column(
                                "COUNT_TRANSACTIONS_ROWS_VALIDATING",
                                MetricType.COUNTER,
                                "transactions_rows_validating_total",
                                "Rows that are kept for the check for conflicts."),
                        new Column(
                                "COUNT_TRANSACTIONS_REMOTE_IN_APPLIER_QUEUE",
                                MetricType.GAUGE,
                                "transactions_remote_in_applier_queue",
                                "Transactions of others that wait to be applied."),
                        new Column(
                                "COUNT_TRANSACTIONS_REMOTE_APPLIED",
                                MetricType.COUNTER,
                                "transactions_remote_applied_total",
                                "Transactions of others that were applied."),
                        new Column(
                                "COUNT_TRANSACTIONS_LOCAL_PROPOSED",
                                MetricType.COUNTER,
                                "transactions_local_proposed_total",
                                "Transactions of this member that were sent to the group."),
                        new Column(
                                "COUNT_TRANSACTIONS_LOCAL_ROLLBACK",
                                MetricType.COUNTER,
                                "transactions_local_rollback_total",
                                "Transactions of this member that the group rolled back."));

        @Override
        public String name() {
            return "perf_schema.replication_group_member_stats";
        }

        @Override
        public void collect(Server server, Families families) throws SQLException {
            String sql =
                    "SELECT * FROM performance_schema.replication_group_member_stats"
                            + " WHERE MEMBER_ID = @@server_uuid";
            for (Rows.Row row : server.query(sql).rows()) {
                for (Column c : COLUMNS) {
                    families.add(
                            "perf_schema_" + c.family,
                            c.type,
                            c.help,
                            "",
                            StatusText.number(row.text(c.name)));
                }
            }
        }
    }

    /** When workers applied what. */
    record Appliers() implements Collector {
        private static final List<String> COLUMNS =
                List.of(
                        "LAST_APPLIED_TRANSACTION_ORIGINAL_COMMIT_TIMESTAMP",
                        "LAST_APPLIED_TRANSACTION_IMMEDIATE_COMMIT_TIMESTAMP",
                        "LAST_APPLIED_TRANSACTION_START_APPLY_TIMESTAMP",
                        "LAST_APPLIED_TRANSACTION_END_APPLY_TIMESTAMP",
                        "APPLYING_TRANSACTION_ORIGINAL_COMMIT_TIMESTAMP",
                        "APPLYING_TRANSACTION_IMMEDIATE_COMMIT_TIMESTAMP",
                        "APPLYING_TRANSACTION_START_APPLY_TIMESTAMP");

        @Override
        public String name() {
            return "perf_schema.replication_applier_status_by_worker";
        }

        @Override
        public void collect(Server server, Families families) throws SQLException {
            String sql =
                    "SELECT CHANNEL_NAME, WORKER_ID, "
                            + String.join(", ", COLUMNS)
                            + " FROM performance_schema.replication_applier_status_by_worker";
            for (Rows.Row row : server.query(sql).rows()) {
                for (int i = 0; i < COLUMNS.size(); i++) {
                    families.gauge(
                            "perf_schema_" + COLUMNS.get(i).toLowerCase(Locale.ROOT) + "_seconds",
                            "Column " + COLUMNS.get(i) + " in seconds since 1970, 0 for never.",
                            StatusText.seconds(row.text(2 + i)),
                            "channel_name",
                            row.text(0),
                            "member_id",
                            row.text(1));
                }
            }
        }
    }
}
