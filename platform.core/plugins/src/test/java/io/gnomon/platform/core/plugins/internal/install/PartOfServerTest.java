package io.gnomon.platform.core.plugins.internal.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.query.QueryEngine;
import io.gnomon.platform.core.plugins.internal.Await;
import io.gnomon.platform.core.plugins.internal.PluginBuilder;
import io.gnomon.platform.core.plugins.internal.PluginsTestBase;
import io.gnomon.platform.core.plugins.internal.Sources;
import io.gnomon.platform.core.plugins.internal.calls.Words;
import io.gnomon.spi.runtime.PluginAdmin.PluginEvent;
import io.gnomon.spi.runtime.PluginAdmin.PluginStatus;
import io.gnomon.spi.runtime.PluginAdmin.State;
import io.gnomon.spi.runtime.PluginRefused;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Parts of the server that are replaced while it runs. */
class PartOfServerTest extends PluginsTestBase {
    private static final String PART = "io.gnomon.platform.part";

    /** Held by the version that runs: the other one cannot start beside it. */
    private Path lock;

    @BeforeEach
    void place() {
        lock = temp.resolve("lock");
    }

    private PluginBuilder inTurn() {
        return new PluginBuilder(temp, PART)
                .source(Sources.engine(lock))
                .header("Gnomon-Hot-Swap", "in-turn");
    }

    private PluginBuilder beside() {
        return new PluginBuilder(temp, PART)
                .source(Sources.engine(null))
                .header("Gnomon-Hot-Swap", "beside");
    }

    /** Which version answers; empty when none is there. */
    private String answer() throws Exception {
        ServiceReference<QueryEngine> reference =
                framework.context().getServiceReference(QueryEngine.class);
        if (reference == null) {
            return "";
        }
        QueryEngine engine = framework.context().getService(reference);
        try {
            return engine == null ? "" : engine.format("version");
        } finally {
            framework.context().ungetService(reference);
        }
    }

    private void awaitRefusal(String why) throws Exception {
        Await.until("it is refused", () -> !status(PART).error().isEmpty());
        assertEquals(PART + " 1.1.0 does not start: " + why, status(PART).error());
        assertTrue(isActive(PART, "1.0.0"));
        assertTrue(status(PART).official());
        assertEquals("1.0.0", answer());
        Await.until("it is uninstalled", () -> framework.loaders(PART).size() == 1);
    }

    @Test
    void theOldVersionStopsBeforeTheNewOneStarts() throws Exception {
        framework.official(inTurn().build("1.0.0"), PART);
        awaitActive(PART, "1.0.0");
        for (int i = 1; i <= 3; i++) {
            String version = "1." + i + ".0";
            framework.drop(inTurn().build(version), "part.jar");
            awaitActive(PART, version);
            assertEquals(version, answer());
        }
        assertFalse(status(PART).official());
        assertEquals(List.of("part"), status(PART).kinds());
        assertEquals("1.2.0", status(PART).previousVersion());
        Await.until("all is told", () -> events.size() == 3);
        assertTrue(events.stream().allMatch(e -> e instanceof PluginEvent.Updated));
        Await.until("the distribution's waits", () -> framework.loaders(PART).size() == 2);
    }

    @Test
    void whenTheNewVersionFailsTheOldOneComesBack() throws Exception {
        framework.official(inTurn().build("1.0.0"), PART);
        awaitActive(PART, "1.0.0");
        String failing =
                Sources.engine(lock)
                        .replace(
                                "Files.createFile(LOCK);",
                                "throw new java.io.IOException(\"format 7 is too new\");");
        framework.drop(
                new PluginBuilder(temp, PART)
                        .source(failing)
                        .header("Gnomon-Hot-Swap", "in-turn")
                        .build("1.1.0"),
                "part.jar");
        awaitRefusal("the component plugin.Plugin could not be activated: format 7 is too new");

        // Another plugin is a reason to try refused plugins again, not to interrupt the server.
        long stops = stopsSoFar();
        framework.drop(demo().build("1.0.0"), "demo.jar");
        awaitActive(DEMO, "1.0.0");
        framework.drop(demo().build("1.0.1"), "demo.jar");
        awaitActive(DEMO, "1.0.1");
        assertEquals(stops, stopsSoFar());
        assertEquals("1.0.0", answer());
    }

    /** The part writes a line when it stops. */
    private long stopsSoFar() throws Exception {
        try (var lines = Files.lines(Path.of(lock + ".stops"))) {
            return lines.count();
        }
    }

    @Test
    void whatDoesNotResolveDoesNotStopTheOldVersion() throws Exception {
        framework.official(inTurn().build("1.0.0"), PART);
        awaitActive(PART, "1.0.0");
        framework.drop(
                inTurn().header("imports", "not.there;version=\"[1.2,2)\"").build("1.1.0"),
                "part.jar");
        awaitRefusal(
                "it needs the package not.there version 1.2.0 up to below 2.0.0, which nothing"
                        + " provides");
        assertFalse(Files.exists(Path.of(lock + ".stops")));
    }

