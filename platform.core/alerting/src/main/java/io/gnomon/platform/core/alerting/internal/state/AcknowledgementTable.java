package io.gnomon.platform.core.alerting.internal.state;

import io.gnomon.platform.core.alerting.Acknowledgement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Rows of {@code alerting_acknowledgement}. */
final class AcknowledgementTable {
    static final String DELETE = "delete from alerting_acknowledgement where id = ?";
    static final String INSERT =
            "insert into alerting_acknowledgement (id, matchers, created_by, comment, at_millis,"
                    + " until_millis, alerts) values (?, ?, ?, ?, ?, ?, ?)";

    private AcknowledgementTable() {}

    static void insert(PreparedStatement insert, Acknowledgement given) throws SQLException {
        insert.setString(1, given.id());
        insert.setBytes(2, Packed.matchers(given.matchers()));
        insert.setString(3, given.createdBy());
        insert.setString(4, given.comment());
        insert.setLong(5, given.at().toEpochMilli());
        Instant until = given.until();
        if (until == null) {
            insert.setNull(6, Types.BIGINT);
        } else {
            insert.setLong(6, until.toEpochMilli());
        }
        insert.setBytes(7, Packed.pairs(given.alerts()));
        insert.addBatch();
    }

    static List<Acknowledgement> read(Connection connection) throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement(
                                "select id, matchers, created_by, comment, at_millis,"
                                        + " until_millis, alerts from alerting_acknowledgement");
                ResultSet rows = query.executeQuery()) {
            List<Acknowledgement> all = new ArrayList<>();
            while (rows.next()) {
                long until = rows.getLong(6);
                Instant end = rows.wasNull() ? null : Instant.ofEpochMilli(until);
                all.add(
                        new Acknowledgement(
                                rows.getString(1),
                                Packed.matchers(rows.getBytes(2)),
                                rows.getString(3),
                                rows.getString(4),
                                Instant.ofEpochMilli(rows.getLong(5)),
                                end,
                                Packed.pairs(rows.getBytes(7))));
            }
            return all;
        }
    }
}
