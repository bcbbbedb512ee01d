package io.gnomon.platform.core.plugins.internal.install;

import io.gnomon.platform.core.plugins.internal.calls.Kind;
import io.gnomon.platform.core.plugins.internal.panel.PanelManifest;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Tells by their locations which bundles are plugins, and whose. For one thread. */
final class PluginBundles {
    /** Location of the distribution's bundles, written by the launcher. */
    private static final String DISTRIBUTION = "gnomon:";

    /**
     * Location of a dropped jar. The digest keeps two jars of one name and version apart: they can
     * run side by side too.
     */
    private static final String DROPPED = "plugin:";

    /** Where the launcher keeps the SHA-256 of each jar that it installed. */
    private static final String LAUNCHER_STATE = "gnomon-bundles.properties";

    /** They offer factories of their own and are no plugins; some can be replaced like one. */
    private static final String PLATFORM = "io.gnomon.platform.";

    private final BundleContext context;

    /** Counts what happens to bundles. */
    private final AtomicLong changes = new AtomicLong();

    private Seen seen = new Seen(-1, Map.of(), Map.of());

    /**
     * The bundles that were not dropped, by id, as they were after so many changes. To ask for them
     * all and read their headers costs more than all else that a look does.
     *
     * @param official plugins of the distribution, and parts that are replaced alike
     * @param fixed parts that are replaced at the next start only
     */
    private record Seen(long changes, Map<String, Bundle> official, Map<String, Bundle> fixed) {}

    PluginBundles(BundleContext context) {
        this.context = context;
        SynchronousBundleListener counting = event -> changes.incrementAndGet();
        context.addBundleListener(counting);
    }

    /** Grows whenever something happens to a bundle. Any thread. */
    long changes() {
        return changes.get();
    }

    private Seen seen() {
        long now = changes.get();
        if (seen.changes() != now) {
            Map<String, Bundle> official = new TreeMap<>();
            Map<String, Bundle> fixed = new TreeMap<>();
            all().filter(bundle -> !isDropped(bundle))
                    .forEach(bundle ->
                            (isOfficialPlugin(bundle) ? official : fixed)
                                    .put(bundle.getSymbolicName(), bundle));
            seen = new Seen(now, official, fixed);
        }
        return seen;
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

    /** Plugins of the distribution, and parts of the server that are replaced alike, by id. */
    Map<String, Bundle> official() {
        return seen().official();
    }

    private static boolean isOfficialPlugin(Bundle bundle) {
        boolean ofPlatform = bundle.getSymbolicName().startsWith(PLATFORM);
        return bundle.getLocation().startsWith(DISTRIBUTION)
                && (ofPlatform ? Handover.isDeclaredBy(bundle) : !kinds(bundle).isEmpty());
    }

    /** Bundles that were dropped in this run or an earlier one. */
    Stream<Bundle> dropped() {
        return all().filter(PluginBundles::isDropped);
    }

    /** Whether bundles run in it: it is none of those that can be replaced. */
    boolean isFramework(String id) {
        return id.equals(context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getSymbolicName());
    }

    /** All ids for which {@link #isFixed} is true now. */
    Set<String> fixedIds() {
        return seen().fixed().keySet();
    }

    /** Whether it is a part of the server that can only be replaced at the next start. */
    boolean isFixed(String id) {
        return seen().fixed().containsKey(id);
    }

    /** Whether the part of the server that runs under this name has a higher version. */
    boolean isOlderThanFixed(PluginJar jar) {
        Bundle fixed = seen().fixed().get(jar.id());
        return fixed != null && jar.version().compareTo(fixed.getVersion()) < 0;
    }

    /** Whether the launcher has put this jar in the place of one of the distribution's. */
    boolean isStartedWith(String sha256) {
        Path file = Path.of(context.getProperty(Constants.FRAMEWORK_STORAGE), LAUNCHER_STATE);
        Properties digests = new Properties();
        if (Files.exists(file)) {
            try (var in = Files.newInputStream(file)) {
                digests.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return digests.containsValue(sha256);
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
