package io.gnomon.platform.web.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** The pages as they were built by this module, served to requests made by hand. */
class PagesTest {
    private final Pages pages = new Pages("");

    @Test
    void thePageCarriesTheNonceAndTheWayBackToTheRoot() throws Exception {
        Answer answer = get("/d", "/some-uid", Map.of());
        String html = answer.text();
        assertEquals("text/html; charset=utf-8", answer.headers.get("Content-Type"));
        assertEquals("no-cache", answer.headers.get("Cache-Control"));
        assertFalse(
                answer.headers.containsKey("Content-Security-Policy"), "it is the front door's");
        assertTrue(html.contains("nonce=\"n0nce\""), html);
        assertTrue(html.contains("src=\"../assets/"), html);
        assertFalse(html.contains("__"), html);
    }

    @Test
    void theTitleIsTheFlagsAndNoMarkup() throws Exception {
        assertTrue(get("", null, Map.of()).text().contains("<title>Gnomon</title>"));
        String titled = get(new Pages("<A&B>__BASE__"), "", null, Map.of()).text();
        assertTrue(titled.contains("<title>&lt;A&amp;B>_&#95;BASE_&#95;</title>"), titled);
    }

    @Test
    void atTheRootTheWayBackIsTheFolderItself() throws Exception {
        assertTrue(get("", null, Map.of()).text().contains("src=\"./assets/"));
        assertTrue(get("/query", null, Map.of()).text().contains("src=\"./assets/"));
        assertEquals("../../", Pages.wayBack("d/a/b"));
    }

    @Test
    void theListOfDashboardsAndThePagesBelowOthersAreThere() throws Exception {
        assertTrue(get("/alerts", null, Map.of()).text().contains("src=\"./assets/"));
        assertTrue(get("/dashboards", null, Map.of()).text().contains("src=\"./assets/"));
        for (String page : List.of("/dashboards", "/alerts", "/settings", "/status")) {
            assertTrue(get(page, "/rules", Map.of()).text().contains("src=\"../assets/"), page);
        }
        assertTrue(get("/plugins/catalogue", null, Map.of()).text().contains("src=\"../assets/"));
    }

    /** Links in messages and bookmarks that were made before; the application leads them on. */
    @Test
    void pagesOfPeersAreThePage() throws Exception {
        for (String page : List.of("/graph", "/rules", "/tsdb-status", "/explore")) {
            assertTrue(get(page, null, Map.of()).text().contains("src=\"./assets/"), page);
        }
        assertTrue(get("/alerting", "/list", Map.of()).text().contains("src=\"../assets/"));
        assertEquals(404, get("/nothing", null, Map.of()).status);
    }

    @Test
    void theScriptOfThePageIsThereAndNeverChanges() throws Exception {
        var script =
                Pattern.compile("src=\"\\./(assets/[^\"]+\\.js)\"")
                        .matcher(get("", null, Map.of()).text());
        assertTrue(script.find());
        String name = script.group(1).substring("assets".length());
        Answer plain = get("/assets", name, Map.of());
        assertEquals("public, max-age=31536000, immutable", plain.headers.get("Cache-Control"));
        assertEquals("text/javascript; charset=utf-8", plain.headers.get("Content-Type"));
        assertNull(plain.headers.get("Content-Encoding"));
        assertNull(plain.headers.getOrDefault("Content-Security-Policy", "of documents"));

        Answer packed = get("/assets", name, Map.of("Accept-Encoding", "br, gzip"));
        assertEquals("gzip", packed.headers.get("Content-Encoding"));
        byte[] unpacked =
                new GZIPInputStream(new ByteArrayInputStream(packed.body.toByteArray()))
                        .readAllBytes();
        assertArrayEquals(plain.body.toByteArray(), unpacked);
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        assertEquals(404, get("/assets", "/none.js", Map.of()).status);
        assertEquals(404, get("/assets", "/../index.html", Map.of()).status);
        assertEquals(404, get("/assets", "/", Map.of()).status);
    }

    private Answer get(String servletPath, @Nullable String pathInfo, Map<String, String> headers)
            throws IOException {
        return get(pages, servletPath, pathInfo, headers);
    }

    private static Answer get(
            Pages pages, String servletPath, @Nullable String pathInfo, Map<String, String> headers)
            throws IOException {
        Answer answer = new Answer();
        pages.doGet(request(servletPath, pathInfo, headers), answer.response());
        return answer;
    }

    private static HttpServletRequest request(
            String servletPath, @Nullable String pathInfo, Map<String, String> headers) {
        return proxy(
                HttpServletRequest.class,
                (name, arguments) ->
                        switch (name) {
                            case "getServletPath" -> servletPath;
                            case "getPathInfo" -> pathInfo;
                            case "getHeader" -> headers.get((String) arguments[0]);
                            case "getAttribute" ->
                                    Pages.NONCE_ATTRIBUTE.equals(arguments[0]) ? "n0nce" : null;
                            default -> throw new UnsupportedOperationException(name);
                        });
    }

    /** What the servlet answered. */
    private static final class Answer {
        final Map<String, String> headers = new HashMap<>();
        final ByteArrayOutputStream body = new ByteArrayOutputStream();
        int status = 200;

        String text() {
            return body.toString(StandardCharsets.UTF_8);
        }

        HttpServletResponse response() {
            return proxy(
                    HttpServletResponse.class,
                    (name, arguments) -> {
                        switch (name) {
                            case "setHeader" ->
                                    headers.put((String) arguments[0], (String) arguments[1]);
                            case "setContentType" ->
                                    headers.put("Content-Type", (String) arguments[0]);
                            case "setContentLength" ->
                                    headers.put("Content-Length", arguments[0].toString());
                            case "sendError" -> status = (int) arguments[0];
                            case "getOutputStream" -> {
                                return stream();
                            }
                            default -> throw new UnsupportedOperationException(name);
                        }
                        return null;
                    });
        }

        private ServletOutputStream stream() {
            return new ServletOutputStream() {
                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void write(int b) {
                    body.write(b);
                }
            };
        }
    }

    private interface Call {
        @Nullable Object answer(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Call call) {
        Object made =
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) ->
                                call.answer(
                                        method.getName(),
                                        arguments == null ? new Object[0] : arguments));
        return type.cast(made);
    }
}
