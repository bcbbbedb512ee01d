package io.gnomon.platform.core.http.internal.remote;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.ServerFacts;
import io.gnomon.platform.core.http.internal.prometheus.Parameters;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;
import io.gnomon.platform.core.remote.Incoming;
import io.gnomon.platform.core.remote.Output;
import io.gnomon.platform.core.remote.RemoteProtocols;
import io.gnomon.platform.core.remote.Reply;

import java.io.IOException;
import java.util.List;

/** Routes by which other programs write to this server and read from it in bulk. */
public final class RemoteApi {
    private static final String V1 = "/api/v1";

    /** As they are on the wire; what they unpack to is limited by the room. */
    private static final long BODY_BYTES_MAX = 32L << 20;

    /** Read line by line. */
    private static final long IMPORT_BYTES_MAX = 1L << 30;

    private final Rooms rooms;
    private final ServerFacts facts;

    public RemoteApi(Rooms rooms, ServerFacts facts) {
        this.rooms = rooms;
        this.facts = facts;
    }

    /** Adds the routes. */
    public void addTo(Routes routes) {
        flagged(routes, "remote write receiver", "web.enable-remote-write-receiver")
                .add("POST", V1 + "/write", BODY_BYTES_MAX, this::write);
        flagged(routes, "import", "web.enable-remote-write-receiver")
                .add("POST", V1 + "/import", IMPORT_BYTES_MAX, this::importSamples);
        flagged(routes, "otlp write receiver", "web.enable-otlp-receiver")
                .add("POST", V1 + "/otlp/v1/metrics", BODY_BYTES_MAX, this::writeOtlp);
        routes.group(Access.READ, ErrorStyle.TEXT)
                .post(V1 + "/read", this::read)
                .get("/federate", this::federate);
        // vmctl asks for it before it sends.
        routes.group(Access.OPEN, ErrorStyle.TEXT)
                .get("/health", e -> e.text(200, "text/plain; charset=utf-8", "OK"));
    }

    /** Off means Prometheus's refusal. */
    private Routes.Group flagged(Routes routes, String what, String flag) {
        return routes.group(
                new Access.PeerWrite(
                        facts.isOn(flag), 404, what + " needs to be enabled with --" + flag),
                ErrorStyle.TEXT);
    }

    private RemoteProtocols remote() throws HttpError {
        return rooms.require(RemoteProtocols.class);
    }

    private void write(Exchange exchange) throws IOException, HttpError {
        answer(exchange, remote().write(incoming(exchange)));
    }

    private void writeOtlp(Exchange exchange) throws IOException, HttpError {
        answer(exchange, remote().writeOtlp(incoming(exchange)));
    }

    private void importSamples(Exchange exchange) throws IOException, HttpError {
        answer(exchange, remote().importSamples(incoming(exchange)));
    }

    private void read(Exchange exchange) throws IOException, HttpError {
        remote().read(incoming(exchange), output(exchange));
    }

    private void federate(Exchange exchange) throws IOException, HttpError {
        List<List<Matcher>> selectors =
                Parameters.selectors(exchange, rooms.require(QueryEngine.class));
        remote().federate(selectors, incoming(exchange), output(exchange));
    }

    private static Output output(Exchange exchange) {
        return (status, headers) -> {
            headers.forEach(exchange::setHeader);
            return exchange.open(status, headers.getOrDefault("Content-Type", "text/plain"));
        };
    }

    private static Incoming incoming(Exchange exchange) throws IOException {
        return new Incoming(exchange::header, exchange.body());
    }

    private static void answer(Exchange exchange, Reply reply) throws IOException {
        reply.headers().forEach(exchange::setHeader);
        if (reply.text().isEmpty()) {
            exchange.empty(reply.status());
        } else {
            exchange.text(reply.status(), "text/plain; charset=utf-8", reply.text() + "\n");
        }
    }
}
