package io.gnomon.platform.core.config.internal.load;

import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.config.LoadedConfig;
import io.gnomon.spi.runtime.Registration;
import io.gnomon.spi.settings.SettingsException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps the configuration that is in force and reads it again when asked. */
final class ConfigFiles implements ConfigService {
    private static final Logger log = LoggerFactory.getLogger(ConfigFiles.class);

    private final ConfigReader reader;
    private final InstantSource clock;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock reloading = new ReentrantLock();
    private volatile LoadedConfig current;
    private volatile Reload lastReload;

    /** Reads for the first time. */
    ConfigFiles(ConfigReader reader, InstantSource clock) throws SettingsException {
        this.reader = reader;
        this.clock = clock;
        this.current = reader.read();
        this.lastReload = new Reload(true, clock.instant(), "");
        logLoaded(current);
    }

    @Override
    public LoadedConfig current() {
        return current;
    }

    @Override
    public Reload lastReload() {
        return lastReload;
    }

    @Override
    public Registration onChange(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public LoadedConfig reload() throws SettingsException {
        reloading.lock();
        try {
            LoadedConfig next = reader.read();
            current = next;
            logLoaded(next);
            String error = tellListeners(next);
            lastReload =
                    error.isEmpty()
                            ? new Reload(true, clock.instant(), "")
                            : new Reload(false, lastReload.lastSuccess(), error);
            return next;
        } catch (SettingsException e) {
            String error = String.valueOf(e.getMessage());
            lastReload = new Reload(false, lastReload.lastSuccess(), error);
            log.error("the configuration was not reloaded, what ran goes on: {}", error);
            throw e;
        } finally {
            reloading.unlock();
        }
    }

    /** The last listener's error, empty when all took the configuration. */
    private String tellListeners(LoadedConfig config) {
        String error = "";
        for (Listener listener : listeners) {
            try {
                listener.changed(config);
            } catch (RuntimeException e) {
                log.error("a part of the server did not take the new configuration", e);
                error = String.valueOf(e.getMessage());
            }
        }
        return error;
    }

    private static void logLoaded(LoadedConfig config) {
        log.info(
                "configuration: {}, {} scrape configs",
                config.file().isEmpty() ? "built in" : config.file(),
                config.scrapes().size());
        config.warnings().forEach(log::warn);
    }
}
