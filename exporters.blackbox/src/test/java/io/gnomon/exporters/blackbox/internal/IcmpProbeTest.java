package io.gnomon.exporters.blackbox.internal;

import static io.gnomon.exporters.blackbox.internal.Exporters.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.testkit.exporter.RecordedMetrics;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.TreeSet;

/** Pings this host; skipped where the system does not let this user. */
class IcmpProbeTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "preferred_ip_protocol: ip4|127.0.0.1|icmp-ok|4",
                "preferred_ip_protocol: ip4, ttl: 5, dont_fragment: true, payload_size:"
                        + " 100|127.0.0.1|icmp-ttl-ok|4",
                "preferred_ip_protocol: ip6, ip_protocol_fallback: false|::1|icmp6-ok|6",
                "preferred_ip_protocol: ip4, source_ip_address: 127.0.0.1|localhost|icmp-ok|4",
            })
    void reportsWhatThePeerReports(String options, String target, String capture, int version)
            throws Exception {
        String modules = "modules: {m: {prober: icmp, timeout: 5s, icmp: {" + options + "}}}";
        try (Exporters exporters = new Exporters(folder, modules)) {
            String log = exporters.debug(target, "m");
            Assumptions.assumeFalse(log.contains("permi"), "no ICMP socket here: " + log);
            RecordedMetrics found = exporters.probe(target, "m");
            assertTrue(Exporters.succeeded(found), log);
            assertEquals(Exporters.peerFamilies(capture), new TreeSet<>(found.families().keySet()));
            assertEquals(version, value(found, "probe_ip_protocol"));
            assertEquals(64, value(found, "probe_icmp_reply_hop_limit"));
            assertTrue(value(found, "probe_icmp_duration_seconds", "phase", "rtt") > 0);
        }
    }
}
