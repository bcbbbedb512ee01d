package io.gnomon.platform.core.http.internal.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Objects;

class RoutesTest {
    private final Routes routes = new Routes();

    RoutesTest() {
        routes.group(Access.READ, ErrorStyle.TEXT)
                .get("/a", e -> {})
                .post("/a", e -> {})
                .get("/a/{x}/c", e -> {})
                .get("/a/b/c", e -> {})
                .get("/files/{id}/{path...}", e -> {});
    }

    private Routes.Match find(String method, String path) {
        return Objects.requireNonNull(routes.find(method, Routes.segments(path)), path);
    }

    @Test
    void textsWinOverNamesAndNamesOverRests() {
        assertEquals("/a/b/c", find("GET", "/a/b/c").pattern());
        assertEquals("/a/{x}/c", find("GET", "/a/z/c").pattern());
        assertEquals(Map.of("x", "z"), find("GET", "/a/z/c").variables());
        assertEquals(
                Map.of("id", "p", "path", "web/x.js"),
                find("GET", "/files/p/web/x.js").variables());
    }

    @Test
    void methods() {
        Routes.Match match = find("DELETE", "/a");
        assertNull(match.route());
        assertEquals(List.of("GET", "POST"), match.allowed());
        assertNotNull(find("HEAD", "/a").route());
    }

    @Test
    void noRoute() {
        for (String path : List.of("/", "/b", "/a/", "/a//c", "/a/b", "/files/p")) {
            assertNull(routes.find("GET", Routes.segments(path)), path);
        }
    }

    @Test
    void aRouteStandsOnce() {
        Routes.Group group = routes.group(Access.READ, ErrorStyle.TEXT);
        assertThrows(IllegalStateException.class, () -> group.get("/a", e -> {}));
        assertThrows(IllegalStateException.class, () -> group.get("/a/{other}/d", e -> {}));
    }
}
