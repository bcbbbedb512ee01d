package io.gnomon.platform.core.httpclient.internal.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoProxyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                    | a.com      | 80   | false",
                "''                    | localhost  | 80   | true",
                "''                    | 127.0.0.2  | 80   | true",
                "''                    | ::1        | 80   | true",
                "*                     | a.com      | 80   | true",
                "a.com                 | A.com      | 80   | true",
                "a.com                 | b.a.com    | 80   | true",
                "a.com                 | ba.com     | 80   | false",
                ".a.com                | a.com      | 80   | false",
                ".a.com                | b.a.com    | 80   | true",
                "*.a.com               | b.a.com    | 80   | true",
                "a.com:8080            | a.com      | 8080 | true",
                "a.com:8080            | a.com      | 80   | false",
                "x.y, a.com            | a.com      | 80   | true",
                "10.1.2.3              | 10.1.2.3   | 80   | true",
                "10.1.2.3              | 10.1.2.4   | 80   | false",
                "10.0.0.0/8            | 10.1.2.4   | 80   | true",
                "10.0.0.0/8            | 11.1.2.4   | 80   | false",
                "10.0.0.0/8            | a10.com    | 80   | false",
                "fd00::/8              | fd12::1    | 80   | true",
                "fd00::/8              | 10.0.0.1   | 80   | false",
                "[fd12::1]:80          | [fd12::1]  | 80   | true"
            })
    void coversAsGoDoes(String list, String host, int port, boolean covered) {
        assertEquals(covered, new NoProxy(list).covers(host, port));
    }
}
