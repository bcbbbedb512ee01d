package io.gnomon.platform.web.internal;

import io.gnomon.platform.web.internal.WebFiles.WebFile;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Serves the application: one page for every address of it, and the files that the page loads.
 *
 * <p>The page is written for each request: the nonce of the answer's Content-Security-Policy goes
 * in, and the way from the requested address back to the context root, relative, so that the page
 * finds its files under any sub-path and behind any proxy. Files in {@code assets/} carry a digest
 * in their name and never change.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({
    // Declarative Services drops the empty pattern of the root: "/" takes all that is left over.
    "/",
    "/dashboards/*",
    "/query",
    "/graph",
    "/alerts/*",
    "/targets",
    "/plugins",
    // Below it lie the files of panels: this page alone.
    "/plugins/catalogue",
    "/settings/*",
    "/status/*",
    "/d/*",
    "/assets/*",
    "/favicon.svg"
})
public final class Pages extends HttpServlet {
    /** Request attribute in which the front door puts the nonce of the answer's policy. */
    static final String NONCE_ATTRIBUTE = "gnomon.csp.nonce";

    private static final long serialVersionUID = 1L;

    /** First parts of addresses that go on. */
    private static final Set<String> FOLDERS =
            Set.of("d", "dashboards", "alerts", "settings", "status");

    /** Pages of Prometheus and Grafana, which the application leads to its own. */
    private static final Set<String> OF_PEERS =
            Set.of(
                    "graph",
                    "rules",
                    "service-discovery",
                    "alertmanager-discovery",
                    "tsdb-status",
                    "config",
                    "flags",
                    "explore",
                    "alerting",
                    "classic",
                    "d-solo");

    /**
     * Headers that browsers heed in documents and workers only: half a kilobyte with each script,
     * style and font otherwise.
     */
    private static final List<String> OF_DOCUMENTS =
            List.of(
                    "Content-Security-Policy",
                    "X-Frame-Options",
                    "Cross-Origin-Opener-Policy",
                    "Permissions-Policy");

    private final transient WebFiles files;

    /** As HTML text. */
    private final String title;

    @Activate
    public Pages(BundleContext context) {
        this(context.getProperty("web.page-title"));
    }

    /**
     * @param title what browsers show in the tab; null or empty for Gnomon
     */
    Pages(@Nullable String title) {
        this.files =
                new WebFiles(
                        path -> Pages.class.getClassLoader().getResourceAsStream("static/" + path));
        this.title =
                title == null || title.isEmpty()
                        ? "Gnomon"
                        : title.replace("&", "&amp;").replace("<", "&lt;").replace("__", "_&#95;");
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String path = pathOf(request);
        boolean asset = path.startsWith("assets/");
        if (isPage(path)) {
            servePage(request, response, path);
            return;
        }
        WebFile file = asset || path.equals("favicon.svg") ? files.find(path) : null;
        if (file == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setHeader(
                "Cache-Control",
                asset ? "public, max-age=31536000, immutable" : "public, max-age=3600");
        response.setHeader("Vary", "Accept-Encoding");
        if (asset && !isDocument(path)) {
            OF_DOCUMENTS.forEach(header -> response.setHeader(header, null));
        }
        if (file.gzip() != null && acceptsGzip(request)) {
            response.setHeader("Content-Encoding", "gzip");
            send(response, file.type(), file.gzip());
        } else {
            send(response, file.type(), file.bytes());
        }
    }

    /**
     * Whether browsers may open it as a page, or run it as a worker, which has a policy of its own.
     */
    private static boolean isDocument(String path) {
        boolean part = path.endsWith(".js") || path.endsWith(".css") || path.endsWith(".woff2");
        return !part || path.contains("Worker");
    }

    private static boolean isPage(String path) {
        if (path.equals("plugins/catalogue")) {
            return true;
        }
        int slash = path.indexOf('/');
        if (OF_PEERS.contains(slash < 0 ? path : path.substring(0, slash))) {
            return true;
        }
        if (slash >= 0) {
            return FOLDERS.contains(path.substring(0, slash));
        }
        return switch (path) {
            case "", "dashboards", "query", "alerts", "targets", "plugins" -> true;
            case "settings", "status" -> true;
            default -> false;
        };
    }

    private void servePage(HttpServletRequest request, HttpServletResponse response, String path)
            throws IOException {
        WebFile page = files.find("index.html");
        if (page == null) {
            throw new IOException("the bundle lacks static/index.html");
        }
        Object nonce = Objects.requireNonNullElse(request.getAttribute(NONCE_ATTRIBUTE), "");
        String html =
                new String(page.bytes(), StandardCharsets.UTF_8)
                        .replace("<title>Gnomon</title>", "<title>" + title + "</title>")
                        .replace("__BASE__", wayBack(path))
                        .replace("__CSP_NONCE__", nonce.toString());
        response.setHeader("Cache-Control", "no-cache");
        byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
        send(response, page.type(), bytes);
    }

    /** From the address below the context root back to the root: "./" or "../" for each folder. */
    static String wayBack(String path) {
        int folders = (int) path.chars().filter(c -> c == '/').count();
        return folders == 0 ? "./" : "../".repeat(folders);
    }

    private static String pathOf(HttpServletRequest request) {
        String path =
                request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
        return path.startsWith("/") ? path.substring(1) : path;
    }

    private static boolean acceptsGzip(HttpServletRequest request) {
        String accepted = request.getHeader("Accept-Encoding");
        return accepted != null && accepted.contains("gzip");
    }

    private static void send(HttpServletResponse response, String type, byte[] bytes)
            throws IOException {
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
