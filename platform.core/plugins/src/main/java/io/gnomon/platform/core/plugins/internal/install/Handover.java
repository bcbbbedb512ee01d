package io.gnomon.platform.core.plugins.internal.install;

import org.osgi.framework.Bundle;

/** How one version of a bundle follows another. */
enum Handover {
    /** The new one is started first, and the old one is stopped when the new one works. */
    BESIDE,
    /** Both need the same thing, such as a folder: the old one is stopped first. */
    IN_TURN;

    /**
     * The manifest header with which a part of the server says that it can be replaced while it
     * runs: {@code beside} or {@code in-turn}. Plugins need none. The launcher reads it too.
     */
    private static final String HEADER = "Gnomon-Hot-Swap";

    /** Whether the bundle is a part of the server that can be replaced while it runs. */
    static boolean isDeclaredBy(Bundle bundle) {
        return bundle.getHeaders("").get(HEADER) != null;
    }

    static Handover between(Bundle old, Bundle fresh) {
        return isInTurn(old) || isInTurn(fresh) ? IN_TURN : BESIDE;
    }

    private static boolean isInTurn(Bundle bundle) {
        return "in-turn".equals(bundle.getHeaders("").get(HEADER));
    }
}
