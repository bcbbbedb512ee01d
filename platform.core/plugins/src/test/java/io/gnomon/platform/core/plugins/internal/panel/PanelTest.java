package io.gnomon.platform.core.plugins.internal.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.plugins.internal.Await;
import io.gnomon.platform.core.plugins.internal.PluginBuilder;
import io.gnomon.platform.core.plugins.internal.PluginsTestBase;
import io.gnomon.platform.core.plugins.internal.Sources;
import io.gnomon.spi.panel.PanelCalls;
import io.gnomon.spi.runtime.PluginAdmin.PluginEvent;
import io.gnomon.spi.runtime.PluginAdmin.PluginStatus;
import io.gnomon.spi.runtime.PluginException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Bundles with files for browsers. */
class PanelTest extends PluginsTestBase {
    private static final String CLOCK = "org.example.clock";

    private PluginBuilder clock(String manifestVersion, String script) {
        return new PluginBuilder(temp, CLOCK)
                .file(PanelManifest.PATH, manifest(manifestVersion, "web/index.js"))
                .file("web/index.js", script);
    }

    private static String manifest(String version, String module) {
        return """
        {"manifestVersion": 1, "id": "clock", "name": "Clock", "version": "%s",
         "requires": {"gnomon": "^1.0"},
         "provides": [{"kind": "panel", "id": "clock", "name": "Clock", "module": "%s",
                       "optionsSchema": {"type": "object"}}]}
        """
                .formatted(version, module);
    }

