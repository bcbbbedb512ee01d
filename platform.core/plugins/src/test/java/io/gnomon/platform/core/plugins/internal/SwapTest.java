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
            for (int i = 0; i < 3; i++) {
                callers.add(
                        Thread.startVirtualThread(() -> {
                            while (go.get()) {
                                try {
                                    Scrape.version(handle);
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

    private static int pluginThreads() {
        return (int)
                Thread.getAllStackTraces().keySet().stream()
                        .filter(t -> t.getName().startsWith("plugin " + ID))
                        .count();
    }
}
