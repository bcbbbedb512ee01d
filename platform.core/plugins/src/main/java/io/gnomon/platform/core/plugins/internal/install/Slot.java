package io.gnomon.platform.core.plugins.internal.install;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Version;

import java.time.Instant;

/** The place of one plugin: which version is in charge, and what the distribution has for it. */
final class Slot {
    private final String id;
    private @Nullable Installed inCharge;
    private @Nullable Installed own;
    private Instant since = Instant.EPOCH;
    private String fault = "";

    Slot(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    /** The version that calls go to, or would if it were not stopped; null for none. */
    @Nullable Installed inCharge() {
        return inCharge;
    }

    /** When the version in charge came to be it, or was started again. */
    Instant since() {
        return since;
    }

    void takeCharge(Installed plugin) {
        inCharge = plugin;
        since = Instant.now();
    }

    void startedAgain() {
        since = Instant.now();
        fault = "";
    }

    void vacate() {
        inCharge = null;
    }

    /** The distribution's, null when it has none. */
    @Nullable Installed own() {
        return own;
    }

    void own(@Nullable Installed plugin) {
        own = plugin;
    }

    /** Whether it is a part of the server: that can be replaced, but not be stopped or missing. */
    boolean isPart() {
        return own != null && own.isPart();
    }

    /** Whether the distribution has a higher version. */
    boolean isOutdated(Version version) {
        return own != null && version.compareTo(own.bundle().getVersion()) < 0;
    }

    /** Why what was tried last did not work, empty when it did. */
    String fault() {
        return fault;
    }

    void fault(String why) {
        fault = why;
    }
}
