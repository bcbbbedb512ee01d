package io.gnomon.platform.core.http.internal.server;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Errors that Jetty and servlets answer before or behind our own code: one line of text as
 * Prometheus writes them, and never a stack trace.
 */
public final class OneLineErrors extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        Content.Sink.write(response, true, text(request, status), callback);
        return true;
    }

    private static String text(Request request, int status) {
        if (status == HttpStatus.NOT_FOUND_404) {
            return "404 page not found\n";
        }
        // What a client did wrong is said; what went wrong here is in the log.
        Object said = request.getAttribute(ERROR_MESSAGE);
        boolean ofClient = HttpStatus.isClientError(status);
        return ofClient && said != null ? said + "\n" : HttpStatus.getMessage(status) + "\n";
    }
}
