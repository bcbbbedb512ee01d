package io.gnomon.platform.core.http.internal.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class ListenAddressTest {
    @Test
    void readsHostsAddressesAndPorts() {
        assertEquals(
                List.of(
                        new ListenAddress("127.0.0.1", 9090),
                        new ListenAddress("", 0),
                        new ListenAddress("::1", 80)),
                ListenAddress.parseAll("127.0.0.1:9090, :0,[::1]:80"));
    }

    @Test
    void onlyLoopbackIsLoopback() {
        assertTrue(ListenAddress.parse("127.0.0.1:1").isLoopback());
        assertTrue(ListenAddress.parse("[::1]:1").isLoopback());
        assertTrue(ListenAddress.parse("localhost:1").isLoopback());
        assertFalse(ListenAddress.parse(":1").isLoopback());
        assertFalse(ListenAddress.parse("0.0.0.0:1").isLoopback());
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "a:b", "a:-1", "a:65536", "::1:80", ":"})
    void refusesTheRest(String text) {
        var e = assertThrows(IllegalArgumentException.class, () -> ListenAddress.parse(text));
        assertTrue(e.toString().contains("\"" + text + "\""), e.toString());
    }
}
