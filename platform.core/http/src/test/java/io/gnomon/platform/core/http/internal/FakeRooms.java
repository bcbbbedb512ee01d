package io.gnomon.platform.core.http.internal;

import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.storage.Storage;
import io.gnomon.platform.core.alerting.ChannelTests;
import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.core.dashboards.DashboardStore;
import io.gnomon.platform.core.dashboards.DataSources;
import io.gnomon.platform.core.dashboards.PanelRunner;
import io.gnomon.platform.core.scrape.TargetsView;
import io.gnomon.spi.runtime.PluginAdmin;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.settings.SettingsBinder;

import org.jspecify.annotations.Nullable;

/** Rooms that a test puts in one by one. */
public final class FakeRooms implements Rooms {
    public volatile @Nullable Storage storage;
    public volatile @Nullable QueryEngine engine;
    public volatile @Nullable TargetsView targets;
    public volatile @Nullable ConfigService config;
    public volatile @Nullable Plugins plugins;
    public volatile @Nullable PluginAdmin pluginAdmin;

    @Override
    public @Nullable Storage storage() {
        return storage;
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
    public @Nullable ConfigService config() {
        return config;
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
    public @Nullable DashboardStore dashboards() {
        return null;
    }

    @Override
    public @Nullable PanelRunner panels() {
        return null;
    }

    @Override
    public @Nullable DataSources dataSources() {
        return null;
    }

    @Override
    public @Nullable ChannelTests channels() {
        return null;
    }
}
