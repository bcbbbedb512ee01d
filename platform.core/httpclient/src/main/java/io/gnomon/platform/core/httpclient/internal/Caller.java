package io.gnomon.platform.core.httpclient.internal;

import io.gnomon.platform.core.httpclient.internal.plain.PlainConnections;
import io.gnomon.platform.core.httpclient.internal.signing.Signer;
import io.gnomon.spi.common.HttpCaller;
import io.gnomon.spi.common.TracedHttp;

import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Sends with one set of settings. */
final class Caller implements HttpCaller, TracedHttp.Sender {
    private static final int REDIRECTS_MAX = 10;

    private final Supplier<HttpClient> client;
    private final @Nullable PlainConnections plain;
    private final Credentials credentials;
    private final @Nullable Signer signer;
    private final boolean followRedirects;
    private final Runnable onClose;

    /**
     * A caller.
     *
     * @param plain for requests that need neither TLS nor a body, null when a proxy is to be used
     * @param signer null for requests that are not signed
     */
    Caller(
            Supplier<HttpClient> client,
            @Nullable PlainConnections plain,
            Credentials credentials,
            @Nullable Signer signer,
            boolean followRedirects,
            Runnable onClose) {
        this.client = client;
        this.plain = plain;
        this.credentials = credentials;
        this.signer = signer;
        this.followRedirects = followRedirects;
        this.onClose = onClose;
    }

    /** One request of the chain that redirects make. */
    private record Hop(String method, URI uri, byte[] body, boolean trusted) {}

    @Override
    public Response send(Request request) throws IOException, InterruptedException {
        return send(request, new Watch(null, null));
    }

    @Override
    public Response send(Request request, TracedHttp.Trace trace)
            throws IOException, InterruptedException {
        return send(request, new Watch(trace, new CookieManager()));
    }

    @Override
    public Map<String, List<String>> headers(URI server, Duration timeLeft)
            throws IOException, InterruptedException {
        HttpFields.Mutable fields = HttpFields.build();
        credentials.addTo(fields, server, timeLeft);
        return Headers.of(fields);
    }

    /**
     * Who is told about a request, and what it keeps on its way.
     *
     * @param cookies those that servers of redirects gave, null when they are not sent on
     */
    private record Watch(TracedHttp.@Nullable Trace trace, @Nullable CookieManager cookies) {
        void keep(URI uri, Response response) throws IOException {
            if (cookies != null) {
                cookies.put(
                        uri,
                        Map.of(
                                "Set-Cookie",
                                response.headers().getOrDefault("set-cookie", List.of())));
            }
        }

        void addTo(HttpFields.Mutable fields, URI uri) throws IOException {
            if (cookies != null) {
                cookies.get(uri, Map.of())
                        .forEach(
                                (name, values) -> values.forEach(value -> fields.add(name, value)));
            }
        }
    }

