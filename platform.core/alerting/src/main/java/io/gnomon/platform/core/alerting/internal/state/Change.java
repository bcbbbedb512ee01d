package io.gnomon.platform.core.alerting.internal.state;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A row that is to be as it says from now on.
 *
 * @param value what it holds, nothing when the row goes
 */
record Change<K, V>(Table<K, V> table, K key, Optional<V> value) {
    /** Which row. */
    record Row(Table<?, ?> table, Object key) {}

    Row row() {
        return new Row(table, key);
    }

    void addDeletion(PreparedStatement deletion) throws SQLException {
        table.setKey(deletion, key);
        deletion.addBatch();
    }

    void addInsertion(PreparedStatement insertion) throws SQLException {
        if (value.isPresent()) {
            table.setValue(insertion, value.get());
            insertion.addBatch();
        }
    }
}