    @Test
    void aVersionThatLacksTheServiceIsRefused() throws Exception {
        framework.official(inTurn().build("1.0.0"), PART);
        awaitActive(PART, "1.0.0");
        framework.drop(demoUnderTheNameOfThePart(), "part.jar");
        awaitRefusal(
                "it does not offer io.gnomon.model.query.QueryEngine, as the version before it"
                        + " does");
    }

    @Test
    void anUploadInPlaceOfAPartSaysSo() throws Exception {
        framework.official(inTurn().build("1.0.0"), PART);
        awaitActive(PART, "1.0.0");
        assertEquals(List.of("part"), upload(demoUnderTheNameOfThePart()).kinds());
    }

    @Test
    void theFrameworkItselfIsNotReplaced() throws Exception {
        PluginStatus waiting =
                upload(
                        new PluginBuilder(temp, "org.apache.felix.framework")
                                .source(Sources.exporter("demo"))
                                .build("99.0.0"));
        PluginRefused no =
                assertThrows(
                        PluginRefused.class,
                        () -> framework.admin().confirm(waiting.sha256(), "ann"));
        assertEquals(
                "org.apache.felix.framework is what everything else runs in: it comes with the"
                        + " distribution only",
                Words.of(no));
    }

    private PluginStatus upload(Path jar) throws Exception {
        try (var in = Files.newInputStream(jar)) {
            return framework.admin().upload("part.jar", in, "ann");
        }
    }

    private Path demoUnderTheNameOfThePart() throws Exception {
        return new PluginBuilder(temp, PART).source(Sources.exporter("demo")).build("1.1.0");
    }

    @Test
    void isReplacedRolledBackAndRemovedButNotStopped() throws Exception {
        framework.official(inTurn().build("1.0.0"), PART);
        awaitActive(PART, "1.0.0");
        PluginRefused no =
                assertThrows(PluginRefused.class, () -> framework.admin().stop(PART, "ann"));
        assertEquals(
                PART + " is a part of the server: it can be replaced, not stopped",
                no.getMessage());
        no = assertThrows(PluginRefused.class, () -> framework.admin().remove(PART, "ann"));
        assertEquals(
                PART + " belongs to the distribution and can only be replaced", no.getMessage());
        try (var in = Files.newInputStream(inTurn().build("1.1.0"))) {
            String sha256 = framework.admin().upload("part.jar", in, "ann").sha256();
            assertEquals("1.0.0", answer());
            assertEquals(State.ACTIVE, framework.admin().confirm(sha256, "ann").state());
        }
        assertEquals("1.1.0", answer());
        framework.drop(inTurn().build("1.2.0"), "newer.jar");
        awaitActive(PART, "1.2.0");
        assertEquals("1.1.0", framework.admin().rollBack(PART, "ann").version());
        assertEquals("1.1.0", answer());
        framework.admin().remove(PART, "ann");
        assertTrue(status(PART).official());
        assertEquals("1.0.0", answer());
    }

    @Test
    void someVersionAlwaysAnswersWhenBothCanRun() throws Exception {
        framework.official(beside().build("1.0.0"), PART);
        awaitActive(PART, "1.0.0");
        AtomicInteger engines = new AtomicInteger(1);
        AtomicInteger fewest = new AtomicInteger(1);
        framework
                .context()
                .addServiceListener(
                        event -> {
                            switch (event.getType()) {
                                case ServiceEvent.REGISTERED -> engines.incrementAndGet();
                                case ServiceEvent.UNREGISTERING ->
                                        fewest.accumulateAndGet(
                                                engines.decrementAndGet(), Math::min);
                                default -> {}
                            }
                        },
                        "(objectClass=" + QueryEngine.class.getName() + ")");
        for (int i = 1; i <= 5; i++) {
            String version = "1." + i + ".0";
            framework.drop(beside().build(version), "part.jar");
            awaitActive(PART, version);
            Await.until(
                    "the one before is gone", () -> engines.get() == 1 && answer().equals(version));
        }
        assertEquals(1, fewest.get());
        Await.until("the distribution's waits", () -> framework.loaders(PART).size() == 2);
    }

    @Test
    void oneThatDoesNotWorkAfterAStartGivesItsPlaceToTheDistributions() throws Exception {
        Bundle official = framework.official(inTurn().build("1.0.0"), PART);
        framework.drop(inTurn().build("1.1.0"), "part.jar");
        awaitActive(PART, "1.1.0");
        official.start();
        assertEquals("1.1.0", answer(), "there is one lock");
        // Now both are started with the framework, and the distribution's comes first.
        restart();
        awaitActive(PART, "1.0.0");
        Await.until(
                "the reason is told",
                () -> status(PART).error().contains("plugin.Plugin could not be activated: "));
        assertTrue(status(PART).official());
        assertEquals("1.0.0", answer());
    }
}
