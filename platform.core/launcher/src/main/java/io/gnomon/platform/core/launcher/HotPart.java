package io.gnomon.platform.core.launcher;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;

/**
 * A part of the server that the plugin runtime can replace while the server runs. Which version
 * starts is decided anew at each start, from what lies in the plugins folder, and all is left as if
 * the plugin runtime had just put it in: however the last run ended, exactly one version starts.
 */
final class HotPart {
    /** Known to the plugin runtime (its class Handover) as well. */
    private static final String HEADER = "Gnomon-Hot-Swap";

    /** Where the plugin runtime installs jars of the plugins folder; name and SHA-256 follow. */
    private static final String DROPPED = "plugin:";

    private final BundleContext context;
    private final Bundle own;

    /**
     * @param own the distribution's
     */
    HotPart(BundleContext context, Bundle own) {
        this.context = context;
        this.own = own;
    }

    static boolean isOne(Bundle bundle) {
        return bundle.getHeaders("").get(HEADER) != null;
    }

    static boolean isOne(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            var manifest = file.getManifest();
            return manifest != null && manifest.getMainAttributes().getValue(HEADER) != null;
        }
    }

    /**
     * Marks one version to be started and no other.
     *
     * @param chosen the jar that is to run, the distribution's own or another
     * @return whether bundles were installed or uninstalled
     */
    boolean startInPlaceOf(Path ownJar, Path chosen) throws IOException, BundleException {
        String dropped = DROPPED + own.getSymbolicName() + ":";
        String wanted = chosen.equals(ownJar) ? "" : dropped + JarContent.sha256(chosen);
        boolean changed = false;
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getLocation().startsWith(dropped) && !bundle.getLocation().equals(wanted)) {
                bundle.uninstall();
                changed = true;
            }
        }
        if (wanted.isEmpty()) {
            own.start();
            return changed;
        }
        Bundle fresh = context.getBundle(wanted);
        if (fresh == null) {
            fresh = context.installBundle(wanted, Files.newInputStream(chosen));
            changed = true;
        }
        own.stop();
        fresh.adapt(BundleStartLevel.class)
                .setStartLevel(own.adapt(BundleStartLevel.class).getStartLevel());
        fresh.start();
        return changed;
    }
}
