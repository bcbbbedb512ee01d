package io.gnomon.platform.core.launcher;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * Makes the framework's cache equal to the distribution: installs what is new, updates what
 * changed, uninstalls what is gone. Plugins that a user dropped are not touched. Used before the
 * framework is started, by its thread.
 */
final class BundleInstaller {
    private static final Logger log = LoggerFactory.getLogger(BundleInstaller.class);

    /**
     * Bundles start from level 1 up and stop from the top down: what makes work (HTTP, scrape
     * loops) comes last and goes first, so that nothing is asked of a part that has stopped.
     */
    private static final Map<String, Integer> LEVELS =
            Map.of(
                    "org.apache.felix.http.jetty12", 5,
                    "io.gnomon.platform.core.http", 5,
                    "io.gnomon.platform.web", 5,
                    "io.gnomon.platform.core.scrape", 4,
                    "io.gnomon.platform.core.rules", 4,
                    "io.gnomon.platform.core.alerting", 4,
                    "io.gnomon.platform.core.dashboards", 4);

    static final int LIBRARIES = 1;
    static final int PLATFORM = 2;
    static final int PLUGINS = 3;
    static final int LAST = 5;

    /** Bundles of the distribution; the part after the prefix is the jar's name without version. */
    private static final String LOCATION_PREFIX = "gnomon:";

    private final Framework framework;
    private final Path stateFile;
    private final StagedBundles staged;

    /**
     * @param stateFile remembers the content of what was installed
     * @param staged what takes the place of bundles in {@code system/}
     */
    BundleInstaller(Framework framework, Path stateFile, StagedBundles staged) {
        this.framework = framework;
        this.stateFile = stateFile;
        this.staged = staged;
    }

    /** Installs the jars of {@code system/} and {@code plugins/}. */
    void install(Path home) throws IOException, BundleException {
        BundleContext context = framework.getBundleContext();
        Properties before = load();
        Properties now = new Properties();
        Set<String> wanted = new HashSet<>();
        boolean changed = false;
        for (String folder : List.of("system", "plugins")) {
            for (Path own : jars(home.resolve(folder))) {
                String location = location(own);
                if (!wanted.add(location)) {
                    throw new IOException("two versions of one jar in " + home + ": " + own);
                }
                Path chosen = folder.equals("system") ? staged.inPlaceOf(own) : own;
                boolean replaced = !chosen.equals(own);
                // What the plugin runtime can replace lies beside the distribution's own.
                Path jar = replaced && HotPart.isOne(own) ? own : chosen;
                JarContent last = JarContent.parse(before.getProperty(location, ""));
                JarContent content = JarContent.of(jar, last);
                now.setProperty(location, content.line());
                Bundle bundle = context.getBundle(location);
                if (bundle == null) {
                    bundle = context.installBundle(location, Files.newInputStream(jar));
                    start(bundle, jar, folder);
                    changed = true;
                } else if (!content.sha256().equals(last.sha256())) {
                    // Content, not time stamps: unpacking an archive again updates nothing.
                    bundle.update(Files.newInputStream(jar));
                    log.info("updated {} to {}", bundle.getSymbolicName(), bundle.getVersion());
                    changed = true;
                }
                if (replaced ? jar.equals(own) : HotPart.isOne(bundle)) {
                    changed |= new HotPart(context, bundle).startInPlaceOf(own, chosen);
                }
            }
        }
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getLocation().startsWith(LOCATION_PREFIX)
                    && !wanted.contains(bundle.getLocation())) {
                log.info("removed {} {}", bundle.getSymbolicName(), bundle.getVersion());
                bundle.uninstall();
                changed = true;
            }
        }
        if (changed) {
            framework.adapt(FrameworkWiring.class).refreshBundles(null);
        }
        if (!now.equals(before)) {
            store(now);
        }
    }

    /** Marks a new bundle to be started at its level; a bundle that was there keeps its state. */
    private static void start(Bundle bundle, Path jar, String folder)
            throws IOException, BundleException {
        String name = bundle.getSymbolicName();
        if (name == null) {
            bundle.uninstall();
            throw new IOException("not an OSGi bundle (no Bundle-SymbolicName): " + jar);
        }
        if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
            bundle.adapt(BundleStartLevel.class).setStartLevel(level(name, folder));
            bundle.start();
        }
    }

    private static int level(String name, String folder) {
        if (folder.equals("plugins")) {
            return PLUGINS;
        }
        boolean ours = name.startsWith("io.gnomon.") && !name.startsWith("io.gnomon.lib.");
        return LEVELS.getOrDefault(name, ours ? PLATFORM : LIBRARIES);
    }

    /**
     * Contains neither version nor folder: the bundle's id survives upgrades and a moved
     * distribution.
     */
    private static String location(Path jar) {
        return LOCATION_PREFIX + jar.getFileName().toString().replaceFirst("-\\d[^/]*\\.jar$", "");
    }

    private static List<Path> jars(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return new ArrayList<>(
                    files.filter(p -> p.toString().endsWith(".jar")).sorted().toList());
        }
    }

    private Properties load() throws IOException {
        Properties state = new Properties();
        if (Files.exists(stateFile)) {
            try (var in = Files.newInputStream(stateFile)) {
                state.load(in);
            }
        }
        return state;
    }

    private void store(Properties state) throws IOException {
        try (var out = Files.newOutputStream(stateFile)) {
            state.store(out, null);
        }
    }
}
