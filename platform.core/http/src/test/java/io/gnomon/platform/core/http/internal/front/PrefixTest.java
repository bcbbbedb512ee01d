package io.gnomon.platform.core.http.internal.front;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PrefixTest {
    @Test
    void aPortThatTheSystemChoseIsInTheExternalUrl() {
        assertEquals("http://host:4711", Prefix.of("", "", "host:0").externalUrl(4711));
        assertEquals("http://host:4711/mon", Prefix.of("/mon/", "", "host:0").externalUrl(4711));
        assertEquals(
                "https://proxy.test/mon",
                Prefix.of("https://proxy.test/mon/", "", "host:0").externalUrl(4711));
        assertEquals("http://host:9090", Prefix.of("", "", "host:9090").externalUrl(4711));
    }
}