    @Test
    void itsFilesHaveAPathAndADigestOfTheirOwn() throws Exception {
        String script = "export default {};";
        framework.drop(clock("1.0.0", script).build("1.0.0"), "clock.jar");
        awaitActive(CLOCK, "1.0.0");
        var status = status(CLOCK);
        assertEquals(List.of("panel"), status.kinds());
        assertEquals("Clock", status.name());
        assertTrue(status.manifestJson().contains("\"module\":\"web/index.js\""));
        byte[] digest =
                MessageDigest.getInstance("SHA-384")
                        .digest(script.getBytes(StandardCharsets.UTF_8));
        assertEquals(
                "sha384-" + Base64.getEncoder().encodeToString(digest),
                status.integrity().get("web/index.js"));
        assertEquals(Set.of("web/index.js"), status.integrity().keySet());
        String versionAndHash = "1.0.0-" + status.sha256().substring(0, 12);
        assertEquals("/plugins/" + CLOCK + "/" + versionAndHash + "/", status.baseUrl());
        var url = framework.admin().resource(CLOCK, versionAndHash, "web/index.js");
        assertNotNull(url);
        try (var in = url.openStream()) {
            assertEquals(script, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertNull(framework.admin().resource(CLOCK, versionAndHash, "META-INF/MANIFEST.MF"));
        assertNull(framework.admin().resource(CLOCK, versionAndHash, "web/../web/index.js"));
        assertNull(framework.admin().resource(CLOCK, "1.0.0-000000000000", "web/index.js"));
    }

    @Test
    void textsInOtherLanguagesAreFetchedLikeItsFiles() throws Exception {
        String named =
                manifest("1.0.0", "web/index.js")
                        .replace(
                                "\"provides\"",
                                "\"i18n\": {\"ko\": \"i18n/ko.json\"}, \"provides\"");
        framework.drop(
                new PluginBuilder(temp, CLOCK)
                        .file(PanelManifest.PATH, named)
                        .file("web/index.js", "1")
                        .file("i18n/ko.json", "{}")
                        .build("1.0.0"),
                "clock.jar");
        awaitActive(CLOCK, "1.0.0");
        var status = status(CLOCK);
        assertTrue(status.manifestJson().contains("\"i18n\":{\"ko\":\"i18n/ko.json\"}"));
        assertEquals(Set.of("web/index.js"), status.integrity().keySet());
        assertNotNull(resource(status, "i18n/ko.json"));
    }

    @Test
    void aBundleWithoutManifestHasItsTextsByTheirPath() throws Exception {
        framework.drop(
                new PluginBuilder(temp, CLOCK)
                        .source(Sources.exporter("clock"))
                        .file("i18n/ko.json", "{}")
                        .file("i18n/pt-BR.json", "{}")
                        .file("i18n/README.json", "{}")
                        .build("1.0.0"),
                "clock.jar");
        awaitActive(CLOCK, "1.0.0");
        var status = status(CLOCK);
        assertTrue(
                status.manifestJson()
                        .contains(
                                "\"i18n\":{\"ko\":\"i18n/ko.json\",\"pt-BR\":\"i18n/pt-BR.json\"}"),
                status.manifestJson());
        assertNotNull(resource(status, "i18n/pt-BR.json"));
    }

    private @Nullable URL resource(PluginStatus status, String path) {
        String versionAndHash = status.version() + "-" + status.sha256().substring(0, 12);
        return framework.admin().resource(CLOCK, versionAndHash, path);
    }

    @Test
    void anUpdateIsToldWithinASecond() throws Exception {
        framework.drop(clock("1.0.0", "1").build("1.0.0"), "clock.jar");
        awaitActive(CLOCK, "1.0.0");
        Await.until("the start is told", () -> events.size() == 1);
        // On a machine that is busy with other things a single try says nothing.
        long best = Long.MAX_VALUE;
        for (int tries = 1; tries <= 10 && best >= 1000; tries++) {
            String before = status(CLOCK).baseUrl();
            String version = "1." + tries + ".0";
            var jar = clock(version, "2").build(version);
            int told = events.size();
            long start = System.nanoTime();
            framework.drop(jar, "clock.jar");
            Await.until("the update is told", () -> events.size() > told);
            best = Math.min(best, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            var updated = (PluginEvent.Updated) events.get(told);
            assertEquals(version, updated.plugin().version());
            assertEquals(before, updated.previousBaseUrl());
        }
        assertTrue(best < 1000, "told after " + best + " ms");
    }

    @Test
    void aPanelWhoseManifestIsWrongIsRefusedAndTheOldOneStays() throws Exception {
        framework.drop(clock("1.0.0", "1").build("1.0.0"), "clock.jar");
        awaitActive(CLOCK, "1.0.0");
        framework.drop(clock("3.0.0", "2").build("2.0.0"), "clock.jar");
        Await.until("it is refused", () -> !status(CLOCK).error().isEmpty());
        assertEquals(
                "META-INF/gnomon/plugin.json: version is \"3.0.0\", but the bundle's is 2.0.0",
                status(CLOCK).error());
        assertTrue(isActive(CLOCK, "1.0.0"));
    }

    @Test
    void theJavaHalfIsCalledByPluginId() throws Exception {
        String source =
                """
                package plugin;

                import io.gnomon.spi.panel.PanelCalls;
                import org.osgi.service.component.annotations.Component;

                @Component
                public class Plugin implements PanelCalls {
                    public String panel() { return "clock"; }
                    public Role role(String method) {
                        if (!method.equals("now")) throw new IllegalArgumentException(method);
                        return Role.EDITOR;
                    }
                    public String call(String method, String body) { return "[" + body + "]"; }
                }
                """;
        framework.drop(clock("1.0.0", "1").source(source).build("1.0.0"), "clock.jar");
        awaitActive(CLOCK, "1.0.0");
        assertEquals(PanelCalls.Role.EDITOR, framework.plugins().panelRole(CLOCK, "now"));
        assertEquals("[null]", framework.plugins().callPanel(CLOCK, "now", "null"));
        PluginException no =
                assertThrows(
                        PluginException.class,
                        () -> framework.plugins().callPanel(CLOCK, "then", "null"));
        assertEquals(PluginException.Kind.ABSENT, no.kind());
    }
}
