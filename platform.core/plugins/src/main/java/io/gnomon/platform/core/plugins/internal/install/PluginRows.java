package io.gnomon.platform.core.plugins.internal.install;

import io.gnomon.platform.core.plugins.internal.calls.Words;
import io.gnomon.platform.core.plugins.internal.install.PluginTable.InstalledRow;
import io.gnomon.platform.core.plugins.internal.install.PluginTable.JarRow;
import io.gnomon.platform.core.plugins.internal.install.PluginTable.Row;
import io.gnomon.platform.core.plugins.internal.install.PluginTable.UnreadableRow;
import io.gnomon.spi.runtime.PluginAdmin.PluginStatus;
import io.gnomon.spi.runtime.PluginAdmin.State;
import io.gnomon.spi.runtime.PluginRefused;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says how things are: fills the table that others read. For one thread. */
final class PluginRows {
    private static final Logger log = LoggerFactory.getLogger(PluginRows.class);

    private final Slots slots;
    private final DroppedJars dropped;
    private final PluginBundles bundles;
    private final JarStore store;
    private final Ledger ledger;
    private final PluginTable table;

    /** Uploads that cannot be read any more, which has been said. */
    private final Set<String> lost = new HashSet<>();

    /** Why uploads that still wait did not start, by their digest. */
    private final Map<String, String> faults = new HashMap<>();

    PluginRows(
            Slots slots,
            DroppedJars dropped,
            PluginBundles bundles,
            JarStore store,
            Ledger ledger,
            PluginTable table) {
        this.slots = slots;
        this.dropped = dropped;
        this.bundles = bundles;
        this.store = store;
        this.ledger = ledger;
        this.table = table;
    }

    /** Shows readers how things are now. */
    void publish() {
        List<Row> rows = new ArrayList<>();
        for (Slot slot : slots.taken()) {
            rows.add(row(slot));
        }
        for (String id : dropped.ids()) {
            PluginJar newest = dropped.of(id).getFirst();
            if (bundles.isFixed(id)) {
                rows.add(fixed(newest));
            } else if (slots.at(id).inCharge() == null) {
                rows.add(new JarRow(newest, State.FAILED, slots.at(id).fault(), false));
            }
        }
        dropped.unreadable().forEach((file, why) -> rows.add(new UnreadableRow(file, why)));
        faults.keySet().retainAll(ledger.uploads().stream().map(Ledger.Upload::sha256).toList());
        for (Ledger.Upload upload : ledger.uploads()) {
            try {
                rows.add(waiting(store.get(upload.sha256())));
            } catch (IOException | PluginRefused e) {
                if (lost.add(upload.sha256())) {
                    log.warn("the upload {} is lost: {}", upload.fileName(), Words.of(e));
                }
            }
        }
        table.publish(rows);
    }

    /** An upload was confirmed and did not start: it goes on waiting. */
    void notStarted(String sha256, String why) {
        faults.put(sha256, why);
        publish();
    }

    /** How a jar is that waits for its confirmation. */
    PluginStatus status(PluginJar waiting) {
        return table.status(waiting(waiting));
    }

    private JarRow waiting(PluginJar jar) {
        boolean isPart = bundles.isFixed(jar.id()) || slots.at(jar.id()).isPart();
        String fault = faults.getOrDefault(jar.sha256(), "");
        return new JarRow(jar, State.WAITING_FOR_CONFIRMATION, fault, isPart);
    }

    /** How a plugin is that somebody is in charge of. */
    PluginStatus status(Slot slot) {
        return table.status(row(slot));
    }

    private InstalledRow row(Slot slot) {
        Installed plugin = slot.inCharge();
        if (plugin == null) {
            throw new IllegalArgumentException("nobody is in charge of " + slot.id());
        }
        State state =
                ledger.stopped().contains(slot.id())
                        ? State.STOPPED
                        : plugin.isActive() ? State.ACTIVE : State.FAILED;
        return new InstalledRow(plugin, state, previousVersion(slot), slot.fault(), slot.since());
    }

    private String previousVersion(Slot slot) {
        String previous = ledger.previous().get(slot.id());
        Installed own = slot.own();
        if (previous == null) {
            return "";
        }
        if (previous.equals(Ledger.OFFICIAL)) {
            return own == null ? "" : own.version();
        }
        try {
            return store.get(previous).version().toString();
        } catch (IOException | PluginRefused e) {
            return "";
        }
    }

    /** A part of the server that is replaced at the next start only. */
    private JarRow fixed(PluginJar newest) {
        String fault =
                bundles.isOlderThanFixed(newest)
                        ? "older than the distribution's, so not used"
                        : "";
        return new JarRow(
                newest,
                bundles.isStartedWith(newest.sha256()) ? State.ACTIVE : State.AT_NEXT_START,
                fault,
                true);
    }
}
