package io.gnomon.platform.core.plugins.internal.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.plugins.internal.Await;
import io.gnomon.platform.core.plugins.internal.PluginBuilder;
import io.gnomon.platform.core.plugins.internal.PluginsTestBase;
import io.gnomon.platform.core.plugins.internal.Scrape;
import io.gnomon.platform.core.plugins.internal.Sources;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.runtime.PluginAdmin.State;
import io.gnomon.spi.runtime.PluginHandle;
import io.gnomon.spi.runtime.PluginRefused;

import org.junit.jupiter.api.Test;

/** Plugins of the distribution, and jars that come beside them. */
class OfficialTest extends PluginsTestBase {
    @Test
    void anOfficialPluginIsListedStoppedAndStartedButNotRemoved() throws Exception {
        framework.official(demo().build("1.0.0"), DEMO);
        awaitActive(DEMO, "1.0.0");
        assertTrue(status(DEMO).official());
        PluginHandle<Exporter> handle = open("demo");
        Await.until("it works", handle::isReady);
        PluginRefused no =
                assertThrows(PluginRefused.class, () -> framework.admin().remove(DEMO, "ann"));
        assertEquals(
                DEMO + " belongs to the distribution and can only be stopped", no.getMessage());
        assertEquals(State.STOPPED, framework.admin().stop(DEMO, "ann").state());
        assertFalse(handle.isReady());
        assertEquals(State.ACTIVE, framework.admin().start(DEMO, "ann").state());
        assertEquals("1.0.0", Scrape.version(handle));
    }

    @Test
    void aNewerJarTakesOverAndItsRemovalBringsTheOfficialOneBack() throws Exception {
        framework.official(demo().build("1.0.0"), DEMO);
        awaitActive(DEMO, "1.0.0");
        PluginHandle<Exporter> handle = open("demo");
        framework.drop(demo().build("1.1.0"), "demo.jar");
        awaitActive(DEMO, "1.1.0");
        assertEquals("1.1.0", Scrape.version(handle));
        assertEquals("1.0.0", status(DEMO).previousVersion());
        assertFalse(status(DEMO).official());
        framework.admin().remove(DEMO, "ann");
        assertEquals("1.0.0", Scrape.version(handle));
        assertTrue(status(DEMO).official());
        assertTrue(isActive(DEMO, "1.0.0"));
    }

    @Test
    void rollingBackAnOverrideGoesToTheOfficialOne() throws Exception {
        framework.official(demo().build("1.0.0"), DEMO);
        framework.drop(demo().file("a.txt", "same version").build("1.0.0"), "demo.jar");
        Await.until("the dropped one runs", () -> !status(DEMO).official());
        framework.admin().rollBack(DEMO, "ann");
        assertTrue(status(DEMO).official());
        assertEquals("1.0.0", Scrape.version(open("demo")));
    }

    @Test
    void anOlderJarDoesNotTakeOver() throws Exception {
        framework.official(demo().build("2.0.0"), DEMO);
        awaitActive(DEMO, "2.0.0");
        framework.drop(demo().build("1.0.0"), "demo.jar");
        framework.drop(other().build("1.0.0"), "other.jar");
        awaitActive("org.example.other", "1.0.0");
        assertTrue(isActive(DEMO, "2.0.0"));
    }

    private PluginBuilder other() {
        return new PluginBuilder(temp, "org.example.other").source(Sources.exporter("other"));
    }

    @Test
    void aPartOfThePlatformWaitsForTheNextStart() throws Exception {
        String id = "io.gnomon.platform.core.config";
        framework.official(new PluginBuilder(temp, id).build("1.0.0"), id);
        framework.drop(new PluginBuilder(temp, id).build("1.1.0"), "config.jar");
        Await.until("it is seen", () -> framework.admin().list().size() == 1);
        assertEquals(State.AT_NEXT_START, status(id).state());
        assertEquals(1, framework.loaders(id).size());
    }
}
