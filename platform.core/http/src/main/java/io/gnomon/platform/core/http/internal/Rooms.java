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
import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.dashboards.Annotations;
import io.gnomon.platform.core.dashboards.DashboardStore;
import io.gnomon.platform.core.dashboards.DataSources;
import io.gnomon.platform.core.dashboards.MissingParts;
import io.gnomon.platform.core.dashboards.PanelRunner;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.remote.RemoteProtocols;
import io.gnomon.platform.core.rules.BackTests;
import io.gnomon.platform.core.rules.RulesView;
import io.gnomon.platform.core.scrape.TargetsView;
import io.gnomon.spi.runtime.PluginAdmin;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.settings.SettingsBinder;

import org.jspecify.annotations.Nullable;

/**
 * The other rooms of the server as they are at this moment. Most may be absent, because they start
 * later or are being replaced; so they are asked for once for each request.
 */
public interface Rooms {
    @Nullable Storage storage();

    @Nullable StorageAdmin storageAdmin();

    @Nullable RemoteReads remoteReads();

    @Nullable QueryEngine engine();

    @Nullable TargetsView targets();

    @Nullable RulesView rules();

    @Nullable BackTests backTests();

    @Nullable AlertmanagersView alertmanagers();

    @Nullable RemoteProtocols remote();

    ConfigService config();

    @Nullable Plugins plugins();

    @Nullable PluginAdmin pluginAdmin();

    SettingsBinder binder();

    @Nullable DashboardStore dashboards();

    @Nullable PanelRunner panels();

    @Nullable Annotations annotations();

    @Nullable MissingParts missingParts();

    @Nullable DataSources dataSources();

    @Nullable ChannelTests channels();

    @Nullable Alertmanager alertmanager();

    @Nullable AlertHistory alertHistory();

    @Nullable Acknowledgements acknowledgements();

    /**
     * The room, or 503.
     *
     * @param name with article, for the sentence
     */
    static <T> T require(@Nullable T room, String name) throws HttpError {
        if (room == null) {
            throw HttpError.absent(name);
        }
        return room;
    }

    default Storage requireStorage() throws HttpError {
        return require(storage(), "the store");
    }

    /** The store with the other servers beside it if there are any; for answers to users. */
    default Storage requireReadable() throws HttpError {
        Storage store = requireStorage();
        RemoteReads beside = remoteReads();
        return beside == null ? store : beside.over(store, () -> false);
    }

    default QueryEngine requireEngine() throws HttpError {
        return require(engine(), "the query engine");
    }

    /** Whether everything that a request may need is there. */
    default boolean ready() {
        return storage() != null && engine() != null && targets() != null;
    }
}
