package io.gnomon.platform.core.plugins.internal.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.Version;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The installer looks at all bundles each second: that must cost next to nothing. */
class PluginBundlesTest {
    private static final String ID = "io.gnomon.exporters.demo";

    private final Map<String, String> headers = new HashMap<>();
    private final List<SynchronousBundleListener> listeners = new ArrayList<>();
    private int headersRead;

    private final Bundle bundle =
            answering(
                    Bundle.class,
                    Map.of(
                            "getSymbolicName", () -> ID,
                            "getLocation", () -> "gnomon:demo.jar",
                            "getVersion", () -> new Version("1.0.0"),
                            "getHeaders",
                                    () -> {
                                        headersRead++;
                                        return FrameworkUtil.asDictionary(headers);
                                    }));

    private final PluginBundles bundles =
            new PluginBundles(
                    answering(
                            BundleContext.class,
                            Map.of("getBundles", () -> new Bundle[] {bundle})));

    private interface Answer {
        Object get();
    }

    /** Answers these methods, and null for all others. */
    private <T> T answering(Class<T> type, Map<String, Answer> answers) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) ->
                                switch (method.getName()) {
                                    case "hashCode" -> System.identityHashCode(self);
                                    case "equals" ->
                                            System.identityHashCode(self)
                                                    == System.identityHashCode(arguments[0]);
                                    case "addBundleListener" ->
                                            listeners.add((SynchronousBundleListener) arguments[0]);
                                    case String name when answers.containsKey(name) ->
                                            answers.get(name).get();
                                    default -> null;
                                }));
    }

    @Test
    void headersAreReadAgainWhenABundleHasChanged() {
        headers.put("Provide-Capability", "osgi.service;x=io.gnomon.spi.exporter.ExporterFactory");
        for (int look = 0; look < 5; look++) {
            assertEquals(Set.of(ID), bundles.official().keySet());
            assertFalse(bundles.isFixed(ID));
            assertEquals(Set.of(), bundles.fixedIds());
        }
        assertEquals(1, headersRead);
        headers.clear();
        listeners.forEach(each -> each.bundleChanged(new BundleEvent(BundleEvent.UPDATED, bundle)));
        assertEquals(Set.of(), bundles.official().keySet());
        assertTrue(bundles.isFixed(ID), "it is no plugin any more");
        assertEquals(Set.of(ID), bundles.fixedIds());
        assertEquals(2, headersRead);
    }
}
