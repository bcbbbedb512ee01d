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

import java.util.Map;

/**
 * The other rooms of the server as they are at this moment. Each may be absent, because it starts
 * later or is being replaced; so it is asked for once for each request. Any thread.
 */
public interface Rooms {
    /** The services that can be asked for, and what a user who misses one is told, with article. */
    Map<Class<?>, String> NAMES =
            Map.ofEntries(
                    Map.entry(Acknowledgements.class, "the Alertmanager"),
                    Map.entry(AlertHistory.class, "the history of alerts"),
                    Map.entry(Alertmanager.class, "the Alertmanager"),
                    Map.entry(AlertmanagersView.class, "the alerting"),
                    Map.entry(Annotations.class, "the store of annotations"),
                    Map.entry(BackTests.class, "the room of rules"),
                    Map.entry(ChannelTests.class, "alerting"),
                    Map.entry(DashboardStore.class, "the store of dashboards"),
                    Map.entry(DataSources.class, "the list of data sources"),
                    Map.entry(MissingParts.class, "the store of dashboards"),
                    Map.entry(PanelRunner.class, "the runner of panels"),
                    Map.entry(PluginAdmin.class, "the plugin runtime"),
                    Map.entry(Plugins.class, "the plugin runtime"),
                    Map.entry(QueryEngine.class, "the query engine"),
                    Map.entry(RemoteProtocols.class, "the receiver of remote protocols"),
                    Map.entry(RemoteReads.class, "remote read"),
                    Map.entry(RulesView.class, "the rules"),
                    Map.entry(Storage.class, "the store"),
                    Map.entry(StorageAdmin.class, "the store"),
                    Map.entry(TargetsView.class, "scraping"));

    /** Always there: without it nothing is answered. */
    ConfigService config();

    /** Always there. */
    SettingsBinder binder();

    /**
     * The service, null while it is away.
     *
     * @param service one of {@link #NAMES}
     */
    <T> @Nullable T find(Class<T> service);

    /**
     * The service.
     *
     * @param service one of {@link #NAMES}
     * @throws HttpError 503 while it is away
     */
    default <T> T require(Class<T> service) throws HttpError {
        return orAbsent(find(service), service);
    }

    /**
     * A part that is there only with a service.
     *
     * @throws HttpError 503 as if the service were away, when the part is null
     */
    static <T> T orAbsent(@Nullable T part, Class<?> service) throws HttpError {
        if (part == null) {
            throw HttpError.absent(NAMES.getOrDefault(service, service.getSimpleName()));
        }
        return part;
    }

    /** The store with the other servers beside it if there are any; for answers to users. */
    default Storage requireReadable() throws HttpError {
        Storage store = require(Storage.class);
        RemoteReads beside = find(RemoteReads.class);
        return beside == null ? store : beside.over(store, () -> false);
    }

    /** Whether everything that a request may need is there. */
    default boolean ready() {
        return find(Storage.class) != null
                && find(QueryEngine.class) != null
                && find(TargetsView.class) != null;
    }
}
