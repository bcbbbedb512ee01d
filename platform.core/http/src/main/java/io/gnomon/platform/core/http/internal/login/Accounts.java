package io.gnomon.platform.core.http.internal.login;

import io.gnomon.platform.core.http.internal.routing.Role;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

/** Users, their sessions and stars, and API tokens in the database. Any thread. */
public final class Accounts {
    private static final Duration SESSION_MAX = Duration.ofDays(30);
    private static final Duration SESSION_IDLE_MAX = Duration.ofDays(7);
    private static final Duration SEEN_STEP = Duration.ofMinutes(5);

    /** SQL state of a row whose key is taken, in H2 as in PostgreSQL. */
    private static final String UNIQUE_VIOLATION = "23505";

    private final DataSource database;
    private final Clock clock;

    /** Somebody who can log in. */
    public record User(String name, String passwordHash, Role role) {}

    /**
     * A key for programs, without its secret.
     *
     * @param usedAt when a call came with it, to five minutes; null for never
     * @param expiresAt from when on it is not valid; null for never
     */
    public record Token(
            String name,
            Role role,
            OffsetDateTime createdAt,
            @Nullable OffsetDateTime usedAt,
            @Nullable OffsetDateTime expiresAt) {}

    public Accounts(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** All users, by name. */
    public List<User> users() throws SQLException {
        return query("select name, password_hash, role from http_users order by name", this::user);
    }

    public @Nullable User find(String name) throws SQLException {
        return first(
                query(
                        "select name, password_hash, role from http_users where name = ?",
                        this::user,
                        name));
    }

    /** Makes a user; false when the name is taken, be it in other upper and lower case. */
    public boolean create(String name, String password, Role role) throws SQLException {
        return insert(
                "insert into http_users (name, password_hash, role, created_at)"
                        + " select ?, ?, ?, cast(? as timestamp with time zone) where not exists"
                        + " (select 1 from http_users where lower(name) = lower(?))",
                name,
                Passwords.hash(password),
                role.text(),
                now(),
                name);
    }

    /** Sets a password and ends the user's sessions but one; false when there is no such user. */
    public boolean setPassword(String name, String password, String keptSession)
            throws SQLException {
        int changed =
                update(
                        "update http_users set password_hash = ? where name = ?",
                        Passwords.hash(password),
                        name);
        update(
                "delete from http_sessions where user_name = ? and token_hash <> ?",
                name,
                Passwords.sha256(keptSession));
        return changed > 0;
    }

    public boolean setRole(String name, Role role) throws SQLException {
        return update("update http_users set role = ? where name = ?", role.text(), name) > 0;
    }

    public boolean delete(String name) throws SQLException {
        return update("delete from http_users where name = ?", name) > 0;
    }

    /** Begins a session; what is returned is stored nowhere else. */
    public String beginSession(String user) throws SQLException {
        String token = Passwords.randomHex(32);
        update(
                "insert into http_sessions (token_hash, user_name, created_at, seen_at)"
                        + " values (?, ?, ?, ?)",
                Passwords.sha256(token),
                user,
                now(),
                now());
        update(
                "delete from http_sessions where created_at < ? or seen_at < ?",
                now().minus(SESSION_MAX),
                now().minus(SESSION_IDLE_MAX));
        return token;
    }

    /** The user of a session that has not ended, else null. */
    public @Nullable User ofSession(String token) throws SQLException {
        String hash = Passwords.sha256(token);
        OffsetDateTime now = now();
        User user =
                first(
                        query(
                                "select u.name, u.password_hash, u.role from http_sessions s"
                                        + " join http_users u on u.name = s.user_name"
                                        + " where s.token_hash = ? and s.created_at > ?"
                                        + " and s.seen_at > ?",
                                this::user,
                                hash,
                                now.minus(SESSION_MAX),
                                now.minus(SESSION_IDLE_MAX)));
        if (user != null) {
            update(
                    "update http_sessions set seen_at = ? where token_hash = ? and seen_at < ?",
                    now,
                    hash,
                    now.minus(SEEN_STEP));
        }
        return user;
    }

    public void endSession(String token) throws SQLException {
        update("delete from http_sessions where token_hash = ?", Passwords.sha256(token));
    }

    /** Uids of the dashboards that a user has starred, sorted. */
    public List<String> stars(String user) throws SQLException {
        return query(
                "select dashboard_uid from http_stars where user_name = ? order by dashboard_uid",
                row -> row.getString(1),
                user);
    }

    /** Stars a dashboard for a user who is there; false when it has the star already. */
    public boolean star(String user, String uid) throws SQLException {
        return insert("insert into http_stars (user_name, dashboard_uid) values (?, ?)", user, uid);
    }

    /** Takes the star away; false when there is none. */
    public boolean unstar(String user, String uid) throws SQLException {
        return update("delete from http_stars where user_name = ? and dashboard_uid = ?", user, uid)
                > 0;
    }

    /** All API tokens, by name. */
    public List<Token> tokens() throws SQLException {
        return query(
                "select name, role, created_at, used_at, expires_at from http_tokens order by name",
                Accounts::token);
    }

    /**
     * Makes an API token; what is returned is stored nowhere else. Null when the name is taken.
     *
     * @param life how long it is valid; null: until it is deleted
     */
    public @Nullable String createToken(String name, Role role, @Nullable Duration life)
            throws SQLException {
        String token = "gnomon_" + Passwords.randomHex(32);
        OffsetDateTime begin = now();
        boolean made =
                insert(
                        "insert into http_tokens (name, token_hash, role, created_at, expires_at)"
                                + " values (?, ?, ?, ?, ?)",
                        name,
                        Passwords.sha256(token),
                        role.text(),
                        begin,
                        life == null ? null : begin.plus(life));
        return made ? token : null;
    }

    public boolean deleteToken(String name) throws SQLException {
        return update("delete from http_tokens where name = ?", name) > 0;
    }

    /** The API token itself, without its secret; null when there is none that is valid. */
    public @Nullable Token ofToken(String token) throws SQLException {
        Token known =
                first(
                        query(
                                "select name, role, created_at, used_at, expires_at"
                                        + " from http_tokens where token_hash = ?"
                                        + " and (expires_at is null or expires_at > ?)",
                                Accounts::token,
                                Passwords.sha256(token),
                                now()));
        if (known != null) {
            OffsetDateTime now = now();
            OffsetDateTime used = known.usedAt();
            if (used == null || used.isBefore(now.minus(SEEN_STEP))) {
                update("update http_tokens set used_at = ? where name = ?", now, known.name());
            }
        }
        return known;
    }

    private static Token token(ResultSet row) throws SQLException {
        return new Token(
                row.getString(1),
                Role.of(row.getString(2)),
                row.getObject(3, OffsetDateTime.class),
                row.getObject(4, OffsetDateTime.class),
                row.getObject(5, OffsetDateTime.class));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private User user(ResultSet row) throws SQLException {
        return new User(row.getString(1), row.getString(2), Role.of(row.getString(3)));
    }

    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Row<T> reader, Object... values) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
                return found;
            }
        }
    }

    /** Adds a row; false when there is one with its key. */
    private boolean insert(String sql, @Nullable Object... values) throws SQLException {
        try {
            return update(sql, values) > 0;
        } catch (SQLException e) {
            if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private int update(String sql, @Nullable Object... values) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values)
            throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static <T> @Nullable T first(List<T> found) {
        return found.isEmpty() ? null : found.get(0);
    }
}
