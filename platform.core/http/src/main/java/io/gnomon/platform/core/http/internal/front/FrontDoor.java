package io.gnomon.platform.core.http.internal.front;

import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Caller;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Role;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;
import io.gnomon.platform.core.http.internal.server.WebServer;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Every request comes through here, found or not: sets the headers, checks the host, finds the
 * route, asks who calls, checks what they may, calls the endpoint and writes its errors.
 */
public final class FrontDoor extends Handler.Wrapper {
    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);

    /** The listener that serves everything but exporters alone. */
    public static final String MAIN = "main";

    /** Request attribute with the {@link Caller}, for servlets. */
    public static final String CALLER_ATTRIBUTE = "gnomon.caller";

    private static final String CONSOLE = "/system/console";

    private final Rules rules;
    private final Map<String, Routes> routesByListener;

    /**
     * What the front door goes by.
     *
     * @param readOpen whether the anonymous may read
     * @param headers more headers for every answer, asked for each
     * @param rate how many requests may come, asked for each
     * @param cors which pages of others may read the API
     * @param answered told of each request that was answered
     */
    public record Rules(
            Prefix prefix,
            HostCheck hosts,
            Credentials credentials,
            boolean readOpen,
            Supplier<Map<String, String>> headers,
            Supplier<RateLimit> rate,
            Cors cors,
            Answered answered) {}

    /** Endpoints read and write blocking, also where no servlet is behind the door. */
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.BLOCKING;
    }

    /**
     * A call that may have changed something.
     *
     * @param path behind the route prefix
     * @param subject what it was about, when the path does not tell; may be empty
     */
    public record Change(
            Caller caller,
            String address,
            String method,
            String path,
            String subject,
            int status) {}

    /** Hears of a request that was answered. */
    @FunctionalInterface
    public interface Answered {
        void answered(String handler, int status, double seconds, long bodyBytes);

        /**
         * Hears of a call that may have changed something and that its caller was allowed to make;
         * when the answer is made, maybe before it is sent.
         */
        default void changed(Change change) {}
    }

    /**
     * @param routesByListener the routes of each listener by its name; only they are reachable
     *     there
     * @param servlets takes the main listener's requests that no route fits: the pages of the web
     *     application and Felix's console; may be null
     */
    public FrontDoor(
            Rules rules, Map<String, Routes> routesByListener, @Nullable Handler servlets) {
        this.rules = rules;
        this.routesByListener = Map.copyOf(routesByListener);
        setHandler(servlets);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpFields.Mutable headers = response.getHeaders();
        String nonce = SecurityHeaders.newNonce();
        request.setAttribute(SecurityHeaders.NONCE_ATTRIBUTE, nonce);
        SecurityHeaders.set(headers, nonce);
        rules.headers().get().forEach(headers::put);

        ErrorStyle style = ErrorStyle.TEXT;
        Exchange exchange = exchange(request, response, callback, Caller.ANONYMOUS, Map.of(), 0);
        try {
            checkHost(request);
            if (!rules.rate().get().passes()) {
                watch(request, response, "/*");
                throw new HttpError(429, "Too Many Requests");
            }
            String path = pathBehindPrefix(request);
            if (path == null) {
                exchange.redirect(rules.prefix().externalPath() + "/");
                exchange.complete();
                return true;
            }
            style = styleOf(path);
            if (rules.cors().answers(request, path, headers)) {
                watch(request, response, "/*");
                response.setStatus(204);
                exchange.complete();
                return true;
            }
            Routes.Match match = find(request, path);
            watch(request, response, match == null ? "/*" : match.pattern());
            if (match == null) {
                return toServlets(request, response, callback, path);
            }
            Routes.Route route = match.route();
            if (route == null) {
                throw new HttpError(
                        405,
                        "this path takes " + String.join(", ", match.allowed()) + " only",
                        Map.of("Allow", String.join(", ", match.allowed())));
            }
            style = route.errors();
            Caller caller =
                    admitted(request, route.access(), rules.credentials().identify(request));
            exchange =
                    exchange(
                            request,
                            response,
                            callback,
                            caller,
                            match.variables(),
                            route.bodyBytesMax());
            serve(exchange, route, path, response);
            if (!exchange.isDetached()) {
                exchange.complete();
            }
        } catch (Exception e) {
            ErrorAnswers.answer(exchange, style, e);
        } catch (LinkageError e) {
            // Code of a bundle that was uninstalled under the call.
            LOG.warn("a part of the server was replaced while it answered", e);
            ErrorAnswers.answer(
                    exchange,
                    style,
                    new HttpError(
                            503,
                            "a part of the server was replaced while it answered; ask again",
                            Map.of("Retry-After", "2")));
        }
        return true;
    }

    private void serve(Exchange exchange, Routes.Route route, String path, Response response)
            throws Exception {
        int status = 500;
        try {
            route.endpoint().serve(exchange);
            status = response.getStatus();
        } catch (HttpError e) {
            status = e.status();
            throw e;
        } finally {
            if (changes(exchange.request()) && isWatched(route.access(), exchange.caller())) {
                rules.answered()
                        .changed(
                                new Change(
                                        exchange.caller(),
                                        exchange.remoteAddress(),
                                        exchange.method(),
                                        path,
                                        exchange.subject(),
                                        status));
            }
        }
    }

    /** Gnomon's own calls, and those of the peers' APIs that people make in a browser. */
    private static boolean isWatched(Access access, Caller caller) {
        return access instanceof Access.Needs
                || (access instanceof Access.PeerWrite && caller.usesCookie());
    }

    private Exchange exchange(
            Request request,
            Response response,
            Callback callback,
            Caller caller,
            Map<String, String> variables,
            long bodyBytesMax) {
        return new Exchange(request, response, callback, caller, variables, bodyBytesMax);
    }

    private void watch(Request request, Response response, String handler) {
        Request.addCompletionListener(
                request,
                failure ->
                        rules.answered()
                                .answered(
                                        handler,
                                        response.getStatus(),
                                        (System.nanoTime() - request.getHeadersNanoTime()) / 1e9,
                                        Response.getContentBytesWritten(response)));
    }

    private void checkHost(Request request) throws HttpError {
        boolean loopback =
                request.getConnectionMetaData().getLocalSocketAddress()
                                instanceof InetSocketAddress local
                        && local.getAddress() != null
                        && local.getAddress().isLoopbackAddress();
        String host = Request.getServerName(request);
        if (loopback && !rules.hosts().allows(host == null ? "" : host)) {
            throw new HttpError(
                    403,
                    "the name \""
                            + host
                            + "\" is not one of this server; allow it with --web.external-url or"
                            + " --gnomon.allowed-hosts");
        }
    }

    /** The path without the route prefix; null for the root in front of it. */
    private @Nullable String pathBehindPrefix(Request request) throws HttpError {
        String path = request.getHttpURI().getDecodedPath();
        String prefix = rules.prefix().routePrefix();
        if (path == null || !path.startsWith("/")) {
            throw new HttpError(400, "the path is not valid");
        }
        // The prefix is that of the web page; an exporter's own port answers where its peer does.
        if (prefix.isEmpty() || !listenerOf(request).equals(MAIN)) {
            return path;
        }
        if (path.equals("/") || path.equals(prefix)) {
            return null;
        }
        if (!path.startsWith(prefix + "/")) {
            throw notFound();
        }
        return path.substring(prefix.length());
    }

    private Routes.@Nullable Match find(Request request, String path) {
        Routes routes = routesByListener.get(listenerOf(request));
        return routes == null
                ? null
                : routes.find(request.getMethod(), List.of(path.substring(1).split("/", -1)));
    }

    private static String listenerOf(Request request) {
        return WebServer.listenerOf(request.getConnectionMetaData().getConnector());
    }

    private boolean toServlets(Request request, Response response, Callback callback, String path)
            throws Exception {
        if (getHandler() == null || !listenerOf(request).equals(MAIN)) {
            throw notFound();
        }
        if (request.getMethod().equals("TRACE")) {
            throw new HttpError(405, "TRACE is not answered: it would show cookies to scripts");
        }
        Caller caller = rules.credentials().identify(request);
        if (path.equals(CONSOLE) || path.startsWith(CONSOLE + "/")) {
            caller.require(Role.ADMIN);
            SecurityHeaders.relaxForConsole(response.getHeaders());
            if (changes(request)) {
                // Its forms know no token: that they come from its own page must do.
                Origins.requireOwn(request, rules.prefix(), caller);
            }
        } else if (path.startsWith("/api/")) {
            throw notFound();
        }
        request.setAttribute(CALLER_ATTRIBUTE, caller);
        return super.handle(request, response, callback);
    }

    private static HttpError notFound() {
        return new HttpError(404, "404 page not found");
    }

    private static ErrorStyle styleOf(String path) {
        if (path.startsWith("/api/v2/")) {
            return ErrorStyle.ALERTMANAGER;
        }
        return path.startsWith("/api/gnomon/") ? ErrorStyle.GNOMON : ErrorStyle.TEXT;
    }

    private static boolean changes(Request request) {
        return !request.getMethod().equals("GET") && !request.getMethod().equals("HEAD");
    }

    /** The caller with the rights that count in this call. */
    private Caller admitted(Request request, Access access, Caller caller) throws HttpError {
        boolean changes = changes(request);
        switch (access) {
            case Access.Open open -> {
                if (changes) {
                    Origins.refuseForeign(request, rules.prefix());
                }
            }
            case Access.Read read -> {
                Caller reader =
                        changes ? Origins.ofReading(request, rules.prefix(), caller) : caller;
                if (!rules.readOpen()) {
                    reader.require(Role.VIEWER);
                }
                return reader;
            }
            case Access.PeerWrite write -> {
                if (!write.enabled()) {
                    throw new HttpError(write.refusalStatus(), write.refusal());
                }
                if (changes) {
                    Origins.check(request, rules.prefix(), caller);
                }
            }
            case Access.Needs needs -> {
                caller.require(needs.role());
                if (changes) {
                    Origins.check(request, rules.prefix(), caller);
                }
            }
        }
        return caller;
    }
}
