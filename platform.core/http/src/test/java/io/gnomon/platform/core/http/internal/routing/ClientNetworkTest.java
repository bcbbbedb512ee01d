package io.gnomon.platform.core.http.internal.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class ClientNetworkTest {
    @Test
    void anAddressOfTheOldKindStandsForItself() {
        assertEquals("10.1.2.3", ClientNetwork.of("10.1.2.3"));
        assertEquals("10.1.2.3", ClientNetwork.of("::ffff:10.1.2.3"));
    }

    @Test
    void theFirstHalfOfANewOneStandsForItsClient() {
        assertEquals("20010db800010002/64", ClientNetwork.of("2001:db8:1:2:3:4:5:6"));
        assertEquals("20010db800010002/64", ClientNetwork.of("[2001:db8:1:2::]"));
        assertNotEquals(ClientNetwork.of("2001:db8:1:2::1"), ClientNetwork.of("2001:db8:1:3::1"));
    }

    @Test
    void whatIsNoAddressStandsForItself() {
        assertEquals("", ClientNetwork.of(""));
        assertEquals("a:b", ClientNetwork.of("a:b"));
    }
}
