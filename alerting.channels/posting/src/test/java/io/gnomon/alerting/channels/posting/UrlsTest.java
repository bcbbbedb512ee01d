package io.gnomon.alerting.channels.posting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.spi.common.Secret;

import org.junit.jupiter.api.Test;

import java.util.Map;

class UrlsTest {
    @Test
    void whatNoUrlMayHaveIsEscaped() {
        assertEquals(
                "http://h/a%20b%7Bc%7D?d=%22", Urls.parse("http://h/a b{c}?d=\"\n").toString());
        assertEquals("https://h/%2F?a=%20", Urls.parse("https://h/%2F?a=%20").toString());
    }

    /** The sentences are Alertmanager's; none shows the URL. */
    @Test
    void whatIsNoUrlIsRefusedWithoutShowingIt() {
        refused("ftp://h/token123", "unsupported scheme \"ftp\" for URL");
        refused("token123", "unsupported scheme \"\" for URL");
        refused("http:///token123", "missing host for URL");
        IllegalArgumentException malformed =
                assertThrows(
                        IllegalArgumentException.class, () -> Urls.parse("http://h/%zz/token123"));
        assertFalse(malformed.toString().contains("token123"), malformed.toString());
        assertNull(malformed.getCause());
    }

    @Test
    void aUrlThatWasHiddenIsNone() {
        Urls.check(new Secret("<secret>"));
        Urls.check(new Secret(""));
        Urls.check(null);
        Secret wrong = new Secret("ftp://h");
        assertThrows(IllegalArgumentException.class, () -> Urls.check(wrong));
    }

    private static void refused(String url, String sentence) {
        assertEquals(
                sentence,
                assertThrows(IllegalArgumentException.class, () -> Urls.parse(url)).getMessage());
    }

    @Test
    void partsAreJoined() {
        assertEquals("http://h/a/b", Urls.join("http://h/a/", "b"));
        assertEquals("http://h/a/b", Urls.join("http://h/a", "b"));
        assertEquals("a=x+y%26&b=%C3%A4", Urls.query(Map.of("b", "ä", "a", "x y&")));
    }
}
