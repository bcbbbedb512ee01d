package io.gnomon.platform.core.dashboards.internal.annotations;

import io.gnomon.platform.core.dashboards.Annotations;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.RequestRefused.Kind;
import io.gnomon.platform.core.database.DatabaseException;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

/** The table {@code annotations_annotation}. */
public final class StoredAnnotations implements Annotations {
    private static final String COLUMNS =
            "id, dashboard_uid, panel_id, time_millis, end_millis, text, tags, author,"
                    + " created_millis, updated_millis";

    private final DataSource database;
    private final InstantSource clock;

    public StoredAnnotations(DataSource database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Something that is done with a statement. */
    private interface Work<T> {
        T with(PreparedStatement statement) throws SQLException;
    }

    private <T> T run(String sql, Work<T> work) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(sql, new String[] {"id"})) {
            return work.with(statement);
        } catch (SQLException e) {
            throw new DatabaseException("cannot read or write annotations: " + e.getMessage(), e);
        }
    }

    @Override
    public List<Annotation> find(Question question) {
        return run(
                "select "
                        + COLUMNS
                        + " from annotations_annotation where time_millis <= ? and end_millis >= ?"
                        + " and (? = '' or dashboard_uid = ?) and (? = 0 or panel_id = ?)"
                        + " order by time_millis desc, id desc",
                query -> {
                    query.setLong(1, question.toMillis());
                    query.setLong(2, question.fromMillis());
                    query.setString(3, question.dashboardUid());
                    query.setString(4, question.dashboardUid());
                    query.setInt(5, question.panelId());
                    query.setInt(6, question.panelId());
                    List<Annotation> found = new ArrayList<>();
                    try (ResultSet row = query.executeQuery()) {
                        while (found.size() < question.limit() && row.next()) {
                            Annotation annotation = annotation(row);
                            if (question.hasTags(annotation.draft().tags())) {
                                found.add(annotation);
                            }
                        }
                    }
                    return found;
                });
    }

    @Override
    public @Nullable Annotation get(long id) {
        List<Annotation> found =
                run(
                        "select " + COLUMNS + " from annotations_annotation where id = ?",
                        query -> {
                            query.setLong(1, id);
                            try (ResultSet row = query.executeQuery()) {
                                return row.next() ? List.of(annotation(row)) : List.of();
                            }
                        });
        return found.isEmpty() ? null : found.get(0);
    }

    private static Annotation annotation(ResultSet row) throws SQLException {
        String tags = row.getString(7);
        Draft draft =
                new Draft(
                        row.getString(2),
                        row.getInt(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getString(6),
                        tags.isEmpty() ? List.of() : List.of(tags.split(",", -1)));
        return new Annotation(
                row.getLong(1),
                draft,
                row.getString(8),
                Instant.ofEpochMilli(row.getLong(9)),
                Instant.ofEpochMilli(row.getLong(10)));
    }

    @Override
    public Annotation add(Draft draft, String author) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        long id =
                run(
                        "insert into annotations_annotation (dashboard_uid, panel_id, time_millis,"
                                + " end_millis, text, tags, updated_millis, author,"
                                + " created_millis) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        insert -> {
                            set(insert, draft, now);
                            insert.setString(8, author);
                            insert.setLong(9, now.toEpochMilli());
                            insert.executeUpdate();
                            try (ResultSet keys = insert.getGeneratedKeys()) {
                                if (!keys.next()) {
                                    throw new SQLException("the database gave no number");
                                }
                                return keys.getLong(1);
                            }
                        });
        return new Annotation(id, draft, author, now, now);
    }

    /** The first seven places of a statement that writes. */
    private static void set(PreparedStatement statement, Draft draft, Instant now)
            throws SQLException {
        statement.setString(1, draft.dashboardUid());
        statement.setInt(2, draft.panelId());
        statement.setLong(3, draft.timeMillis());
        statement.setLong(4, draft.endMillis());
        statement.setString(5, draft.text());
        statement.setString(6, String.join(",", draft.tags()));
        statement.setLong(7, now.toEpochMilli());
    }

    @Override
    public Annotation change(long id, Draft draft) throws RequestRefused {
        Annotation before = get(id);
        Instant now = Instant.ofEpochMilli(clock.millis());
        int changed =
                run(
                        "update annotations_annotation set dashboard_uid = ?, panel_id = ?,"
                                + " time_millis = ?, end_millis = ?, text = ?, tags = ?,"
                                + " updated_millis = ? where id = ?",
                        update -> {
                            set(update, draft, now);
                            update.setLong(8, id);
                            return update.executeUpdate();
                        });
        if (before == null || changed == 0) {
            throw absent(id);
        }
        return new Annotation(id, draft, before.author(), before.created(), now);
    }

    @Override
    public void delete(long id) throws RequestRefused {
        int deleted =
                run(
                        "delete from annotations_annotation where id = ?",
                        delete -> {
                            delete.setLong(1, id);
                            return delete.executeUpdate();
                        });
        if (deleted == 0) {
            throw absent(id);
        }
    }

    private static RequestRefused absent(long id) {
        return new RequestRefused(Kind.NOT_FOUND, "there is no annotation " + id);
    }
}
