package io.gnomon.platform.core.dashboards.internal.documents;

import io.gnomon.platform.core.dashboards.DashboardStore.Change;
import io.gnomon.platform.core.dashboards.DashboardStore.Version;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.SQLException;
import java.util.List;

/**
 * What dashboards were. Noted when they change, not when the server starts: what a dashboard was
 * before its first noted change is noted with it. That the history cannot be written hinders no
 * change; the log says so. One thread writes at a time.
 */
final class DashboardHistory {
    private static final Logger LOG = LoggerFactory.getLogger(DashboardHistory.class);

    private final VersionTable table;

    DashboardHistory(VersionTable table) {
        this.table = table;
    }

    /**
     * Notes that a dashboard has changed.
     *
     * @param before null for a new one
     * @param now null when it is gone
     */
    void changed(@Nullable Document before, @Nullable Document now, Change by) {
        try {
            if (before != null && !isLast(before)) {
                long _ = table.add(before, Change.OF_A_FILE, true);
            }
            if (now != null) {
                long _ = table.add(now, by, true);
            }
        } catch (SQLException e) {
            LOG.warn("cannot write the history of dashboards: {}", e.getMessage());
        }
    }

    private boolean isLast(Document document) throws SQLException {
        return table.of(document.uid()).stream()
                .filter(Version::inForce)
                .findFirst()
                .filter(last -> last.version() == document.version())
                .isPresent();
    }

    /**
     * Keeps what came too late.
     *
     * @return its number in the history, 0 when it could not be kept
     */
    long tooLate(Document document, Change by) {
        try {
            return table.add(document, by, false);
        } catch (SQLException e) {
            LOG.warn("cannot write the history of dashboards: {}", e.getMessage());
            return 0;
        }
    }

    List<Version> of(String uid) {
        try {
            return table.of(uid);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "cannot read the history of dashboards: " + e.getMessage(), e);
        }
    }

    @Nullable String json(String uid, long number) {
        try {
            return table.json(uid, number);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "cannot read the history of dashboards: " + e.getMessage(), e);
        }
    }
}