    private Response send(Request request, Watch watch) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + request.timeout().toNanos();
        Hop hop = new Hop(request.method(), request.uri(), request.body(), true);
        for (int redirects = 0; ; redirects++) {
            Response response = send(hop, request.headers(), deadline, watch);
            Redirect next =
                    followRedirects
                            ? Redirect.of(
                                    hop.method,
                                    hop.uri,
                                    response.status(),
                                    response.header("location"))
                            : null;
            if (next == null) {
                return response;
            }
            watch.keep(hop.uri, response);
            response.close();
            if (redirects == REDIRECTS_MAX) {
                throw FailureText.of(
                        request.method(),
                        hop.uri,
                        new IOException("stopped after " + REDIRECTS_MAX + " redirects"));
            }
            hop =
                    new Hop(
                            next.method(),
                            next.uri(),
                            next.withBody() ? hop.body : new byte[0],
                            hop.trusted && Redirect.sameServer(hop.uri, next.uri()));
        }
    }

    private Response send(Hop hop, Map<String, String> headers, long deadline, Watch watch)
            throws IOException, InterruptedException {
        String scheme = String.valueOf(hop.uri.getScheme()).toLowerCase(Locale.ROOT);
        if (hop.uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw FailureText.of(
                    hop.method,
                    hop.uri,
                    new IOException("unsupported protocol scheme \"" + scheme + "\""));
        }
        HttpFields.Mutable fields = fields(hop, headers, deadline);
        watch.addTo(fields, hop.uri);
        if (plain != null && scheme.equals("http") && mayBeSentPlain(hop, watch.trace)) {
            return send(plain, hop, fields, deadline, watch.trace);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (millis <= 0) {
            throw FailureText.of(hop.method, hop.uri, new TimeoutException());
        }
        HttpClient connector = client.get();
        org.eclipse.jetty.client.Request jetty =
                connector
                        .newRequest(hop.uri)
                        .method(hop.method)
                        .timeout(millis, TimeUnit.MILLISECONDS)
                        .headers(all -> fields.forEach(all::add));
        if (hop.body.length > 0) {
            String type = fields.get(HttpHeader.CONTENT_TYPE);
            jetty.body(
                    new BytesRequestContent(
                            type == null ? "application/octet-stream" : type, hop.body));
        }
        OwnConnection own = own(connector, jetty, hop, watch.trace);
        InputStreamResponseListener listener = new InputStreamResponseListener();
        jetty.send(listener);
        try {
            return response(listener, listener.get(millis, TimeUnit.MILLISECONDS), own);
        } catch (InterruptedException e) {
            abort(jetty, own, e);
            throw e;
        } catch (TimeoutException | ExecutionException e) {
            abort(jetty, own, e);
            throw FailureText.of(hop.method, hop.uri, e);
        }
    }

    private static @Nullable OwnConnection own(
            HttpClient connector,
            org.eclipse.jetty.client.Request jetty,
            Hop hop,
            TracedHttp.@Nullable Trace trace)
            throws IOException, InterruptedException {
        try {
            return trace == null ? null : OwnConnection.of(connector, jetty, trace);
        } catch (IOException e) {
            throw FailureText.of(hop.method, hop.uri, e);
        }
    }

    private static void abort(
            org.eclipse.jetty.client.Request jetty, @Nullable OwnConnection own, Exception why) {
        var _ = jetty.abort(why);
        if (own != null) {
            own.close();
        }
    }

    private static boolean mayBeSentPlain(Hop hop, TracedHttp.@Nullable Trace trace) {
        return hop.body.length == 0
                && (hop.method.equals("GET") || hop.method.equals("HEAD"))
                && (trace == null || !trace.startsWithHttp2());
    }

    private static Response send(
            PlainConnections plain,
            Hop hop,
            HttpFields fields,
            long deadline,
            TracedHttp.@Nullable Trace trace)
            throws IOException, InterruptedException {
        try {
            PlainConnections.Exchange exchange =
                    trace == null
                            ? plain.send(hop.method, hop.uri, fields, deadline)
                            : plain.send(hop.method, hop.uri, fields, deadline, trace);
            return new Response(
                    exchange.status(),
                    exchange.reason(),
                    exchange.headers(),
                    new BodyStream(exchange.body(), () -> {}));
        } catch (TimeoutException | IOException e) {
            throw FailureText.of(hop.method, hop.uri, e);
        }
    }

    private HttpFields.Mutable fields(Hop hop, Map<String, String> headers, long deadline)
            throws IOException, InterruptedException {
        HttpFields.Mutable fields = HttpFields.build();
        headers.forEach(fields::add);
        if (!fields.contains(HttpHeader.USER_AGENT)) {
            fields.add(HttpHeader.USER_AGENT, "Gnomon");
        }
        if (hop.body.length == 0) {
            fields.remove(HttpHeader.CONTENT_TYPE);
        }
        if (hop.trusted) {
            Duration timeLeft = Duration.ofNanos(deadline - System.nanoTime());
            credentials.addTo(fields, hop.uri, timeLeft);
            if (signer != null) {
                signer.sign(new Signer.Unsigned(hop.method, hop.uri, fields, hop.body), timeLeft);
            }
        } else {
            fields.remove(HttpHeader.AUTHORIZATION);
            fields.remove(HttpHeader.COOKIE);
        }
        return fields;
    }

    private static Response response(
            InputStreamResponseListener listener,
            org.eclipse.jetty.client.Response head,
            @Nullable OwnConnection own) {
        String reason = head.getReason();
        return new Response(
                head.getStatus(),
                reason == null ? "" : reason,
                Headers.of(head.getHeaders()),
                new BodyStream(listener.getInputStream(), own == null ? () -> {} : own::close));
    }

    @Override
    public void close() {
        onClose.run();
    }
}
