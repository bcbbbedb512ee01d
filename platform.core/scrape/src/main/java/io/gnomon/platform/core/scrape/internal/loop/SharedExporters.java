package io.gnomon.platform.core.scrape.internal.loop;

import io.gnomon.spi.exporter.CollectorReport;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.PluginHandle;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One instance of an exporter for all targets that ask it with the same settings: a thousand probed
 * hosts are a thousand targets and one exporter. Any thread.
 */
final class SharedExporters {
    private static final Duration RELOAD_TIMEOUT = Duration.ofSeconds(30);

    private final Plugins plugins;
    private final List<Shared> open = new ArrayList<>(); // guarded by this

    SharedExporters(Plugins plugins) {
        this.plugins = plugins;
    }

    /** An instance and how many have it. */
    private static final class Shared {
        final String name;
        final SettingsNode settings;
        volatile PluginHandle<Exporter> handle;
        int users;

        Shared(String name, SettingsNode settings, PluginHandle<Exporter> handle) {
            this.name = name;
            this.settings = settings;
            this.handle = handle;
        }
    }

    /** A handle to be closed by who opened it; the last one closes the instance. */
    synchronized PluginHandle<Exporter> open(String name, SettingsNode settings) {
        for (Shared shared : open) {
            if (shared.name.equals(name) && shared.settings.saysTheSame(settings)) {
                shared.users++;
                return new Use(shared);
            }
        }
        Shared fresh =
                new Shared(name, settings, plugins.open(ExporterFactory.class, name, settings));
        fresh.users = 1;
        open.add(fresh);
        return new Use(fresh);
    }

    private synchronized void leave(Shared shared) {
        if (--shared.users == 0) {
            open.remove(shared);
            shared.handle.close();
        }
    }

    private synchronized List<Shared> all() {
        return List.copyOf(open);
    }

    /** What the instance of an exporter tells about its collectors, null when there is none. */
    @Nullable CollectorReport collectors(String name, Duration timeout)
            throws PluginException, InterruptedException {
        for (Shared shared : all()) {
            if (shared.name.equals(name)) {
                return shared.handle.call(timeout, Exporter::collectorReport);
            }
        }
        return null;
    }

    /**
     * Has all of them read the files again that their settings name.
     *
     * @return a sentence for each that goes on with what it had
     */
    List<String> reload() {
        List<String> problems = new ArrayList<>();
        for (Shared shared : all()) {
            Plugins.ActivePlugin plugin = plugins.find(ExporterFactory.class, shared.name);
            if (plugin == null
                    || !(plugin.factory() instanceof ExporterFactory<?> factory)
                    || !factory.reloads()) {
                continue;
            }
            try {
                if (!shared.handle.isReady()) {
                    openAgain(shared);
                }
                shared.handle.call(
                        RELOAD_TIMEOUT,
                        exporter -> {
                            exporter.reload();
                            return true;
                        });
            } catch (PluginException e) {
                problems.add("exporter " + shared.name + ": " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return problems;
    }

    /** An instance that could not be made, perhaps by what has been mended since. */
    private synchronized void openAgain(Shared shared) {
        if (shared.users == 0) {
            return;
        }
        PluginHandle<Exporter> failed = shared.handle;
        shared.handle = plugins.open(ExporterFactory.class, shared.name, shared.settings);
        failed.close();
    }

    /** What one target has of an instance. */
    private final class Use implements PluginHandle<Exporter> {
        private final Shared shared;
        private boolean closed;

        Use(Shared shared) {
            this.shared = shared;
        }

        @Override
        public <T> T call(Duration timeout, Call<Exporter, T> call)
                throws PluginException, InterruptedException {
            return shared.handle.call(timeout, call);
        }

        @Override
        public boolean isReady() {
            return shared.handle.isReady();
        }

        @Override
        public void close() {
            synchronized (SharedExporters.this) {
                if (closed) {
                    return;
                }
                closed = true;
            }
            leave(shared);
        }
    }
}
