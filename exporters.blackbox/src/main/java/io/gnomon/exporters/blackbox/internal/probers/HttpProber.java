package io.gnomon.exporters.blackbox.internal.probers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.exporters.blackbox.internal.config.HttpModule;
import io.gnomon.spi.common.HttpCaller.Request;
import io.gnomon.spi.common.HttpCaller.Response;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.JsonConditions;
import io.gnomon.spi.common.TracedHttp;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

import javax.net.ssl.SSLSession;

/** Sends a request, follows redirects, and looks at the answer. */
public final class HttpProber implements Prober {
    static final String USER_AGENT = "Gnomon-Blackbox-Exporter";

    private final HttpModule module;
    private final Names names;
    private final HttpAnswer expected;
    private final TracedHttp.Sender sender;

    /**
     * A prober.
     *
     * @param conditions for a module that looks at JSON, null for others
     * @throws IllegalArgumentException when a file that the module names does not fit
     */
    public HttpProber(
            HttpModule module, Names names, TracedHttp http, @Nullable JsonConditions conditions) {
        this.module = module;
        this.names = names;
        this.expected = new HttpAnswer(module, conditions);
        this.sender = http.openTraced(settings(module));
    }

    /** The module's, with redirects as its older option says. */
    private static HttpSettings settings(HttpModule module) {
        HttpSettings s = module.client();
        return new HttpSettings(
                s.basicAuth(),
                s.authorization(),
                s.oauth2(),
                s.bearerToken(),
                s.bearerTokenFile(),
                s.tlsConfig(),
                s.proxyUrl(),
                s.noProxy(),
                s.proxyFromEnvironment(),
                s.proxyConnectHeader(),
                module.followsRedirects(),
                s.enableHttp2(),
                s.httpHeaders());
    }

    @Override
    public boolean probe(Probe probe) throws IOException, InterruptedException {
        Gauges gauges = probe.gauges();
        expected.begin(gauges);
        HopTimes.begin(gauges);
        report(gauges, null, 0, 0, 0);
        Map<String, String> headers = headers(probe);
        String host = headers.getOrDefault("Host", "");
        HttpTarget target = HttpTarget.of(probe.target(), host);
        long start = System.nanoTime();
        InetAddress address =
                module.resolves()
                        ? names.choose(
                                probe,
                                target.host(),
                                module.preferredIpProtocol(),
                                module.ipProtocolFallback())
                        : null;
        long lookUp = module.resolves() ? System.nanoTime() - start : 0;
        HopTimes times = new HopTimes(uri -> addressOf(uri, target.uri(), address, probe));
        try {
            return exchange(probe, target.uri(), headers, times);
        } finally {
            times.report(lookUp, gauges, probe.log());
        }
    }

    /** The target's own address for it, and for what is redirected to itself. */
    private @Nullable InetAddress addressOf(
            URI uri, URI target, @Nullable InetAddress known, Probe probe)
            throws IOException, InterruptedException {
        if (known == null || String.valueOf(uri.getHost()).equalsIgnoreCase(target.getHost())) {
            return known;
        }
        return names.pick(
                HostPort.unbracketed(uri.getHost()),
                module.preferredIpProtocol(),
                module.ipProtocolFallback(),
                probe.timeLeft());
    }

    private Map<String, String> headers(Probe probe) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", USER_AGENT);
        module.headers()
                .forEach((name, value) -> {
                    headers.keySet().removeIf(known -> known.equalsIgnoreCase(name));
                    headers.put(name.equalsIgnoreCase("host") ? "Host" : name, value);
                });
        if (!probe.hostName().isEmpty()) {
            headers.put("Host", probe.hostName());
        }
        return headers;
    }

    private byte[] body() throws IOException {
        String file = module.bodyFile();
        try {
            return file == null ? module.body().getBytes(UTF_8) : Files.readAllBytes(Path.of(file));
        } catch (IOException e) {
            throw new IOException("the body_file " + file + " cannot be read", e);
        }
    }

    private boolean exchange(Probe probe, URI uri, Map<String, String> headers, HopTimes times)
            throws IOException, InterruptedException {
        Request request = new Request(module.method(), uri, headers, body(), probe.timeLeft());
        probe.log().debug("Making HTTP request", "url", uri);
        try (Response response = sender.send(request, times)) {
            probe.log().debug("Received HTTP response", "status_code", response.status());
            boolean unfollowed = !module.followsRedirects() && leadsElsewhere(response);
            boolean success = expected.statusIsValid(response.status(), probe.log());
            success = success && expected.headersAreValid(response, probe);
            HttpAnswer.Body body = new HttpAnswer.Body(0, "");
            if (!unfollowed) {
                try {
                    body = expected.read(response.body());
                    success = success && expected.bodyIsValid(body, probe);
                } catch (IOException e) {
                    probe.log()
                            .error(
                                    "Failed to read HTTP response body",
                                    "err",
                                    String.valueOf(e.getMessage()));
                    success = false;
                }
            }
            times.ended();
            success &= expected.versionIsValid(times.version(), probe.log());
            SSLSession session = times.session();
            if (session != null) {
                TlsFacts.report(session, module.client().tlsConfig(), probe.gauges());
            }
            success &= expected.tlsIsValid(session != null, probe.log());
            int redirects = times.count() - 1 + (unfollowed ? 1 : 0);
            report(probe.gauges(), response, version(times.version()), redirects, body.length());
            isTls(probe.gauges(), session != null);
            lastModified(response, probe.gauges());
            return success;
        }
    }

    private static boolean leadsElsewhere(Response response) {
        return response.status() / 100 == 3 && !response.header("location").isEmpty();
    }

    private static double version(String version) {
        return switch (version) {
            case "HTTP/1.0" -> 1;
            case "HTTP/1.1" -> 1.1;
            case "HTTP/2.0" -> 2;
            default -> 0;
        };
    }

    private static void report(
            Gauges gauges,
            @Nullable Response response,
            double version,
            int redirects,
            long bodyLength) {
        gauges.set(
                "probe_http_status_code",
                "Status of the answer.",
                response == null ? 0 : response.status());
        gauges.set("probe_http_version", "HTTP version of the answer.", version);
        gauges.set("probe_http_redirects", "How many redirects there were.", redirects);
        gauges.set(
                "probe_http_content_length",
                "Length of the answer's body as its header says, -1 when it does not.",
                response == null ? 0 : contentLength(response));
        gauges.set(
                "probe_http_uncompressed_body_length",
                "Length of the answer's body, unpacked.",
                (double) bodyLength);
        isTls(gauges, false);
    }

    private static void isTls(Gauges gauges, boolean tls) {
        gauges.set("probe_http_ssl", "Whether the last request went over TLS.", tls ? 1 : 0);
    }

    private static double contentLength(Response response) {
        String length = response.header("content-length");
        if (length.matches("[0-9]{1,18}")) {
            return Long.parseLong(length);
        }
        return response.status() == 204 || response.status() == 304 ? 0 : -1;
    }

    private static void lastModified(Response response, Gauges gauges) {
        try {
            Instant time =
                    DateTimeFormatter.RFC_1123_DATE_TIME.parse(
                            response.header("last-modified"), Instant::from);
            gauges.set(
                    "probe_http_last_modified_timestamp_seconds",
                    "Last-Modified of the answer, in seconds since 1970.",
                    (double) time.getEpochSecond());
        } catch (DateTimeException e) {
            // There is no such header, or it has no time.
        }
    }

    @Override
    public void close() {
        sender.close();
    }
}
