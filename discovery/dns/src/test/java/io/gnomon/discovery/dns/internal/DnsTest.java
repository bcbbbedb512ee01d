package io.gnomon.discovery.dns.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.testkit.discovery.Asking;
import io.gnomon.platform.testkit.discovery.DiscoveryContractTest;
import io.gnomon.platform.testkit.discovery.PeerSections;
import io.gnomon.spi.discovery.Discovery;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.discovery.TargetGroup;
import io.gnomon.spi.settings.SettingsException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TextParseException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class DnsTest extends DiscoveryContractTest<Dns.Settings> {
    private static final Asking ASK = new Asking(new RecordBinder());

    private final NameServer server = new NameServer();
    private List<InetSocketAddress> servers = List.of(server.address());
    private List<String> search = List.of();
    private int next;

    @AfterEach
    void stop() {
        server.close();
    }

    /** The discovery with another resolv.conf. */
    private final class Here implements DiscoveryFactory<Dns.Settings> {
        private final Dns real = new Dns();

        @Override
        public String name() {
            return real.name();
        }

        @Override
        public Class<Dns.Settings> settings() {
            return real.settings();
        }

        @Override
        public Discovery create(Dns.Settings settings) {
            return new DnsDiscovery(settings, new Lookup(() -> new ResolvConf(servers, search, 1)));
        }
    }

    @Override
    protected DiscoveryFactory<Dns.Settings> factory() {
        return new Here();
    }

    @Override
    protected Dns.Settings settings() throws Exception {
        change();
        return ASK.settings(factory(), "{names: [_http._tcp.example.org]}");
    }

    @Override
    protected void change() throws Exception {
        server.put("_http._tcp.example.org.", srv("h" + next++ + ".example.org.", 80));
    }

    @Override
    protected void breakIt() {
        server.put("other.");
        server.rcode = Rcode.SERVFAIL;
        servers = List.of();
    }

    private static Name name(String text) throws TextParseException {
        return Name.fromString(text);
    }

    private static Record srv(String target, int port) throws TextParseException {
        return new SRVRecord(
                name("_http._tcp.example.org."), DClass.IN, 60, 0, 0, port, name(target));
    }

    private static Record a(String address) throws TextParseException, UnknownHostException {
        return new ARecord(name("web.local."), DClass.IN, 60, InetAddress.getByName(address));
    }

    private List<Labels> targets(String section) throws Exception {
        List<TargetGroup> groups = ASK.once(factory(), section);
        assertEquals(1, groups.size());
        return groups.get(0).targets();
    }

    @TestFactory
    Stream<DynamicTest> sectionsOfThePeersFiles() throws Exception {
        return PeerSections.of(new RecordBinder(), new Dns(), Map.of());
    }

    @Test
    void srvRecordsNameHostAndPort() throws Exception {
        server.put("_http._tcp.example.org.", srv("b.example.org.", 81), srv("a.example.org.", 80));
        assertEquals(
                List.of(
                        Labels.of(
                                "__address__", "a.example.org:80",
                                "__meta_dns_name", "_http._tcp.example.org",
                                "__meta_dns_srv_record_port", "80",
                                "__meta_dns_srv_record_target", "a.example.org."),
                        Labels.of(
                                "__address__", "b.example.org:81",
                                "__meta_dns_name", "_http._tcp.example.org",
                                "__meta_dns_srv_record_port", "81",
                                "__meta_dns_srv_record_target", "b.example.org.")),
                targets("{names: [_http._tcp.example.org]}"));
    }

    @Test
    void addressesGetThePortOfTheSettings() throws Exception {
        server.put(
                "web.local.",
                new CNAMERecord(name("web.local."), DClass.IN, 60, name("x.local.")),
                a("10.0.0.1"));
        assertEquals(
                List.of(Labels.of("__address__", "10.0.0.1:8080", "__meta_dns_name", "web.local")),
                targets("{names: [web.local], type: a, port: 8080}"));
        server.put(
                "web.local.",
                new AAAARecord(
                        name("web.local."),
                        DClass.IN,
                        60,
                        InetAddress.getByName("2001:db8:0:0:1:0:0:1")));
        assertEquals(
                List.of(
                        Labels.of(
                                "__address__",
                                "[2001:db8::1:0:0:1]:1",
                                "__meta_dns_name",
                                "web.local")),
                targets("{names: [web.local], type: AAAA, port: 1}"));
    }

    @Test
    void mailAndNameServersAreTargets() throws Exception {
        server.put(
                "example.org.",
                new MXRecord(name("example.org."), DClass.IN, 60, 10, name("mail.example.org.")),
                new NSRecord(name("example.org."), DClass.IN, 60, name("ns.example.org.")));
        assertEquals(
                List.of(
                        Labels.of(
                                "__address__", "mail.example.org:25",
                                "__meta_dns_mx_record_target", "mail.example.org.",
                                "__meta_dns_name", "example.org"),
                        Labels.of(
                                "__address__", "ns.example.org:25",
                                "__meta_dns_name", "example.org",
                                "__meta_dns_ns_record_target", "ns.example.org.")),
                targets("{names: [example.org], type: MX, port: 25}"));
    }

    @Test
    void anAnswerThatIsCutIsAskedForOverTcp() throws Exception {
        server.cut = true;
        server.put("web.local.", a("10.0.0.1"), a("10.0.0.2"));
        assertEquals(2, targets("{names: [web.local.], type: A, port: 1}").size());
    }

    @Test
    void namesAreTriedInTheSearchDomains() throws Exception {
        search = List.of("wrong.local", "local");
        server.put("web.local.", a("10.0.0.1"));
        assertEquals(1, targets("{names: [web], type: A, port: 1}").size());
    }

    @Test
    void theNextServerIsAskedWhenOneDoesNotKnow() throws Exception {
        try (NameServer broken = new NameServer()) {
            broken.rcode = Rcode.SERVFAIL;
            servers = List.of(broken.address(), server.address());
            server.put("web.local.", a("10.0.0.1"));
            assertEquals(1, targets("{names: [web.local], type: A, port: 1}").size());
        }
    }

    @Test
    void aNameThatDoesNotExistHasNoTargetsAndOneThatNobodyKnowsKeepsThem() throws Exception {
        assertEquals(List.of(), targets("{names: [web.local], type: A, port: 1}"));
        server.put("web.local.", a("10.0.0.1"));
        server.put("db.local.", a("10.0.0.2"));
        try (Discovery discovery =
                factory()
                        .create(
                                ASK.settings(
                                        factory(),
                                        "{names: [web.local, db.local], type: A, port: 1}"))) {
            List<TargetGroup> both = discovery.refresh().groups();
            assertEquals(2, both.size());
            servers = List.of();
            assertThrows(IOException.class, discovery::refresh);
            servers = List.of(server.address());
            assertEquals(both, discovery.refresh().groups());
        }
    }

    @Test
    void resolvConfIsRead(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("resolv.conf");
        Files.writeString(
                file,
                """
                # a comment
                domain other.example
                search a.example b.example.   ; the last one counts
                nameserver 127.0.0.53
                nameserver ::1
                options edns0 ndots:2 trust-ad
                sortlist 130.155.160.0
                """);
        ResolvConf config = ResolvConf.read(file, 5353);
        assertEquals(
                List.of(
                        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.53"), 5353),
                        new InetSocketAddress(InetAddress.ofLiteral("::1"), 5353)),
                config.servers());
        assertEquals(List.of("x.y.a.example.", "x.y.b.example.", "x.y."), config.candidates("x.y"));
        assertEquals(
                List.of("x.y.z.", "x.y.z.a.example.", "x.y.z.b.example."),
                config.candidates("x.y.z"));
        assertEquals(List.of("x."), config.candidates("x."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{names: [a], type: A}", "{names: [a], type: TXT, port: 1}"})
    void settingsWantNamesATypeAndAPort(String section) {
        assertThrows(SettingsException.class, () -> ASK.settings(factory(), section));
    }
}
