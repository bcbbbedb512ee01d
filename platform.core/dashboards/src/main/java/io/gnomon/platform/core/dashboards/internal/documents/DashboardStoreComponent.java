package io.gnomon.platform.core.dashboards.internal.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.platform.core.dashboards.DashboardStore;
import io.gnomon.platform.core.dashboards.LibraryPanels;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.database.Database;
import io.gnomon.spi.runtime.Registration;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The dashboards and library panels of the data directory, looked at every two seconds, and the
 * dashboards of this bundle.
 */
@Component
public final class DashboardStoreComponent implements DashboardStore {
    private static final long SCAN_MILLIS = 2000;

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("dashboards").daemon().factory());
    private final DashboardFiles files;
    private final LibraryFiles library;

    @Activate
    public DashboardStoreComponent(BundleContext context, @Reference Database database)
            throws IOException {
        database.migrate("dashboards", DashboardStoreComponent.class.getClassLoader(), "tables");
        Path data = Path.of(context.getProperty("gnomon.data"));
        files =
                new DashboardFiles(
                        data.resolve("dashboards"),
                        ofBundle(context.getBundle()),
                        new DashboardHistory(
                                new VersionTable(database.dataSource(), InstantSource.system())),
                        thread);
        library = new LibraryFiles(data.resolve("library-panels"), files);
        var _ =
                thread.scheduleWithFixedDelay(
                        this::scan, SCAN_MILLIS, SCAN_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void scan() {
        files.scan();
        library.scan();
    }

    /** Texts of {@code dashboards/UID.json}. */
    private static Map<String, String> ofBundle(Bundle bundle) throws IOException {
        Map<String, String> texts = new HashMap<>();
        Enumeration<URL> found = bundle.findEntries("dashboards", "*.json", false);
        for (URL url : found == null ? List.<URL>of() : Collections.list(found)) {
            String path = url.getPath();
            String uid = path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));
            try (InputStream in = url.openStream()) {
                texts.put(uid, new String(in.readAllBytes(), UTF_8));
            }
        }
        return texts;
    }

    @Deactivate
    void close() {
        thread.shutdownNow();
    }

    @Override
    public List<Summary> list() {
        return files.list();
    }

    @Override
    public @Nullable Dashboard get(String uid) {
        Dashboard saved = files.get(uid);
        return saved == null ? null : library.filled(saved);
    }

    @Override
    public long saveInto(String into, String uid, String json, long version, Change by)
            throws RequestRefused {
        return files.saveInto(into, uid, json, version, by);
    }

    @Override
    public List<Version> versions(String uid) {
        return files.versions(uid);
    }

    @Override
    public @Nullable String versionJson(String uid, long number) {
        return files.versionJson(uid, number);
    }

    @Override
    public void delete(String uid) throws RequestRefused {
        files.delete(uid);
    }

    @Override
    public Registration onChange(Consumer<String> listener) {
        return files.onChange(listener);
    }

    @Override
    public LibraryPanels library() {
        return library;
    }
}
