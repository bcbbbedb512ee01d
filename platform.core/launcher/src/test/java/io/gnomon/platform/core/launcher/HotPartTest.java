package io.gnomon.platform.core.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Which version of a part starts that the plugin runtime can replace later. */
class HotPartTest {
    private static final String PART = "io.gnomon.platform.part";

    @TempDir Path temp;
    private Path home;
    private Path data;
    private Path plugins;

    @BeforeEach
    void distribution() throws IOException {
        home = temp.resolve("home");
        data = temp.resolve("data");
        plugins = Files.createDirectories(data.resolve("plugins"));
        jar(Files.createDirectories(home.resolve("system")), "1.0.0");
    }

    private static Path jar(Path folder, String version) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", PART);
        headers.putValue("Bundle-Version", version);
        headers.putValue("Gnomon-Hot-Swap", "in-turn");
        Path jar = folder.resolve("io.gnomon.platform.part-" + version + ".jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    /** A start of the server: what runs, and what else is installed. */
    private void assertStarts(String running, String... installed) throws Exception {
        Framework framework = framework();
        framework.init();
        new BundleInstaller(
                        framework,
                        data.resolve("osgi/state.properties"),
                        new StagedBundles(plugins))
                .install(home);
        framework.start();
        try {
            assertEquals(
                    List.of(running),
                    parts(framework)
                            .filter(b -> b.getState() == Bundle.ACTIVE)
                            .map(b -> b.getVersion().toString())
                            .toList());
            assertEquals(
                    Stream.of(installed).sorted().toList(),
                    parts(framework).map(b -> b.getVersion().toString()).sorted().toList());
        } finally {
            stop(framework);
        }
    }

    private Framework framework() {
        return new FrameworkFactory()
                .newFramework(
                        Map.of(
                                Constants.FRAMEWORK_STORAGE,
                                data.resolve("osgi").toString(),
                                Constants.FRAMEWORK_BSNVERSION,
                                Constants.FRAMEWORK_BSNVERSION_MULTIPLE,
                                Constants.FRAMEWORK_BEGINNING_STARTLEVEL,
                                "5"));
    }

    private static Stream<Bundle> parts(Framework framework) {
        return Stream.of(framework.getBundleContext().getBundles())
                .filter(b -> PART.equals(b.getSymbolicName()));
    }

    private static void stop(Framework framework) throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(10_000);
    }

    @Test
    void theOneOfThePluginsFolderStartsAndTheOthersDoNot() throws Exception {
        assertStarts("1.0.0", "1.0.0");
        Path newer = jar(plugins, "1.1.0");
        assertStarts("1.1.0", "1.0.0", "1.1.0");
        jar(plugins, "1.2.0");
        assertStarts("1.2.0", "1.0.0", "1.2.0");
        Files.delete(plugins.resolve("io.gnomon.platform.part-1.2.0.jar"));
        assertStarts("1.1.0", "1.0.0", "1.1.0");
        Files.delete(newer);
        assertStarts("1.0.0", "1.0.0");
    }

    @Test
    void anOlderOneDoesNotStart() throws Exception {
        jar(plugins, "0.9.0");
        assertStarts("1.0.0", "1.0.0");
    }

    @Test
    void whatAKillLeftDoesNotMatter() throws Exception {
        jar(plugins, "1.1.0");
        assertStarts("1.1.0", "1.0.0", "1.1.0");
        Framework framework = framework();
        framework.init();
        for (Bundle bundle : parts(framework).toList()) {
            bundle.start();
        }
        stop(framework);
        assertStarts("1.1.0", "1.0.0", "1.1.0");
        framework = framework();
        framework.init();
        for (Bundle bundle : parts(framework).toList()) {
            bundle.stop();
        }
        stop(framework);
        assertStarts("1.1.0", "1.0.0", "1.1.0");
    }
}
