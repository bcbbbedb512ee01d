package io.gnomon.platform.core.http.internal.gnomon;

import io.gnomon.platform.core.dashboards.DashboardStore;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.login.Accounts;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** The dashboards that the caller has starred. */
public final class StarApi {
    private static final String STARS = GnomonApi.ROOT + "/stars";

    private final Rooms rooms;
    private final Accounts accounts;

    public StarApi(Rooms rooms, Accounts accounts) {
        this.rooms = rooms;
        this.accounts = accounts;
    }

    public void addTo(Routes routes) {
        routes.group(Access.USER, ErrorStyle.GNOMON)
                .get(STARS, this::list)
                .put(STARS + "/{uid}", this::add)
                .delete(STARS + "/{uid}", this::remove);
    }

    private void list(Exchange exchange) throws IOException, SQLException {
        List<String> uids = accounts.stars(exchange.caller().name());
        Json.list(exchange, uids, (json, uid) -> json.writeString(uid));
    }

    private void add(Exchange exchange) throws HttpError, SQLException {
        String uid = exchange.variable("uid");
        String name = exchange.caller().name();
        DashboardStore store = rooms.require(DashboardStore.class);
        if (store.get(uid) == null) {
            throw new HttpError(404, "there is no dashboard \"" + uid + "\"");
        }
        if (accounts.find(name) == null) {
            throw new HttpError(409, "\"" + name + "\" is no user but a token; users have stars");
        }
        boolean _ = accounts.star(name, uid);
        exchange.empty(204);
    }

    private void remove(Exchange exchange) throws SQLException {
        boolean _ = accounts.unstar(exchange.caller().name(), exchange.variable("uid"));
        exchange.empty(204);
    }
}
