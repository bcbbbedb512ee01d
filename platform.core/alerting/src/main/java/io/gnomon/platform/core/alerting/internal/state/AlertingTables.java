package io.gnomon.platform.core.alerting.internal.state;

import io.gnomon.platform.core.alerting.RecurringSilence;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.database.DatabaseException;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import javax.sql.DataSource;

/** The tables whose names begin with {@code alerting_}. */
public final class AlertingTables {
    static final AlertTable ALERTS = new AlertTable();
    static final SilenceTable SILENCES = new SilenceTable();
    static final RecurringSilenceTable RECURRING_SILENCES = new RecurringSilenceTable();
    static final NotificationTable NOTIFICATIONS = new NotificationTable();
    static final EventTable HISTORY = new EventTable();
    static final MarkTable MARKS = new MarkTable();
    static final AcknowledgementTable ACKNOWLEDGEMENTS = new AcknowledgementTable();
    static final EscalationTable ESCALATIONS = new EscalationTable();

    private final DataSource database;

    public AlertingTables(DataSource database) {
        this.database = database;
    }

    /** Everything in the tables but the history. */
    public Stored read() {
        try (Connection connection = database.getConnection()) {
            return new Stored(
                    ALERTS.read(connection),
                    sorted(
                            SILENCES.read(connection),
                            Comparator.comparing(Silence::updatedAt).thenComparing(Silence::id)),
                    sorted(
                            RECURRING_SILENCES.read(connection),
                            Comparator.comparing(RecurringSilence::id)),
                    NOTIFICATIONS.read(connection),
                    MARKS.read(connection),
                    ACKNOWLEDGEMENTS.read(connection),
                    ESCALATIONS.read(connection),
                    StoredHistory.lastId(connection));
        } catch (SQLException e) {
            throw new DatabaseException("cannot read the state of alerting: " + e.getMessage(), e);
        }
    }

    private static <V> List<V> sorted(List<V> values, Comparator<V> order) {
        return values.stream().sorted(order).toList();
    }

    /** Writes changes in one transaction, one at most for each row. */
    void write(Collection<Change<?, ?>> changes) throws SQLException {
        Map<Table<?, ?>, List<Change<?, ?>>> byTable =
                changes.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Change::table, LinkedHashMap::new, Collectors.toList()));
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                for (Map.Entry<Table<?, ?>, List<Change<?, ?>>> entry : byTable.entrySet()) {
                    write(connection, entry.getKey(), entry.getValue());
                }
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private static void write(Connection connection, Table<?, ?> table, List<Change<?, ?>> changes)
            throws SQLException {
        try (PreparedStatement deletion = connection.prepareStatement(table.deletion());
                PreparedStatement insertion = connection.prepareStatement(table.insertion())) {
            for (Change<?, ?> change : changes) {
                change.addDeletion(deletion);
                change.addInsertion(insertion);
            }
            int[] _ = deletion.executeBatch();
            int[] _ = insertion.executeBatch();
        }
    }
}
