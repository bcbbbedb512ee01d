package io.gnomon.platform.core.plugins.internal.calls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.plugins.internal.Await;
import io.gnomon.platform.core.plugins.internal.PluginBuilder;
import io.gnomon.platform.core.plugins.internal.PluginsTestBase;
import io.gnomon.platform.core.plugins.internal.Scrape;
import io.gnomon.platform.core.plugins.internal.SelfMetrics;
import io.gnomon.platform.core.plugins.internal.Sources;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;
import io.gnomon.spi.common.NoSettings;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.runtime.PluginAdmin.State;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.PluginHandle;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A plugin that throws, hangs or floods harms nothing else, and its state says so. */
class MisbehaviourTest extends PluginsTestBase {
    /** Over while a call hangs; a busy machine has begun it by then. */
    private static final Duration SHORT = Duration.ofMillis(500);

    private PluginHandle<Exporter> bad(String collect) throws Exception {
        framework.drop(
                new PluginBuilder(temp, DEMO)
                        .source(Sources.exporter("demo", collect))
                        .build("1.0.0"),
                "demo.jar");
        framework.drop(
                new PluginBuilder(temp, "org.example.good")
                        .source(Sources.exporter("good"))
                        .build("1.0.0"),
                "good.jar");
        awaitActive(DEMO, "1.0.0");
        awaitActive("org.example.good", "1.0.0");
        return open("demo");
    }

    private PluginException fails(PluginHandle<Exporter> handle) {
        return assertThrows(PluginException.class, () -> Scrape.version(handle, SHORT));
    }

    private void theOtherOneWorks() throws Exception {
        assertEquals("1.0.0", Scrape.version(open("good")));
    }

    @Test
    void throwing() throws Exception {
        PluginHandle<Exporter> handle =
                bad("if (true) throw new NoClassDefFoundError(\"com/example/Gone\");");
        PluginException e = assertThrows(PluginException.class, () -> Scrape.version(handle));
        assertEquals("NoClassDefFoundError: com/example/Gone", e.getMessage());
        assertEquals("NoClassDefFoundError: com/example/Gone", status(DEMO).error());
        assertEquals(1, status(DEMO).calls().failed());
        assertEquals(State.ACTIVE, status(DEMO).state());
        theOtherOneWorks();
    }

    @Test
    void hanging() throws Exception {
        PluginHandle<Exporter> handle =
                bad(
                        "while (true) { try { Thread.sleep(9999); } catch (InterruptedException e)"
                                + " {} }");
        Await.until("it is made", handle::isReady);
        for (int i = 0; i < 4; i++) {
            assertEquals(PluginException.Kind.TIMEOUT, fails(handle).kind());
        }
        Await.until("it is off", () -> status(DEMO).state() == State.FAILED);
        assertEquals(4, status(DEMO).calls().abandoned());
        assertTrue(
                status(DEMO)
                        .error()
                        .startsWith(DEMO + " is switched off until it is replaced: 4 of its 4"),
                status(DEMO).error());
        assertEquals(PluginException.Kind.BUSY, fails(handle).kind());
        theOtherOneWorks();
        framework.drop(demo().build("2.0.0"), "demo.jar");
        awaitActive(DEMO, "2.0.0");
        assertEquals("2.0.0", Scrape.version(handle), "replaced, it works again");
    }

    @Test
    void asManyThreadsAsTheManifestAsksFor() throws Exception {
        framework.drop(
                new PluginBuilder(temp, DEMO)
                        .source(
                                Sources.exporter(
                                        "demo",
                                        "while (true) { try { Thread.sleep(9999); } catch"
                                                + " (InterruptedException e) {} }"))
                        .header("Gnomon-Call-Threads", "1")
                        .build("1.0.0"),
                "demo.jar");
        awaitActive(DEMO, "1.0.0");
        PluginHandle<Exporter> handle = open("demo");
        Await.until("it is made", handle::isReady);
        assertEquals(PluginException.Kind.TIMEOUT, fails(handle).kind());
        Await.until("it is off", () -> status(DEMO).state() == State.FAILED);
        assertTrue(status(DEMO).error().contains(": 1 of its 1 "), status(DEMO).error());
    }

    @Test
    void callsThatPileUpAreRefusedAndTheOthersEnd() throws Exception {
        PluginHandle<Exporter> handle = bad("Thread.sleep(20);");
        Await.until("it is made", handle::isReady);
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            callers.add(
                    Thread.startVirtualThread(() -> {
                        try {
                            Scrape.version(handle);
                            answered.incrementAndGet();
                        } catch (PluginException e) {
                            assertEquals(PluginException.Kind.BUSY, e.kind());
                            refused.incrementAndGet();
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        }
                    }));
        }
        theOtherOneWorks();
        for (Thread caller : callers) {
            caller.join();
        }
        assertEquals(200, refused.get() + answered.get());
        assertTrue(answered.get() >= 20, "four run, sixteen wait");
        assertEquals(refused.get(), status(DEMO).calls().refused());
        assertEquals(State.ACTIVE, status(DEMO).state());
    }

    @Test
    void aVersionThatDiesWhileBeingMadeReplacesNothing() throws Exception {
        PluginHandle<Exporter> handle = bad("sink.sample(1, \"version\", version());");
        Await.until("it is made", handle::isReady);
        framework.drop(
                new PluginBuilder(temp, DEMO)
                        .source(
                                Sources.exporter("demo")
                                        .replace(
                                                "return \"demo\"",
                                                "throw new IllegalStateException(\"no name\")"))
                        .build("2.0.0"),
                "demo.jar");
        Await.until("it is refused", () -> !status(DEMO).error().isEmpty());
        assertEquals(DEMO + " 2.0.0 does not start: no name", status(DEMO).error());
        assertEquals("1.0.0", Scrape.version(handle));
    }

    @Test
    void theSelfMetricsSayIt() throws Exception {
        PluginHandle<Exporter> handle = bad("if (true) throw new Exception(\"out of order\");");
        fails(handle);
        Map<Labels, Double> samples;
        try (Exporter metrics = new SelfMetrics(framework.admin()).create(new NoSettings())) {
            samples = RecordedMetrics.of(metrics).samples();
        }
        assertEquals(
                1.0,
                samples.get(Labels.of("__name__", "gnomon_plugin_failures_total", "plugin", DEMO)));
        assertEquals(
                1.0,
                samples.get(
                        Labels.of(
                                "__name__",
                                "gnomon_plugin_state",
                                "plugin",
                                DEMO,
                                "state",
                                "active")));
        assertEquals(
                1.0,
                samples.get(
                        Labels.of(
                                "__name__",
                                "gnomon_plugin_info",
                                "plugin",
                                "org.example.good",
                                "version",
                                "1.0.0")));
    }
}
