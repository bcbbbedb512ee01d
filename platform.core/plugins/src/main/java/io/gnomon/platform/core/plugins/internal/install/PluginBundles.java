package io.gnomon.platform.core.plugins.internal.install;

import io.gnomon.platform.core.plugins.internal.calls.Kind;
import io.gnomon.platform.core.plugins.internal.panel.PanelManifest;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Tells by their locations which bundles are plugins, and whose. */
final class PluginBundles {
    /** Location of the distribution's bundles, written by the launcher. */
    private static final String DISTRIBUTION = "gnomon:";

    /**
     * Location of a dropped jar. The digest keeps two jars of one name and version apart: they can
     * run side by side too.
     */
    private static final String DROPPED = "plugin:";

    /** Bundles that offer factories of their own and are no plugins. */
    private static final String PLATFORM = "io.gnomon.platform.";

    private final BundleContext context;

    PluginBundles(BundleContext context) {
        this.context = context;
    }

    static String location(PluginJar jar) {
        return DROPPED + jar.id() + ":" + jar.sha256();
    }

    static boolean isDropped(Bundle bundle) {
        return bundle.getLocation().startsWith(DROPPED);
    }

    /** The digest of a dropped bundle's jar. */
    static String sha256(Bundle bundle) {
        return bundle.getLocation().substring(bundle.getLocation().lastIndexOf(':') + 1);
    }

    /** Plugins of the distribution by id. */
    Map<String, Bundle> official() {
        Map<String, Bundle> found = new TreeMap<>();
        all().filter(b -> b.getLocation().startsWith(DISTRIBUTION))
                .filter(b -> !b.getSymbolicName().startsWith(PLATFORM))
                .filter(b -> !kinds(b).isEmpty())
                .forEach(b -> found.put(b.getSymbolicName(), b));
        return found;
    }

    /** Bundles that were dropped in this run or an earlier one. */
    Stream<Bundle> dropped() {
        return all().filter(PluginBundles::isDropped);
    }

    /** Whether this name belongs to a part of the server that is no plugin. */
    boolean isCore(String id) {
        return all().filter(b -> !isDropped(b))
                .anyMatch(b -> b.getSymbolicName().equals(id) && !official().containsKey(id));
    }

    private Stream<Bundle> all() {
        return Stream.of(context.getBundles()).filter(b -> b.getSymbolicName() != null);
    }

    /** The kinds that a bundle's manifest promises. */
    static Set<Kind> kinds(Bundle bundle) {
        Set<Kind> kinds = PluginJar.kinds(bundle.getHeaders("").get(Constants.PROVIDE_CAPABILITY));
        if (bundle.getEntry(PanelManifest.PATH) != null) {
            kinds.add(Kind.PANEL);
        }
        return kinds;
    }
}
