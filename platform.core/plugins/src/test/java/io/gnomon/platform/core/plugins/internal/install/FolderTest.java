package io.gnomon.platform.core.plugins.internal.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.plugins.internal.Await;
import io.gnomon.platform.core.plugins.internal.PluginBuilder;
import io.gnomon.platform.core.plugins.internal.PluginsTestBase;
import io.gnomon.platform.core.plugins.internal.Scrape;
import io.gnomon.platform.core.plugins.internal.Sources;
import io.gnomon.platform.core.plugins.internal.calls.Words;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.runtime.PluginAdmin.PluginEvent;
import io.gnomon.spi.runtime.PluginAdmin.State;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.PluginHandle;

import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;

/** What follows from files that come, change and go in the plugins folder. */
class FolderTest extends PluginsTestBase {
    @Test
    void aDroppedJarStarts() throws Exception {
        PluginHandle<Exporter> handle = open("demo");
        PluginException none = assertThrows(PluginException.class, () -> Scrape.version(handle));
        assertEquals(PluginException.Kind.ABSENT, none.kind());
        assertEquals("no plugin offers the exporter \"demo\" now", none.getMessage());
        framework.drop(demo().header("Bundle-Name", "Demo").build("1.0.0"), "demo.jar");
        awaitActive(DEMO, "1.0.0");
        assertEquals("1.0.0", Scrape.version(handle));
        var status = status(DEMO);
        assertEquals("Demo", status.name());
        assertEquals(List.of("exporter"), status.kinds());
        assertFalse(status.official());
        assertTrue(
                status.manifestJson()
                        .contains("{\"kind\":\"exporter\",\"id\":\"demo\",\"name\":\"demo\"}"),
                status.manifestJson());
        assertEquals(
                "/plugins/%s/1.0.0-%s/".formatted(DEMO, status.sha256().substring(0, 12)),
                status.baseUrl());
        Await.until("the event has come", () -> !events.isEmpty());
        assertTrue(
                events.getFirst() instanceof PluginEvent.Started s && s.plugin().id().equals(DEMO));
    }

    /** As in Felix's console. */
    @Test
    void aBundleThatIsStoppedPastTheInstallerIsShownSo() throws Exception {
        framework.drop(demo().build("1.0.0"), "demo.jar");
        awaitActive(DEMO, "1.0.0");
        Bundle bundle =
                Arrays.stream(framework.context().getBundles())
                        .filter(each -> DEMO.equals(each.getSymbolicName()))
                        .findFirst()
                        .orElseThrow();
        bundle.stop();
        Await.until("it is shown as failed", () -> status(DEMO).state() == State.FAILED);
        bundle.start();
        awaitActive(DEMO, "1.0.0");
    }

    @Test
    void aHalfCopiedJarIsNotTaken() throws Exception {
        byte[] jar = Files.readAllBytes(demo().build("1.0.0"));
        Path file = framework.folder().resolve("demo.jar");
        Files.write(file, Arrays.copyOf(jar, jar.length / 2));
        framework.drop(other().build("1.0.0"), "other.jar");
        awaitActive("org.example.other", "1.0.0");
        assertTrue(framework.loaders(DEMO).isEmpty());
        Await.until("it is called broken", () -> framework.admin().list().size() == 2);
        assertEquals(
                "demo.jar is no readable jar: it was not copied whole", status("demo.jar").error());
        assertEquals(State.FAILED, status("demo.jar").state());
        Files.write(
                file,
                Arrays.copyOfRange(jar, jar.length / 2, jar.length),
                StandardOpenOption.APPEND);
        awaitActive(DEMO, "1.0.0");
        assertEquals(2, framework.admin().list().size());
    }

    private PluginBuilder other() {
        return new PluginBuilder(temp, "org.example.other").source(Sources.exporter("other"));
    }

