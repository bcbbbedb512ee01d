package io.gnomon.platform.core.http.internal;

import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.storage.RemoteReads;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageAdmin;
import io.gnomon.platform.core.alerting.Acknowledgements;
import io.gnomon.platform.core.alerting.AlertHistory;
import io.gnomon.platform.core.alerting.Alertmanager;
import io.gnomon.platform.core.alerting.AlertmanagersView;
import io.gnomon.platform.core.alerting.ChannelTests;
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
import io.gnomon.platform.core.dashboards.Annotations;
import io.gnomon.platform.core.dashboards.DashboardStore;
import io.gnomon.platform.core.dashboards.DataSources;
import io.gnomon.platform.core.dashboards.MissingParts;
import io.gnomon.platform.core.dashboards.PanelRunner;
import io.gnomon.platform.core.remote.RemoteProtocols;
import io.gnomon.platform.core.rules.BackTests;
import io.gnomon.platform.core.rules.RulesView;
import io.gnomon.platform.core.scrape.TargetsView;
import io.gnomon.spi.runtime.PluginAdmin;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.runtime.Registration;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Rooms that a test puts in one by one. */
public final class FakeRooms implements Rooms {
    public volatile @Nullable Storage storage;
    public volatile @Nullable StorageAdmin storageAdmin;
    public volatile @Nullable RemoteReads remoteReads;
    public volatile @Nullable QueryEngine engine;
    public volatile @Nullable TargetsView targets;
    public volatile @Nullable RulesView rules;
    public volatile @Nullable WrittenFolder ruleFolder;
    public volatile GnomonConfig gnomon = GnomonConfig.DEFAULTS;
    public volatile List<RuleFile> ruleFiles = List.of();
    public volatile AlertmanagerFile alertmanagerFile = AlertmanagerFile.NONE;
    public volatile @Nullable ReceiverFiles receiverFiles;
    public volatile @Nullable RoutingFiles routingFiles;
    public volatile @Nullable BackTests backTests;
    public volatile @Nullable AlertmanagersView alertmanagers;
    public volatile @Nullable RemoteProtocols remote;
    public volatile ConfigService.Reload reload = new ConfigService.Reload(true, Instant.EPOCH, "");
    public volatile @Nullable Plugins plugins;
    public volatile @Nullable PluginAdmin pluginAdmin;
    public volatile @Nullable PanelRunner panels;
    public volatile @Nullable Annotations annotations;
    public volatile @Nullable MissingParts missingParts;
    public volatile @Nullable DashboardStore dashboards;
    public volatile @Nullable DataSources dataSources;
    public volatile @Nullable ChannelTests channels;
    public volatile @Nullable Alertmanager alertmanager;
    public volatile @Nullable AlertHistory alertHistory;
    public volatile @Nullable Acknowledgements acknowledgements;

    @Override
    public @Nullable Storage storage() {
        return storage;
    }

    @Override
    public @Nullable StorageAdmin storageAdmin() {
        return storageAdmin;
    }

    @Override
    public @Nullable RemoteReads remoteReads() {
        return remoteReads;
    }

    @Override
    public @Nullable QueryEngine engine() {
        return engine;
    }

    @Override
    public @Nullable TargetsView targets() {
        return targets;
    }

    @Override
    public @Nullable BackTests backTests() {
        return backTests;
    }

    @Override
    public @Nullable RulesView rules() {
        return rules;
    }

    @Override
    public @Nullable AlertmanagersView alertmanagers() {
        return alertmanagers;
    }

    @Override
    public @Nullable RemoteProtocols remote() {
        return remote;
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
    public @Nullable Plugins plugins() {
        return plugins;
    }

    @Override
    public @Nullable PluginAdmin pluginAdmin() {
        return pluginAdmin;
    }

    @Override
    public SettingsBinder binder() {
        return new RecordBinder();
    }

    @Override
    public @Nullable MissingParts missingParts() {
        return missingParts;
    }

    @Override
    public @Nullable DashboardStore dashboards() {
        return dashboards;
    }

    @Override
    public @Nullable PanelRunner panels() {
        return panels;
    }

    @Override
    public @Nullable Annotations annotations() {
        return annotations;
    }

    @Override
    public @Nullable DataSources dataSources() {
        return dataSources;
    }

    @Override
    public @Nullable ChannelTests channels() {
        return channels;
    }

    @Override
    public @Nullable Alertmanager alertmanager() {
        return alertmanager;
    }

    @Override
    public @Nullable AlertHistory alertHistory() {
        return alertHistory;
    }

    @Override
    public @Nullable Acknowledgements acknowledgements() {
        return acknowledgements;
    }
}
