package io.gnomon.exporters.blackbox.internal.probers;

import io.gnomon.exporters.blackbox.internal.config.QueryStep;
import io.gnomon.exporters.blackbox.internal.config.WebsocketModule;
import io.gnomon.spi.common.TlsSockets;
import io.gnomon.spi.common.TracedHttp;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Opens a WebSocket and holds a dialogue, one message at a time. */
public final class WebsocketProber implements Prober {
    private static final String REGEX = "probe_websocket_failed_due_to_regex";
    private static final String[] PHASES = {"resolve", "connect", "tls", "processing", "transfer"};
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final WebsocketModule module;
    private final Names names;
    private final Deadlines deadlines;
    private final Connections connections;
    private final TracedHttp.Sender http;
    private final List<Step> steps;

    private record Step(@Nullable Search expect, String send) {
        static Step of(QueryStep step) {
            var expect = step.expect();
            return new Step(expect == null ? null : Search.of(expect), step.send());
        }
    }

    /**
     * A prober.
     *
     * @param http whose settings say which credentials are sent
     * @throws IllegalArgumentException when a file that the module names does not fit
     */
    public WebsocketProber(
            WebsocketModule module,
            Names names,
            Deadlines deadlines,
            TlsSockets tls,
            TracedHttp http) {
        this.module = module;
        this.names = names;
        this.deadlines = deadlines;
        this.connections = new Connections(tls, module.httpConfig().tlsConfig(), "");
        this.http = http.openTraced(module.httpConfig());
        this.steps = module.queryResponse().stream().map(Step::of).toList();
    }

    @Override
    public boolean probe(Probe probe) throws IOException, InterruptedException {
        Gauges gauges = probe.gauges();
        status(gauges, 0);
        upgraded(gauges, false);
        failedDueToRegex(gauges, false);
        for (String phase : PHASES) {
            phase(gauges, phase, 0);
        }
        URI uri = uri(probe.target());
        String host = HostPort.unbracketed(uri.getHost());
        long start = System.nanoTime();
        InetAddress address =
                names.choose(
                        probe, host, module.preferredIpProtocol(), module.ipProtocolFallback());
        phase(gauges, "resolve", System.nanoTime() - start);
        Map<String, List<String>> headers = headers(uri, probe);
        Socket socket = new Socket();
        try (Deadlines.Guard guard = deadlines.guard(probe, socket)) {
            return Failure.timed(
                    guard, () -> talk(connect(socket, uri, address, probe), uri, headers, probe));
        }
    }

    private static URI uri(String target) throws IOException {
        try {
            URI uri = new URI(target);
            if (uri.getHost() != null
                    && ("ws".equals(uri.getScheme()) || "wss".equals(uri.getScheme()))) {
                return uri;
            }
            throw new IOException(
                    "the target \"" + target + "\" is no URL that begins with ws:// or wss://");
        } catch (URISyntaxException e) {
            throw new IOException(
                    "the target \"" + target + "\" is not a URL: " + e.getReason(), e);
        }
    }

    private static boolean isSecure(URI uri) {
        return "wss".equals(uri.getScheme());
    }

    /** Those of the module's own, and those that its http_config says. */
    private Map<String, List<String>> headers(URI uri, Probe probe)
            throws IOException, InterruptedException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        module.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        http.headers(uri, probe.timeLeft())
                .forEach((name, values) -> {
                    headers.keySet().removeIf(known -> known.equalsIgnoreCase(name));
                    headers.put(name, values);
                });
        return headers;
    }

    private SocketWire connect(Socket socket, URI uri, InetAddress address, Probe probe)
            throws IOException {
        int usual = isSecure(uri) ? HTTPS_PORT : HTTP_PORT;
        long start = System.nanoTime();
        connections.connect(socket, address, uri.getPort() < 0 ? usual : uri.getPort(), probe);
        phase(probe.gauges(), "connect", System.nanoTime() - start);
        SocketWire wire =
                new SocketWire(connections, socket, HostPort.unbracketed(uri.getHost()), probe);
        if (isSecure(uri)) {
            long connected = System.nanoTime();
            wire.startTls();
            phase(probe.gauges(), "tls", System.nanoTime() - connected);
        }
        return wire;
    }

    private boolean talk(
            Dialogue.Wire wire, URI uri, Map<String, List<String>> headers, Probe probe)
            throws IOException {
        long asked = System.nanoTime();
        WebsocketUpgrade upgrade = new WebsocketUpgrade(uri, headers);
        try {
            upgrade.ask(wire);
        } finally {
            phase(probe.gauges(), "processing", System.nanoTime() - asked);
            status(probe.gauges(), upgrade.status());
        }
        upgraded(probe.gauges(), true);
        long begun = System.nanoTime();
        try (Websocket socket = new Websocket(wire.in(), wire.out())) {
            boolean matched = dialogue(socket, probe);
            failedDueToRegex(probe.gauges(), !matched);
            return matched;
        } finally {
            phase(probe.gauges(), "transfer", System.nanoTime() - begun);
        }
    }

    /** As in the peer a step looks at one message, and one that does not come does not match. */
    private boolean dialogue(Websocket socket, Probe probe) {
        for (Step step : steps) {
            try {
                String send = step.send;
                if (step.expect != null) {
                    String message = socket.receive();
                    probe.log().debug("Received message", "message", message);
                    send = step.expect.expand(message, step.send);
                    if (send == null) {
                        probe.log().error("Regexp did not match", "regexp", step.expect);
                        return false;
                    }
                }
                if (!send.isEmpty()) {
                    socket.send(send);
                    probe.log().debug("Sent message", "message", send);
                }
            } catch (IOException e) {
                String why = probe.timeLeft().isZero() ? "i/o timeout" : e.getMessage();
                probe.log().error("The dialogue ended", "err", String.valueOf(why));
                return false;
            }
        }
        return true;
    }

    private static void status(Gauges gauges, int status) {
        gauges.set(
                "probe_websocket_status_code",
                "HTTP status of the answer to the upgrade, 0 for none.",
                status);
    }

    private static void upgraded(Gauges gauges, boolean upgraded) {
        gauges.set(
                "probe_websocket_connection_upgraded",
                "Whether the connection became a WebSocket.",
                upgraded ? 1 : 0);
    }

    private static void failedDueToRegex(Gauges gauges, boolean failed) {
        gauges.set(REGEX, "Whether a message did not come or did not match.", failed ? 1 : 0);
    }

    private static void phase(Gauges gauges, String phase, long nanos) {
        gauges.set(
                "probe_websocket_duration_seconds",
                "Seconds by phase.",
                Probe.seconds(nanos),
                "phase",
                phase);
    }

    @Override
    public void close() {
        http.close();
    }
}
