package io.gnomon.platform.core.http.internal.prometheus;

import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.ServerFacts;
import io.gnomon.platform.core.http.internal.gnomon.GnomonApi;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Endpoint;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;

import java.time.Clock;
import java.util.List;

/** The routes of Prometheus. */
public final class PrometheusApi {
    private static final String V1 = "/api/v1";

    private PrometheusApi() {}

    /**
     * Adds the routes.
     *
     * @param quit ends the server
     */
    public static void addTo(
            Routes routes, Rooms rooms, ServerFacts facts, Clock clock, Runnable quit) {
        Routes.Group read = routes.group(Access.READ, ErrorStyle.PROMETHEUS);
        Queries queries = new Queries(rooms, clock);
        getAndPost(read, V1 + "/query", queries::instant);
        getAndPost(read, V1 + "/query_range", queries::range);
        getAndPost(read, V1 + "/format_query", queries::format);
        getAndPost(read, V1 + "/query_exemplars", new Exemplars(rooms)::query);
        getAndPost(read, V1 + "/parse_query", queries::parse);

        Routes.Group insight = routes.group(Access.READ, ErrorStyle.GNOMON);
        getAndPost(insight, GnomonApi.ROOT + "/query/explain", queries::explain);
        getAndPost(insight, GnomonApi.ROOT + "/query/profile", queries::profile);

        getAndPost(
                insight, GnomonApi.ROOT + "/rules/backtest", new BackTestCall(rooms, clock)::run);

        SeriesLists lists = new SeriesLists(rooms);
        getAndPost(read, V1 + "/series", lists::series);
        getAndPost(read, V1 + "/labels", lists::labelNames);
        read.get(V1 + "/label/{name}/values", lists::labelValues);
        new Search(rooms, facts, clock).addTo(read, V1 + "/search/");

        Targets targets = new Targets(rooms);
        read.get(V1 + "/targets", targets::targets);
        read.get(V1 + "/targets/metadata", targets::targetsMetadata);
        read.get(V1 + "/scrape_pools", targets::scrapePools);
        read.get(V1 + "/metadata", targets::metadata);
        ScrapeConfigs scrapes = new ScrapeConfigs(rooms);
        read.get(V1 + "/scrape_pools/config", scrapes::config);
        read.get(V1 + "/targets/relabel_steps", scrapes::relabelSteps);

        Rules rules = new Rules(rooms);
        read.get(V1 + "/rules", rules::rules);
        read.get(V1 + "/alerts", rules::alerts);
        read.get(V1 + "/alertmanagers", rules::alertmanagers);

        Status status = new Status(rooms, facts, clock);
        read.get(V1 + "/status/buildinfo", status::buildInfo);
        read.get(V1 + "/status/runtimeinfo", status::runtimeInfo);
        read.get(V1 + "/status/flags", status::flags);
        read.get(V1 + "/status/config", status::config);
        read.get(V1 + "/status/tsdb", status::tsdb);
        read.get(V1 + "/status/tsdb/blocks", status::blocks);
        read.get(V1 + "/status/walreplay", status::walReplay);
        read.get(V1 + "/features", new Features(rooms, facts)::features);
        read.get(V1 + "/openapi.yaml", new OpenApi(facts.version())::document);
        read.get("/version", status::version);

        new AdminApi(rooms, facts.isOn("web.enable-admin-api"))
                .addTo(routes.group(new Access.PeerWrite(true, 0, ""), ErrorStyle.PROMETHEUS));

        Management management = new Management(rooms, quit);
        routes.group(Access.OPEN, ErrorStyle.TEXT)
                .get("/-/healthy", management::healthy)
                .get("/-/ready", management::ready);
        Routes.Group lifecycle = routes.group(lifecycle(facts), ErrorStyle.TEXT);
        for (String method : List.of("POST", "PUT")) {
            lifecycle.add(method, "/-/reload", 0, management::reload);
            lifecycle.add(method, "/-/quit", 0, management::quit);
        }
    }

    /** Who may reload and stop the server. */
    public static Access lifecycle(ServerFacts facts) {
        return new Access.PeerWrite(
                facts.isOn("web.enable-lifecycle"), 403, "Lifecycle API is not enabled.");
    }

    private static void getAndPost(Routes.Group group, String path, Endpoint endpoint) {
        group.get(path, endpoint).post(path, endpoint);
    }
}
