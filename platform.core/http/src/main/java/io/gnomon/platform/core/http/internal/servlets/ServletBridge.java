package io.gnomon.platform.core.http.internal.servlets;

import io.gnomon.platform.core.http.internal.server.OneLineErrors;

import jakarta.servlet.http.HttpServlet;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/**
 * Makes the handler that runs servlets of the OSGi whiteboard: the pages of the web application and
 * Felix's console. Felix's HTTP bridge finds them; it is itself a servlet.
 */
public final class ServletBridge {
    private static final int FORM_BYTES_MAX = 1 << 20;

    private ServletBridge() {}

    /**
     * The handler.
     *
     * @param dispatcher the bridge's servlet
     * @param routePrefix path before all our paths, may be empty
     */
    public static ServletContextHandler handler(HttpServlet dispatcher, String routePrefix) {
        ServletContextHandler context =
                new ServletContextHandler(
                        routePrefix.isEmpty() ? "/" : routePrefix, ServletContextHandler.SESSIONS);
        context.setMaxFormContentSize(FORM_BYTES_MAX);
        context.getSessionHandler().setHttpOnly(true);
        context.setErrorHandler(new OneLineErrors());
        ServletHolder holder = new ServletHolder(dispatcher);
        holder.setInitOrder(1);
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/*");
        return context;
    }
}
