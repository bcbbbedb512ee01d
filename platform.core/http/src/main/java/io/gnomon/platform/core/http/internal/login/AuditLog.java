package io.gnomon.platform.core.http.internal.login;

import io.gnomon.platform.core.http.internal.front.FrontDoor;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

/**
 * Who changed what by HTTP, and who logged in, in the database: the newest {@value #KEPT} entries,
 * and the newest {@value #FAILED_LOGINS_KEPT} logins that failed, which do not count among them:
 * who knows no password must not be able to push out what others did. What was sent is not kept,
 * because there are passwords in it. Any thread.
 */
public final class AuditLog {
    static final int KEPT = 10_000;
    static final int FAILED_LOGINS_KEPT = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

    /** How many entries may come before the oldest ones are deleted. */
    private static final int SLACK = 500;

    private static final int PATH_MAX = 500;
    private static final int SUBJECT_MAX = 200;
    private static final int NAME_MAX = 64;

    private final DataSource database;
    private final Clock clock;

    /**
     * One call.
     *
     * @param user who it was, as far as was known; of a login that failed the name that was tried
     * @param address of the other end
     * @param path without the route prefix
     * @param subject what it was about, when the path does not tell; may be empty
     * @param status of the answer
     */
    public record Call(
            String user, String address, String method, String path, String subject, int status) {
        /** What the front door heard of. */
        public static Call of(FrontDoor.Change change) {
            return new Call(
                    change.caller().name(),
                    change.address(),
                    change.method(),
                    change.path(),
                    change.subject(),
                    change.status());
        }
    }

    /**
     * A call that was written down.
     *
     * @param id grows with time
     */
    public record Entry(long id, Instant at, Call call) {}

    public AuditLog(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Writes a call down; a database that fails costs the entry, not the call. */
    public void note(Call call) {
        note(call, false);
    }

    /** Writes down a login with a wrong name or password. */
    public void noteFailedLogin(Call call) {
        note(call, true);
    }

    private void note(Call call, boolean failedLogin) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement(
                                "insert into http_audit"
                                        + " (at, user_name, address, method, path, subject,"
                                        + " status, failed_login)"
                                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                                new String[] {"id"})) {
            insert.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
            insert.setString(2, cut(call.user(), NAME_MAX));
            insert.setString(3, cut(call.address(), NAME_MAX));
            insert.setString(4, call.method());
            insert.setString(5, cut(call.path(), PATH_MAX));
            insert.setString(6, cut(call.subject(), SUBJECT_MAX));
            insert.setInt(7, call.status());
            insert.setBoolean(8, failedLogin);
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                if (keys.next() && keys.getLong(1) % SLACK == 0) {
                    forget(connection, false, KEPT);
                    forget(connection, true, FAILED_LOGINS_KEPT);
                }
            }
        } catch (SQLException e) {
            LOG.error("not in the audit log: {}", call, e);
        }
    }

    private static void forget(Connection connection, boolean failedLogins, int kept)
            throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement(
                        "delete from http_audit where failed_login = ? and id <="
                                + " (select id from http_audit where failed_login = ?"
                                + " order by id desc offset ? rows fetch next 1 row only)")) {
            delete.setBoolean(1, failedLogins);
            delete.setBoolean(2, failedLogins);
            delete.setInt(3, kept);
            delete.executeUpdate();
        }
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    /**
     * Entries, newest first.
     *
     * @param before only those with a smaller id
     * @param user only those of this user; empty: of all
     */
    public List<Entry> entries(long before, int limit, String user) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "select id, at, user_name, address, method, path, subject, status"
                                        + " from http_audit where id < ?"
                                        + " and (? = '' or user_name = ?)"
                                        + " order by id desc limit ?")) {
            select.setLong(1, before);
            select.setString(2, user);
            select.setString(3, user);
            select.setInt(4, limit);
            try (ResultSet rows = select.executeQuery()) {
                List<Entry> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(
                            new Entry(
                                    rows.getLong(1),
                                    rows.getObject(2, OffsetDateTime.class).toInstant(),
                                    new Call(
                                            rows.getString(3),
                                            rows.getString(4),
                                            rows.getString(5),
                                            rows.getString(6),
                                            rows.getString(7),
                                            rows.getInt(8))));
                }
                return found;
            }
        }
    }
}
