package io.gnomon.platform.core.http.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.config.AlertingConfig;
import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.config.GlobalConfig;
import io.gnomon.platform.core.config.GnomonConfig;
import io.gnomon.platform.core.config.LoadedConfig;
import io.gnomon.platform.core.config.ReceiverFiles;
import io.gnomon.platform.core.config.RemoteConfig;
import io.gnomon.platform.core.config.RoutingFiles;
import io.gnomon.platform.core.config.StorageConfig;
import io.gnomon.platform.core.config.WrittenFolder;
import io.gnomon.platform.core.config.alerting.AlertmanagerFile;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.core.config.rules.RuleFile;
import io.gnomon.spi.runtime.Registration;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Rooms that a test puts in one by one. */
public final class FakeRooms implements Rooms {
    private final Map<Class<?>, Object> there = new ConcurrentHashMap<>();
    public volatile @Nullable WrittenFolder ruleFolder;
    public volatile GnomonConfig gnomon = GnomonConfig.DEFAULTS;
    public volatile List<RuleFile> ruleFiles = List.of();
    public volatile AlertmanagerFile alertmanagerFile = AlertmanagerFile.NONE;
    public volatile @Nullable ReceiverFiles receiverFiles;
    public volatile @Nullable RoutingFiles routingFiles;
    public volatile ConfigService.Reload reload = new ConfigService.Reload(true, Instant.EPOCH, "");

    public <T> void put(Class<T> service, T room) {
        there.put(known(service), room);
    }

    public void remove(Class<?> service) {
        there.remove(known(service));
    }

    @Override
    public <T> @Nullable T find(Class<T> service) {
        return service.cast(there.get(known(service)));
    }

    private static Class<?> known(Class<?> service) {
        assertTrue(NAMES.containsKey(service), () -> service + " is missing in Rooms.NAMES");
        return service;
    }

    @Override
    public ConfigService config() {
        return new Config(
                reload,
                ruleFolder,
                ruleFiles,
                gnomon,
                alertmanagerFile,
                receiverFiles,
                routingFiles);
    }

    /** A reload that was told how it went. */
    private record Config(
            Reload lastReload,
            @Nullable WrittenFolder written,
            List<RuleFile> ruleFiles,
            GnomonConfig gnomon,
            AlertmanagerFile alertmanager,
            @Nullable ReceiverFiles receivers,
            @Nullable RoutingFiles routing)
            implements ConfigService {
        @Override
        public LoadedConfig current() {
            try {
                return reload();
            } catch (SettingsException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public LoadedConfig reload() throws SettingsException {
            return new LoadedConfig(
                    "",
                    new RecordBinder().bind(SettingsNode.empty(), GlobalConfig.class),
                    List.of(),
                    List.of(),
                    ruleFiles,
                    StorageConfig.DEFAULTS,
                    RemoteConfig.NONE,
                    AlertingConfig.NONE,
                    alertmanager,
                    "",
                    Map.of(),
                    gnomon,
                    List.of());
        }

        @Override
        public WrittenFolder ruleFolder() {
            if (written == null) {
                throw new IllegalStateException("the test has no folder of rules");
            }
            return written;
        }

        @Override
        public WrittenFolder alertingFolder() {
            return ruleFolder();
        }

        @Override
        public WrittenFolder exporterFolder() {
            return ruleFolder();
        }

        @Override
        public ReceiverFiles receiverFiles() {
            if (receivers == null) {
                throw new IllegalStateException("the test has no files with receivers");
            }
            return receivers;
        }

        @Override
        public RoutingFiles routingFiles() {
            if (routing == null) {
                throw new IllegalStateException("the test has no files with routes");
            }
            return routing;
        }

        @Override
        public Registration onChange(Listener listener) {
            return () -> {};
        }
    }

    @Override
    public SettingsBinder binder() {
        return new RecordBinder();
    }
}
