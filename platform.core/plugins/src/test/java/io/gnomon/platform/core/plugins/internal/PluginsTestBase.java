package io.gnomon.platform.core.plugins.internal;

import io.gnomon.model.text.TextPosition;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.runtime.PluginAdmin.PluginEvent;
import io.gnomon.spi.runtime.PluginAdmin.PluginStatus;
import io.gnomon.spi.runtime.PluginAdmin.State;
import io.gnomon.spi.runtime.PluginHandle;
import io.gnomon.spi.settings.SettingsNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A framework for each test, and a plugin "demo" to put into it. */
public abstract class PluginsTestBase {
    protected static final String DEMO = "org.example.demo";

    @TempDir protected Path temp;
    protected TestFramework framework;
    protected final List<PluginEvent> events = new CopyOnWriteArrayList<>();

    @BeforeEach
    protected final void begin() throws Exception {
        framework = new TestFramework(temp.resolve("data"));
        framework.admin().onEvent(events::add);
    }

    @AfterEach
    protected final void end() throws Exception {
        framework.close();
    }

    protected final void restart() throws Exception {
        end();
        begin();
    }

    protected final PluginBuilder demo() {
        return new PluginBuilder(temp, DEMO).source(Sources.exporter("demo"));
    }

    protected final PluginHandle<Exporter> open(String exporter) {
        return framework.plugins().open(ExporterFactory.class, exporter, SettingsNode.empty());
    }

    protected final PluginHandle<Exporter> open(String exporter, String key, String value) {
        TextPosition here = new TextPosition("test.yml", 3, 5);
        return framework
                .plugins()
                .open(
                        ExporterFactory.class,
                        exporter,
                        new SettingsNode.Mapping(
                                List.of(
                                        new SettingsNode.Entry(
                                                key,
                                                here,
                                                new SettingsNode.Scalar(value, false, here))),
                                here));
    }

    /** The first line about a plugin. */
    protected final PluginStatus status(String id) {
        return framework.admin().list().stream()
                .filter(p -> p.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + id));
    }

    protected final boolean isActive(String id, String version) {
        return framework.admin().list().stream()
                .anyMatch(p ->
                        p.id().equals(id)
                                && p.version().equals(version)
                                && p.state() == State.ACTIVE);
    }

    protected final void awaitActive(String id, String version) throws Exception {
        Await.until(id + " " + version + " is active", () -> isActive(id, version));
    }
}
