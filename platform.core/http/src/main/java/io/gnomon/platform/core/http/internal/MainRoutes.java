package io.gnomon.platform.core.http.internal;

import io.gnomon.platform.core.http.internal.alertmanager.AlertmanagerApi;
import io.gnomon.platform.core.http.internal.exporters.ExporterApi;
import io.gnomon.platform.core.http.internal.exporters.ExporterHandles;
import io.gnomon.platform.core.http.internal.exporters.ExporterSite;
import io.gnomon.platform.core.http.internal.exporters.SelfPages;
import io.gnomon.platform.core.http.internal.front.Prefix;
import io.gnomon.platform.core.http.internal.gnomon.AccountApi;
import io.gnomon.platform.core.http.internal.gnomon.AcknowledgementApi;
import io.gnomon.platform.core.http.internal.gnomon.AlertHistoryApi;
import io.gnomon.platform.core.http.internal.gnomon.AnnotationApi;
import io.gnomon.platform.core.http.internal.gnomon.AuditApi;
import io.gnomon.platform.core.http.internal.gnomon.ChannelApi;
import io.gnomon.platform.core.http.internal.gnomon.DashboardApi;
import io.gnomon.platform.core.http.internal.gnomon.DiscoveryApi;
import io.gnomon.platform.core.http.internal.gnomon.EscalationApi;
import io.gnomon.platform.core.http.internal.gnomon.EventStream;
import io.gnomon.platform.core.http.internal.gnomon.InhibitionApi;
import io.gnomon.platform.core.http.internal.gnomon.LibraryPanelApi;
import io.gnomon.platform.core.http.internal.gnomon.LogApi;
import io.gnomon.platform.core.http.internal.gnomon.OfferApi;
import io.gnomon.platform.core.http.internal.gnomon.PanelFileApi;
import io.gnomon.platform.core.http.internal.gnomon.PluginApi;
import io.gnomon.platform.core.http.internal.gnomon.RecurringSilenceApi;
import io.gnomon.platform.core.http.internal.gnomon.RoutingFormApi;
import io.gnomon.platform.core.http.internal.gnomon.RoutingTreeApi;
import io.gnomon.platform.core.http.internal.gnomon.SessionApi;
import io.gnomon.platform.core.http.internal.gnomon.SourceApi;
import io.gnomon.platform.core.http.internal.gnomon.StarApi;
import io.gnomon.platform.core.http.internal.gnomon.StorageApi;
import io.gnomon.platform.core.http.internal.gnomon.WrittenFileApi;
import io.gnomon.platform.core.http.internal.login.Accounts;
import io.gnomon.platform.core.http.internal.login.AuditLog;
import io.gnomon.platform.core.http.internal.login.FirstAdministrator;
import io.gnomon.platform.core.http.internal.login.Login;
import io.gnomon.platform.core.http.internal.logs.ServerLog;
import io.gnomon.platform.core.http.internal.prometheus.Notifications;
import io.gnomon.platform.core.http.internal.prometheus.PrometheusApi;
import io.gnomon.platform.core.http.internal.remote.RemoteApi;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Clock;
import java.util.function.Supplier;

/** Every route of the main listener; for one thread, while the server starts. */
final class MainRoutes {
    private final Rooms rooms;
    private final ServerFacts facts;
    private final Clock clock;
    private final Supplier<@Nullable ExporterHandles> exporters;

    /** Who may log in, how, and what is written down about it. */
    record People(
            Accounts accounts, Login login, AuditLog audit, FirstAdministrator administrator) {}

    /** What tells browsers of changes for as long as they listen. */
    record Streams(EventStream events, Notifications notifications) {}

    /**
     * @param exporters null while the plugin runtime is not there
     */
    MainRoutes(
            Rooms rooms,
            ServerFacts facts,
            Clock clock,
            Supplier<@Nullable ExporterHandles> exporters) {
        this.rooms = rooms;
        this.facts = facts;
        this.clock = clock;
        this.exporters = exporters;
    }

    /**
     * Puts them together.
     *
     * @param log what the server said of late
     * @param site the exporters' own pages
     * @param quit ends the server
     * @throws IOException with a sentence when a folder that a flag names cannot be had
     */
    Routes all(
            People people,
            Prefix prefix,
            ServerLog log,
            Streams streams,
            ExporterSite site,
            Runnable quit)
            throws IOException {
        Routes routes = new Routes();
        PrometheusApi.addTo(routes, rooms, facts, clock, quit);
        new RemoteApi(rooms, facts).addTo(routes);
        new AlertmanagerApi(rooms, facts, clock).addTo(routes);
        addPeople(routes, people, prefix);
        addServer(routes, prefix, log);
        addDashboards(routes, people.accounts());
        addAlerting(routes);
        streams.events().addTo(routes);
        streams.notifications().addTo(routes);
        site.addTo(routes);
        return routes;
    }

    private void addPeople(Routes routes, People people, Prefix prefix) {
        new SessionApi(
                        people.accounts(),
                        people.login(),
                        people.audit(),
                        people.administrator(),
                        facts,
                        prefix)
                .addTo(routes);
        new AccountApi(people.accounts(), people.administrator()).addTo(routes);
        new AuditApi(people.audit()).addTo(routes);
    }

    private void addServer(Routes routes, Prefix prefix, ServerLog log) throws IOException {
        new LogApi(log).addTo(routes);
        new PluginApi(rooms, prefix.externalPath()).addTo(routes);
        new OfferApi(rooms).addTo(routes);
        new StorageApi(rooms).addTo(routes);
        new DiscoveryApi(rooms).addTo(routes);
        new ExporterApi(rooms, exporters).addTo(routes);
        UserAssets.addTo(routes, facts.flag("web.user-assets"));
        SelfPages self = new SelfPages(exporters);
        routes.group(Access.READ, ErrorStyle.TEXT).get("/metrics", self::text);
        routes.group(Access.READ, ErrorStyle.PROMETHEUS)
                .get("/api/v1/status/self_metrics", self::json);
    }

    private void addDashboards(Routes routes, Accounts accounts) {
        new DashboardApi(rooms).addTo(routes);
        new PanelFileApi(rooms).addTo(routes);
        new AnnotationApi(rooms).addTo(routes);
        new LibraryPanelApi(rooms).addTo(routes);
        new StarApi(rooms, accounts).addTo(routes);
        new SourceApi(rooms).addTo(routes);
    }

    private void addAlerting(Routes routes) {
        WrittenFileApi.rules(rooms).addTo(routes);
        WrittenFileApi.alerting(rooms).addTo(routes);
        new InhibitionApi(rooms).addTo(routes);
        new RoutingTreeApi(rooms, clock).addTo(routes);
        RoutingFormApi.routes(rooms).addTo(routes);
        RoutingFormApi.inhibitions(rooms).addTo(routes);
        new ChannelApi(rooms).addTo(routes);
        new AlertHistoryApi(rooms).addTo(routes);
        new AcknowledgementApi(rooms).addTo(routes);
        new EscalationApi(rooms).addTo(routes);
        new RecurringSilenceApi(rooms, clock).addTo(routes);
    }
}
