package io.gnomon.exporters.blackbox.internal.probers;

import io.gnomon.exporters.blackbox.internal.config.GrpcModule;
import io.gnomon.spi.common.HttpCaller.Request;
import io.gnomon.spi.common.HttpCaller.Response;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.TlsSettings;
import io.gnomon.spi.common.TracedHttp;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLSession;

/** Asks a server for its health by grpc.health.v1 over HTTP/2. */
public final class GrpcProber implements Prober {
    private static final String DURATION = "probe_grpc_duration_seconds";
    private static final String DURATION_HELP = "Seconds by phase.";
    private static final int ANSWER_MAX = 64 << 10;

    private final GrpcModule module;
    private final Names names;
    private final TracedHttp.Sender sender;

    /**
     * A prober.
     *
     * @throws IllegalArgumentException when a file that the module names does not fit
     */
    public GrpcProber(GrpcModule module, Names names, TracedHttp http) {
        this.module = module;
        this.names = names;
        TlsSettings tls = module.tlsConfig();
        this.sender =
                http.openTraced(
                        new HttpSettings(
                                null, null, null, null, null, tls, null, null, false, Map.of(),
                                false, true, Map.of()));
    }

    @Override
    public boolean probe(Probe probe) throws IOException, InterruptedException {
        Gauges gauges = probe.gauges();
        phase(gauges, "resolve", 0);
        phase(gauges, "check", 0);
        health(gauges, "");
        status(gauges, 0);
        ssl(gauges, false);
        gauges.set(
                "probe_ssl_earliest_cert_expiry",
                "When the first of the server's certificates expires, in seconds since 1970.",
                0);
        HttpTarget target = HttpTarget.of(probe.target(), "");
        long start = System.nanoTime();
        InetAddress address =
                names.choose(
                        probe,
                        target.host(),
                        module.preferredIpProtocol(),
                        module.ipProtocolFallback());
        long resolved = System.nanoTime();
        phase(gauges, "resolve", resolved - start);
        GrpcTrace trace = new GrpcTrace(address);
        try {
            return check(probe, uri(target.uri()), trace);
        } catch (IOException e) {
            status(
                    gauges,
                    probe.timeLeft().isZero()
                            ? GrpcHealth.DEADLINE_EXCEEDED
                            : GrpcHealth.UNAVAILABLE);
            throw e;
        } finally {
            phase(gauges, "check", System.nanoTime() - resolved);
            SSLSession session = trace.session;
            ssl(gauges, session != null);
            if (session != null) {
                TlsFacts.reportShort(session, gauges);
            }
        }
    }

    private URI uri(URI target) {
        return URI.create((module.tls() ? "https" : "http") + "://" + target.getRawAuthority())
                .resolve("/grpc.health.v1.Health/Check");
    }

    private boolean check(Probe probe, URI uri, GrpcTrace trace)
            throws IOException, InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>();
        module.metadata().forEach((name, values) -> headers.put(name, String.join(",", values)));
        headers.put("Content-Type", "application/grpc");
        headers.put("TE", "trailers");
        byte[] question = GrpcHealth.request(module.service());
        try (Response response =
                sender.send(new Request("POST", uri, headers, question, probe.timeLeft()), trace)) {
            byte[] answer = response.body().readNBytes(ANSWER_MAX);
            int status = trace.status(response);
            status(probe.gauges(), status);
            String serving =
                    status == 0
                            ? GrpcHealth.answer(answer)
                            : status == GrpcHealth.NOT_FOUND ? GrpcHealth.SERVICE_UNKNOWN : "";
            health(probe.gauges(), serving);
            if (!serving.equals(GrpcHealth.SERVING)) {
                probe.log()
                        .error(
                                "The service is not serving",
                                "grpc_status",
                                status,
                                "serving_status",
                                serving);
            }
            return serving.equals(GrpcHealth.SERVING);
        }
    }

    private static void phase(Gauges gauges, String phase, long nanos) {
        gauges.set(DURATION, DURATION_HELP, Probe.seconds(nanos), "phase", phase);
    }

    private static void ssl(Gauges gauges, boolean tls) {
        gauges.set("probe_grpc_ssl", "Whether the request went over TLS.", tls ? 1 : 0);
    }

    private static void status(Gauges gauges, int status) {
        gauges.set("probe_grpc_status_code", "Status of the answer, as gRPC numbers it.", status);
    }

    private static void health(Gauges gauges, String serving) {
        for (String each : GrpcHealth.STATES) {
            gauges.set(
                    "probe_grpc_healthcheck_response",
                    "Health that the server told, 1 for the one it is.",
                    each.equals(serving) ? 1 : 0,
                    "serving_status",
                    each);
        }
    }

    /** One call, without redirects. */
    private static final class GrpcTrace implements TracedHttp.Trace {
        private final InetAddress address;
        private volatile @Nullable SSLSession session;
        private volatile Map<String, List<String>> trailers = Map.of();

        GrpcTrace(InetAddress address) {
            this.address = address;
        }

        @Override
        public boolean startsWithHttp2() {
            return true;
        }

        @Override
        public InetAddress begin(URI uri) {
            return address;
        }

        @Override
        public void connected() {}

        @Override
        public void secured() {}

        @Override
        public void sent() {}

        @Override
        public void answered(String version, @Nullable SSLSession tls) {
            session = tls;
        }

        @Override
        public void ended(Map<String, List<String>> found) {
            trailers = found;
        }

        /** Of the trailers, or of the headers when there is nothing between. */
        int status(Response response) throws IOException {
            List<String> values = trailers.getOrDefault("grpc-status", List.of());
            String text = values.isEmpty() ? response.header("grpc-status") : values.getFirst();
            if (!text.matches("[0-9]{1,3}")) {
                throw new IOException(
                        "the answer, HTTP status " + response.status() + ", is not one of gRPC");
            }
            return Integer.parseInt(text);
        }
    }

    @Override
    public void close() {
        sender.close();
    }
}
