package io.gnomon.platform.core.plugins.internal.install;

import io.gnomon.platform.core.plugins.internal.calls.Words;
import io.gnomon.platform.core.plugins.internal.install.VersionSwitch.Disposal;
import io.gnomon.spi.runtime.PluginAdmin.PluginEvent;
import io.gnomon.spi.runtime.PluginRefused;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Puts versions of plugins in charge and takes them out of it; what was done is in the ledger, in
 * the audit log, in the table and has been told. For one thread.
 */
final class PluginSet {
    private static final Logger audit = LoggerFactory.getLogger("io.gnomon.audit");

    private final Slots slots;
    private final VersionSwitch versions;
    private final Ledger ledger;
    private final PluginRows rows;
    private final Consumer<PluginEvent> events;

    PluginSet(
            Slots slots,
            VersionSwitch versions,
            Ledger ledger,
            PluginRows rows,
            Consumer<PluginEvent> events) {
        this.slots = slots;
        this.versions = versions;
        this.ledger = ledger;
        this.rows = rows;
        this.events = events;
    }

    /**
     * Puts a jar in charge.
     *
     * @param startIt false for a plugin that is to stay stopped
     * @throws PluginRefused when it does not work; what ran before runs on
     */
    void replace(PluginJar jar, boolean startIt, String user)
            throws PluginRefused, IOException, InterruptedException {
        Slot slot = slots.at(jar.id());
        Installed now = slot.inCharge();
        Bundle bundle = versions.install(jar, now == null ? null : now.bundle());
        Installed fresh;
        try {
            fresh = Installed.dropped(bundle, jar.publisher());
        } catch (PluginRefused | IOException e) {
            var _ = versions.leave(bundle, Disposal.UNINSTALL);
            throw e;
        }
        String replacedUrl = now != null && now.isActive() ? now.baseUrl() : "";
        if (startIt) {
            versions.start(bundle, now == null ? null : now.bundle(), Disposal.UNINSTALL);
        }
        slot.fault("");
        slot.takeCharge(fresh);
        if (now != null) {
            ledger.previous().put(jar.id(), now.official() ? Ledger.OFFICIAL : now.sha256());
            ledger.save();
        }
        audit.info(
                "plugin {} {} sha256={} publisher=\"{}\" put in by {}{}",
                jar.id(),
                jar.version(),
                jar.sha256(),
                jar.publisher(),
                user,
                now == null ? "" : ", in place of " + now.version());
        rows.publish();
        if (now != null) {
            var _ = versions.leave(now.bundle(), disposal(now));
        }
        if (startIt) {
            events.accept(
                    replacedUrl.isEmpty()
                            ? new PluginEvent.Started(rows.status(slot))
                            : new PluginEvent.Updated(rows.status(slot), replacedUrl));
        }
    }

    private static Disposal disposal(Installed plugin) {
        return plugin.official() ? Disposal.STAND_BY : Disposal.UNINSTALL;
    }

    /** Takes a dropped plugin away; the distribution's own comes back if there is one. */
    void remove(Installed plugin, String user) throws IOException, InterruptedException {
        String id = plugin.id();
        Slot slot = slots.at(id);
        Installed own = slot.own();
        String back = "";
        ledger.previous().remove(id);
        slot.fault("");
        if (own == null) {
            slot.vacate();
            ledger.stopped().remove(id);
        } else {
            back = ", %s of the distribution is back".formatted(own.version());
            comeBack(slot, own, plugin);
        }
        ledger.save();
        audit.info("plugin {} {} removed by {}{}", id, plugin.version(), user, back);
        rows.publish();
        var _ = versions.leave(plugin.bundle(), Disposal.UNINSTALL);
        events.accept(
                own != null && own.isActive()
                        ? new PluginEvent.Updated(rows.status(slot), plugin.baseUrl())
                        : new PluginEvent.Stopped(id));
    }

    private void comeBack(Slot slot, Installed own, @Nullable Installed instead)
            throws InterruptedException {
        slot.takeCharge(own);
        if (!ledger.stopped().contains(slot.id())) {
            try {
                versions.start(
                        own.bundle(), instead == null ? null : instead.bundle(), Disposal.STOP);
            } catch (PluginRefused e) {
                slot.fault(Words.of(e));
            }
        }
    }

    /** Starts what was stopped or failed. */
    void start(String id, String user) throws PluginRefused, IOException, InterruptedException {
        Installed plugin = slots.find(id);
        Slot slot = slots.at(id);
        if (!plugin.isActive()) {
            try {
                versions.start(plugin.bundle(), null, Disposal.STOP);
            } catch (PluginRefused e) {
                slot.fault(Words.of(e));
                throw e;
            }
        }
        slot.startedAgain();
        ledger.stopped().remove(id);
        ledger.save();
        audit.info("plugin {} {} started by {}", id, plugin.version(), user);
        rows.publish();
        events.accept(new PluginEvent.Started(rows.status(slot)));
    }

    /** Stops a plugin for good; ends when its calls have ended. */
    CompletableFuture<Void> stop(String id, String user) throws PluginRefused, IOException {
        Installed plugin = slots.find(id);
        if (slots.at(id).isPart()) {
            throw new PluginRefused(
                    "%s is a part of the server: it can be replaced, not stopped".formatted(id));
        }
        ledger.stopped().add(id);
        ledger.save();
        CompletableFuture<Void> end = versions.leave(plugin.bundle(), Disposal.STOP);
        audit.info("plugin {} {} stopped by {}", id, plugin.version(), user);
        rows.publish();
        events.accept(new PluginEvent.Stopped(id));
        return end;
    }
}
