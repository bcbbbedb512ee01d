package io.gnomon.platform.core.plugins.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.runtime.PluginHandle;
import io.gnomon.spi.settings.SettingsNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A plugin is replaced again and again while it is being called. */
class SwapTest {
    private static final int SWAPS = 20;
    private static final String ID = "org.example.swapped";

    @TempDir Path temp;

    @Test
    void noCallFailsAndNothingOfOldVersionsStays() throws Exception {
        PluginBuilder builder = new PluginBuilder(temp, ID).source(Sources.exporter("swapped"));
        try (TestFramework framework = new TestFramework(temp.resolve("data"));
                PluginHandle<Exporter> handle =
                        framework
                                .plugins()
                                .open(ExporterFactory.class, "swapped", SettingsNode.empty())) {
            framework.drop(builder.build("1.0.0"), "swapped.jar");
            Await.until("the first version works", handle::isReady);
            int threadsBefore = pluginThreads();
            AtomicBoolean go = new AtomicBoolean(true);
            AtomicLong calls = new AtomicLong();
            ConcurrentLinkedQueue<Exception> failures = new ConcurrentLinkedQueue<>();
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                boolean ownHandles = i % 2 == 0;
                callers.add(
                        Thread.startVirtualThread(() -> {
                            while (go.get()) {
                                try {
                                    if (ownHandles) {
                                        callOnce(framework);
                                    } else {
                                        Scrape.version(handle);
                                    }
                                    calls.incrementAndGet();
                                } catch (Exception e) {
                                    failures.add(e);
                                }
                            }
                        }));
            }
            List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
            for (int i = 1; i <= SWAPS; i++) {
                framework.loaders(ID).forEach(l -> loaders.add(new WeakReference<>(l)));
                String version = "1." + i + ".0";
                framework.drop(builder.build(version), "swapped.jar");
                Await.until(version + " answers", () -> Scrape.version(handle).equals(version));
            }
            go.set(false);
            for (Thread caller : callers) {
                caller.join();
            }
            assertTrue(failures.isEmpty(), () -> failures.size() + ": " + failures.peek());
            assertTrue(calls.get() > SWAPS, calls::toString);
            Await.until("one version is left", () -> framework.loaders(ID).size() == 1);
            Await.until(
                    "no old class loader is reachable",
                    () -> {
                        System.gc();
                        return loaders.stream().allMatch(l -> l.refersTo(null));
                    });
            Await.until("no old thread runs", () -> pluginThreads() <= threadsBefore + 4);
            assertEquals("1.20.0", Scrape.version(handle));
        }
    }

    @Test
    void aCallThatWaitsForItsInstanceSurvivesTheSwap() throws Exception {
        String slow =
                Sources.exporter("swapped")
                        .replace(
                                "create(NoSettings settings) {",
                                "create(NoSettings settings) throws Exception {"
                                        + " Thread.sleep(1500);");
        try (TestFramework framework = new TestFramework(temp.resolve("data"))) {
            framework.drop(new PluginBuilder(temp, ID).source(slow).build("1.0.0"), "swapped.jar");
            Await.until(
                    "the slow one is offered",
                    () -> framework.plugins().find(ExporterFactory.class, "swapped") != null);
            var next =
                    new PluginBuilder(temp, ID).source(Sources.exporter("swapped")).build("2.0.0");
            try (PluginHandle<Exporter> handle =
                    framework
                            .plugins()
                            .open(ExporterFactory.class, "swapped", SettingsNode.empty())) {
                framework.drop(next, "swapped.jar");
                String version = Scrape.version(handle);
                assertTrue(Set.of("1.0.0", "2.0.0").contains(version), version);
                Await.until("the new one answers", () -> Scrape.version(handle).equals("2.0.0"));
            }
            Await.until("one version is left", () -> framework.loaders(ID).size() == 1);
        }
    }

    /** As one does who tries settings out: opens a handle, calls, closes it. */
    private static void callOnce(TestFramework framework) throws Exception {
        try (PluginHandle<Exporter> own =
                framework.plugins().open(ExporterFactory.class, "swapped", SettingsNode.empty())) {
            Scrape.version(own);
        }
    }

    private static int pluginThreads() {
        return (int)
                Thread.getAllStackTraces().keySet().stream()
                        .filter(t -> t.getName().startsWith("plugin " + ID))
                        .count();
    }
}
