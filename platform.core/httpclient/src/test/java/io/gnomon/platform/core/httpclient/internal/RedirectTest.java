package io.gnomon.platform.core.httpclient.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.URI;

class RedirectTest {
    private static final URI FROM = URI.create("http://a:1/x/y");

    @ParameterizedTest
    @CsvSource({
        "GET, 301, http://b/, GET, http://b/, false",
        "POST, 302, z, GET, http://a:1/x/z, false",
        "PUT, 303, /z?q, GET, http://a:1/z?q, false",
        "HEAD, 301, /z, HEAD, http://a:1/z, false",
        "POST, 307, /z, POST, http://a:1/z, true",
        "PUT, 308, //c/z, PUT, http://c/z, true"
    })
    void leadsAsInGo(
            String method, int status, String location, String next, URI to, boolean withBody)
            throws IOException {
        assertEquals(new Redirect(next, to, withBody), Redirect.of(method, FROM, status, location));
    }

    @Test
    void otherAnswersAreNone() throws IOException {
        assertNull(Redirect.of("GET", FROM, 200, "/z"));
        assertNull(Redirect.of("GET", FROM, 304, "/z"));
        assertNull(Redirect.of("GET", FROM, 301, ""));
    }

    @Test
    void refusesPlacesThatAreNoServer() {
        for (String location : new String[] {"file:///etc/passwd", "http:// /", "javascript:x"}) {
            assertThrows(IOException.class, () -> Redirect.of("GET", FROM, 302, location));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://a/, http://a:80/, true",
        "http://a/, http://A/b, true",
        "http://a/, https://a/, true",
        "https://a/, http://a/, false",
        "https://a/, http://a:443/, false",
        "http://a:1/, http://a:2/, false",
        "http://a/, http://b.a/, false"
    })
    void secretsFollowToTheSameServerOnly(URI from, URI to, boolean same) {
        assertEquals(same, Redirect.sameServer(from, to));
    }
}