    @Test
    void aBundleThatLacksAPackageIsRefusedInWordsAndTheOldOneRuns() throws Exception {
        framework.drop(demo().build("1.0.0"), "demo.jar");
        awaitActive(DEMO, "1.0.0");
        framework.drop(
                demo().header("imports", "not.there;version=\"[1.2,2)\"").build("2.0.0"),
                "demo.jar");
        Await.until("it is refused", () -> !status(DEMO).error().isEmpty());
        assertEquals(
                DEMO
                        + " 2.0.0 does not start: it needs the package not.there version 1.2.0 up"
                        + " to below 2.0.0, which nothing provides",
                status(DEMO).error());
        assertEquals("1.0.0", status(DEMO).version());
        assertEquals(State.ACTIVE, status(DEMO).state());
        assertEquals("1.0.0", Scrape.version(open("demo")));
        Await.until("it is uninstalled", () -> framework.loaders(DEMO).size() == 1);

        framework.drop(
                new PluginBuilder(temp, "org.example.library")
                        .file("not/there/readme.txt", "a package")
                        .header("Export-Package", "not.there;version=1.3;-noimport:=true")
                        .build("1.0.0"),
                "library.jar");
        awaitActive(DEMO, "2.0.0");
        assertEquals("", status(DEMO).error());
    }

    @Test
    void anotherVersionOfAPackageIsNamed() throws Exception {
        framework.drop(
                demo().header("imports", "io.gnomon.spi.common;version=\"[7,8)\"").build("1.0.0"),
                "demo.jar");
        Await.until("it is refused", () -> framework.admin().list().size() == 1);
        assertTrue(
                status(DEMO)
                        .error()
                        .matches(
                                DEMO
                                        + " 1.0.0 does not start: it needs the package"
                                        + " io.gnomon.spi.common version 7.0.0 up to below 8.0.0,"
                                        + " which nothing provides \\(there is 1[.0-9]+\\)"),
                status(DEMO).error());
        assertEquals(State.FAILED, status(DEMO).state());
    }

    @Test
    void aComponentThatWaitsForAServiceIsRefusedInWords() throws Exception {
        framework.drop(demo().build("1.0.0"), "demo.jar");
        awaitActive(DEMO, "1.0.0");
        String waits =
                Sources.exporter("demo")
                        .replace(
                                "static String version()",
                                "@org.osgi.service.component.annotations.Reference"
                                        + " java.util.concurrent.Callable<?> missing;\n"
                                        + "static String version()");
        framework.drop(new PluginBuilder(temp, DEMO).source(waits).build("2.0.0"), "demo.jar");
        Await.until("it is refused", () -> !status(DEMO).error().isEmpty());
        assertEquals(
                DEMO
                        + " 2.0.0 does not start: the component plugin.Plugin waits for the service"
                        + " java.util.concurrent.Callable, which nothing offers",
                status(DEMO).error());
        assertEquals("1.0.0", Scrape.version(open("demo")));
    }

    @Test
    void aVersionThatDoesNotTakeTheSettingsInUseIsRefused() throws Exception {
        framework.drop(
                new PluginBuilder(temp, DEMO)
                        .source(Sources.exporterWithSetting("demo", "host"))
                        .build("1.0.0"),
                "demo.jar");
        PluginHandle<Exporter> handle = open("demo", "host", "db1");
        Await.until("it works", handle::isReady);
        assertEquals("db1", Scrape.version(handle));
        framework.drop(
                new PluginBuilder(temp, DEMO)
                        .source(Sources.exporterWithSetting("demo", "address"))
                        .build("2.0.0"),
                "demo.jar");
        Await.until("it is refused", () -> !status(DEMO).error().isEmpty());
        assertEquals(
                DEMO
                        + " 2.0.0 does not start: exporter \"demo\" of org.example.demo 2.0.0 does"
                        + " not work with settings that are in use: test.yml:3:5: address is"
                        + " missing",
                status(DEMO).error());
        assertEquals("db1", Scrape.version(handle));
    }

