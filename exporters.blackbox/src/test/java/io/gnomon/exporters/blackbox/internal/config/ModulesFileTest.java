package io.gnomon.exporters.blackbox.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.spi.settings.SettingsException;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

class ModulesFileTest {
    private static ModulesFile read(String text) throws SettingsException {
        return ModulesFile.read(new RecordBinder(), "b.yml", text, null);
    }

    private static ModulesFile read(Path file) throws IOException, SettingsException {
        return ModulesFile.read(new RecordBinder(), file.toString(), Files.readString(file), null);
    }

    private static String refusal(String text) {
        return String.valueOf(assertThrows(SettingsException.class, () -> read(text)).getMessage());
    }

    @TestFactory
    List<DynamicTest> thePeersGoodFilesLoad() {
        Path folder = PeerData.folder("exporters/blackbox");
        return Stream.of(
                        "blackbox.yml",
                        "example.yml",
                        "loopback-modules-0.23.yml",
                        "config/blackbox-good.yml")
                .map(name ->
                        DynamicTest.dynamicTest(
                                name,
                                () -> assertFalse(read(folder.resolve(name)).modules().isEmpty())))
                .toList();
    }

    @TestFactory
    List<DynamicTest> thePeersBadFilesAreRefusedWithThePlace() throws IOException {
        Path folder = PeerData.folder("exporters/blackbox/config");
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> bad = files.filter(f -> !f.toString().contains("good")).toList();
            assertTrue(bad.size() > 20, bad::toString);
            return bad.stream()
                    .map(file ->
                            DynamicTest.dynamicTest(
                                    String.valueOf(file.getFileName()),
                                    () -> {
                                        String message =
                                                String.valueOf(
                                                        assertThrows(
                                                                        SettingsException.class,
                                                                        () -> read(file))
                                                                .getMessage());
                                        assertTrue(
                                                message.matches("(?s).*\\.yml:[0-9]+:[0-9]+: .+"),
                                                message);
                                    }))
                    .toList();
        }
    }

    @Test
    void whatCannotBeDoneHereIsRefusedByModule() throws Exception {
        ModulesFile peers = read(PeerData.folder("exporters/blackbox").resolve("blackbox.yml"));
        assertTrue(peers.refusals().containsKey("http_3xx"));
        String refusal = String.valueOf(peers.refusals().get("http_3xx"));
        assertTrue(refusal.contains("blackbox.yml:65:3: the module \"http_3xx\""), refusal);
        assertTrue(refusal.endsWith("Java 25 has no client for HTTP/3"), refusal);

        ModulesFile example = read(PeerData.folder("exporters/blackbox").resolve("example.yml"));
        assertTrue(example.refusals().containsKey("http_json_cel_match"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{prober: ftp}|b.yml:1:23: prober: \"ftp\" is unknown; valid: http, tcp",
                "{prober: http, timeout: 5}|b.yml:1:38: timeout",
                "{prober: http, http: {methd: GET}}|b.yml:1:36: unknown key \"methd\"",
                "{prober: tcp, tcp: {query_response: [{expect: ':['}]}}|b.yml:1:60: expect: error"
                        + " parsing regexp",
                "{prober: tcp, tcp: {source_ip_address: here}}|b.yml:1:33: source_ip_address"
                        + " \"here\" is not an IP address",
                "{prober: dns}|b.yml:1:14: dns.query_name must be set",
                "{prober: icmp, icmp: {ttl: 256}}|b.yml:1:41: ttl must be 0 to 255, not 256",
                "{prober: http, http: {compression: gzip, headers: {accept-encoding: 'br, *;q=0'}}}"
                        + "|b.yml:1:35: the header Accept-Encoding \"br, *;q=0\" does not accept",
            })
    void mistakesHaveAPlaceAndAReason(String module, String message) {
        String refusal = refusal("modules: {m: " + module + "}");
        assertTrue(refusal.startsWith(message), refusal);
    }

    @Test
    void defaultsAreThePeers() throws Exception {
        ProbeModule module =
                Objects.requireNonNull(
                        read("modules: {m: {prober: dns, timeout: 5s, dns: {query_name: a.test}}}")
                                .modules()
                                .get("m"));
        assertEquals(Duration.ofSeconds(5), module.timeout());
        assertEquals(IpProtocol.IP6, module.http().preferredIpProtocol());
        assertTrue(module.http().ipProtocolFallback());
        assertTrue(module.http().followsRedirects());
        assertEquals("GET", module.http().method());
        assertEquals(64, module.icmp().ttl());
        DnsModule dns = Objects.requireNonNull(module.dns());
        assertEquals("ANY", dns.queryType());
        assertEquals(List.of("NOERROR"), dns.validRcodes());
        assertTrue(dns.recursionDesired());
    }

    @Test
    void bytesThatAreNoTextAreKept() throws Exception {
        ModulesFile file = read(PeerData.folder("exporters/blackbox").resolve("blackbox.yml"));
        QueryStep first =
                Objects.requireNonNull(file.modules().get("postgresql"))
                        .tcp()
                        .queryResponse()
                        .getFirst();
        assertEquals("\0\0\0\b\u0004\uDCD2\u0016/", first.send());
    }

    @Test
    void secretsAreNotShown() throws Exception {
        ModulesFile file =
                read(
                        """
                        modules:
                          m:
                            prober: http
                            http:
                              basic_auth: {username: u, password: hush}
                              proxy_url: http://a:hush@b/
                        """);
        String shown = String.valueOf(file.shown().get("m"));
        assertFalse(shown.contains("hush"), shown);
        assertTrue(shown.contains("username: u"), shown);
    }
}
