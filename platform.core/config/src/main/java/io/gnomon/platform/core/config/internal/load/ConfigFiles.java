package io.gnomon.platform.core.config.internal.load;

import io.gnomon.model.text.TextPosition;
import io.gnomon.platform.core.config.ConfigCheck;
import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.config.LoadedConfig;
import io.gnomon.platform.core.config.ReceiverFiles;
import io.gnomon.platform.core.config.RoutingFiles;
import io.gnomon.platform.core.config.WrittenFolder;
import io.gnomon.platform.core.config.rules.RuleFile;
import io.gnomon.spi.runtime.Registration;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsException.Problem;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Keeps the configuration that is in force and reads it again when asked. */
final class ConfigFiles implements ConfigService {
    private static final Logger log = LoggerFactory.getLogger(ConfigFiles.class);

    private final ConfigReader reader;
    private final InstantSource clock;
    private final Supplier<List<ConfigCheck>> checks;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final WrittenFolder rules;
    private final WrittenFiles alerting;
    private final WrittenFolder exporters;
    private final ReceiverFiles receivers;
    private final RoutingFiles routing;
    private final ReentrantLock reloading = new ReentrantLock();
    private volatile LoadedConfig current;
    private volatile Reload lastReload;

    /**
     * Reads for the first time, when there is nobody to check yet.
     *
     * @param checks those that are there now
     * @throws ConfigReader.LanguageAbsent as the reader
     */
    ConfigFiles(ConfigReader reader, InstantSource clock, Supplier<List<ConfigCheck>> checks)
            throws SettingsException {
        this.reader = reader;
        this.clock = clock;
        this.checks = checks;
        this.current = reader.read();
        this.rules =
                WrittenFiles.of(() -> reader.rulesFolder(current.gnomon()), false, this::reload);
        this.alerting =
                WrittenFiles.of(() -> reader.alertingFolder(current.gnomon()), true, this::reload);
        this.exporters = WrittenFiles.of(reader::exportersFolder, true, this::reload);
        AlertingTexts texts =
                new AlertingTexts(
                        WrittenFiles.alone(() -> current.alertmanager().file(), this::reload),
                        alerting,
                        this::reload);
        this.receivers = new ReceiverFilesOnDisk(texts);
        this.routing =
                new RoutingFilesOnDisk(texts, reader.matcherSyntax(), () -> current.alertmanager());
        this.lastReload = new Reload(true, clock.instant(), "");
        logLoaded(current);
    }

    @Override
    public LoadedConfig current() {
        return current;
    }

    @Override
    public WrittenFolder ruleFolder() {
        return rules;
    }

    @Override
    public WrittenFolder alertingFolder() {
        return alerting;
    }

    @Override
    public WrittenFolder exporterFolder() {
        return exporters;
    }

    @Override
    public ReceiverFiles receiverFiles() {
        return receivers;
    }

    @Override
    public RoutingFiles routingFiles() {
        return routing;
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
            LoadedConfig next = read();
            for (ConfigCheck check : checks.get()) {
                check.check(next);
            }
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

    private LoadedConfig read() throws SettingsException {
        try {
            return reader.read();
        } catch (ConfigReader.LanguageAbsent e) {
            throw new SettingsException(
                    List.of(
                            new Problem(
                                    "",
                                    new TextPosition(current.file(), 1, 1),
                                    String.valueOf(e.getMessage()))));
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
                "configuration: {}, {} scrape configs, {} rules",
                config.file().isEmpty() ? "built in" : config.file(),
                config.scrapes().size(),
                config.ruleFiles().stream().mapToInt(RuleFile::ruleCount).sum());
        config.warnings().forEach(log::warn);
    }
}