    @Test
    void theSameVersionWithOtherContentReplaces() throws Exception {
        framework.drop(demo().build("1.0.0"), "demo.jar");
        awaitActive(DEMO, "1.0.0");
        var before = status(DEMO);
        framework.drop(demo().file("changed.txt", "changed").build("1.0.0"), "demo.jar");
        Await.until("the new one runs", () -> !status(DEMO).sha256().equals(before.sha256()));
        assertTrue(isActive(DEMO, "1.0.0"));
        Await.until("the update is told", () -> events.size() == 2);
        assertEquals(before.baseUrl(), ((PluginEvent.Updated) events.get(1)).previousBaseUrl());
        assertNotEquals(before.baseUrl(), status(DEMO).baseUrl());
        Await.until("one is left", () -> framework.loaders(DEMO).size() == 1);
    }

    @Test
    void theHighestVersionInTheFolderRunsAndItsRemovalBringsBackTheNext() throws Exception {
        framework.drop(demo().build("1.0.0"), "demo-1.jar");
        framework.drop(demo().build("2.0.0"), "demo-2.jar");
        awaitActive(DEMO, "2.0.0");
        Files.delete(framework.folder().resolve("demo-2.jar"));
        awaitActive(DEMO, "1.0.0");
    }

    @Test
    void aRemovedFileIsARemovedPlugin() throws Exception {
        framework.drop(demo().build("1.0.0"), "demo.jar");
        PluginHandle<Exporter> handle = open("demo");
        Await.until("it works", handle::isReady);
        Files.delete(framework.folder().resolve("demo.jar"));
        Await.until("it is gone", () -> framework.admin().list().isEmpty());
        Await.until("its bundle too", () -> framework.loaders(DEMO).isEmpty());
        assertFalse(handle.isReady());
        Await.until("that is told", () -> events.contains(new PluginEvent.Stopped(DEMO)));
    }

    @Test
    void aFolderThatOthersMayWriteIsRefused() throws Exception {
        framework.drop(demo().build("1.0.0"), "demo.jar");
        awaitActive(DEMO, "1.0.0");
        Files.setPosixFilePermissions(
                framework.folder(), PosixFilePermissions.fromString("rwxrwxr-x"));
        framework.drop(other().build("1.0.0"), "other.jar");
        Path upload = other().build("3.0.0");
        Await.until(
                "an upload is refused too",
                () -> {
                    try (var in = Files.newInputStream(upload)) {
                        String sha256 = framework.admin().upload("o.jar", in, "ann").sha256();
                        framework.admin().confirm(sha256, "ann");
                        return false;
                    } catch (io.gnomon.spi.runtime.PluginRefused e) {
                        return Words.of(e).contains("others may write into it (rwxrwxr-x)");
                    }
                });
        assertTrue(framework.loaders("org.example.other").isEmpty());
        assertTrue(isActive(DEMO, "1.0.0"), "what ran runs on");
        Files.setPosixFilePermissions(
                framework.folder(), PosixFilePermissions.fromString("rwxr-xr-x"));
        awaitActive("org.example.other", "1.0.0");
    }

    @Test
    void aRestartBringsTheSamePluginsBack() throws Exception {
        framework.drop(demo().build("1.0.0"), "demo.jar");
        framework.drop(other().build("1.0.0"), "other.jar");
        awaitActive(DEMO, "1.0.0");
        awaitActive("org.example.other", "1.0.0");
        framework.admin().stop(DEMO, "ann");
        restart();
        awaitActive("org.example.other", "1.0.0");
        assertEquals(State.STOPPED, status(DEMO).state());
        assertEquals(1, framework.loaders("org.example.other").size());
        framework.admin().start(DEMO, "ann");
        assertEquals("1.0.0", Scrape.version(open("demo")));
    }

    @Test
    void whatWasReplacedWhileTheServerWasDownRunsAfterIt() throws Exception {
        framework.drop(demo().build("1.0.0"), "demo.jar");
        awaitActive(DEMO, "1.0.0");
        end();
        framework.drop(demo().build("1.1.0"), "demo.jar");
        begin();
        awaitActive(DEMO, "1.1.0");
        Await.until("one is left", () -> framework.loaders(DEMO).size() == 1);
    }
}
