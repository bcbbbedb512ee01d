package io.gnomon.platform.core.http.internal.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class LoginThrottleTest {
    private final MovingClock clock = new MovingClock();
    private final LoginThrottle throttle = new LoginThrottle(clock);

    private void fail(String user, String address, int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed(user, address);
        }
    }

    @Test
    void theWaitDoublesUpToAMinute() {
        fail("ann", "1.1.1.1", 4);
        assertEquals(0, throttle.waitMillis("ann", "1.1.1.1"));
        fail("ann", "1.1.1.1", 1);
        assertEquals(1000, throttle.waitMillis("ann", "1.1.1.1"));
        fail("ann", "1.1.1.1", 1);
        assertEquals(2000, throttle.waitMillis("ann", "1.1.1.1"));
        fail("ann", "1.1.1.1", 20);
        assertEquals(60_000, throttle.waitMillis("ann", "1.1.1.1"));
        clock.move(Duration.ofSeconds(59));
        assertEquals(1000, throttle.waitMillis("ann", "1.1.1.1"));
    }

    @Test
    void othersDoNotWait() {
        fail("ann", "1.1.1.1", 10);
        assertEquals(0, throttle.waitMillis("ann", "2.2.2.2"));
        assertEquals(0, throttle.waitMillis("bob", "1.1.1.1"));
    }

    @Test
    void anAddressThatTriesManyNamesWaits() {
        for (int i = 0; i < 30; i++) {
            throttle.failed("user" + i, "1.1.1.1");
        }
        assertEquals(1000, throttle.waitMillis("ann", "1.1.1.1"));
    }

    @Test
    void whoHasANetworkOfAddressesCountsAsOne() {
        fail("ann", "2001:db8:1:2::1", 3);
        fail("ann", "[2001:db8:1:2:ffff::9]", 2);
        assertEquals(1000, throttle.waitMillis("ann", "2001:db8:1:2:3:4:5:6"));
        assertEquals(0, throttle.waitMillis("ann", "2001:db8:1:3::1"));
        for (int i = 0; i < 30; i++) {
            throttle.failed("user" + i, "2001:db8:9:9::" + i);
        }
        assertEquals(1000, throttle.waitMillis("bob", "2001:db8:9:9::ffff"));
    }

    @Test
    void successAndTimeForgive() {
        fail("ann", "1.1.1.1", 10);
        throttle.succeeded("ann", "1.1.1.1");
        assertEquals(0, throttle.waitMillis("ann", "1.1.1.1"));
        fail("bob", "1.1.1.1", 5);
        clock.move(Duration.ofHours(1));
        fail("bob", "1.1.1.1", 1);
        assertEquals(0, throttle.waitMillis("bob", "1.1.1.1"));
    }
}
