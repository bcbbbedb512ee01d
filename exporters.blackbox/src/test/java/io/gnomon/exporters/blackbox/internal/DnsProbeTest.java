package io.gnomon.exporters.blackbox.internal;

import static io.gnomon.exporters.blackbox.internal.Exporters.succeeded;
import static io.gnomon.exporters.blackbox.internal.Exporters.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.testkit.exporter.RecordedMetrics;
import io.gnomon.platform.testkit.http.ServerKey;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Against a name server on loopback, over UDP, TCP and TLS. */
class DnsProbeTest {
    private static final String ZONE =
            """
            example.test. 300 IN A 127.0.0.7
            example.test. 300 IN A 127.0.0.8
            example.test. 300 IN MX 10 mail.example.test.
            example.test. 300 IN TXT "some text"
            example.test. 300 IN SOA ns.example.test. root.example.test. 2026010101 1 2 3 4
            """;

    @TempDir Path folder;
    private DatagramSocket udp;
    private ScriptedServer tcp;

    @BeforeEach
    void start() throws Exception {
        // First the one whose ports connections have, too: a free one of UDP may be theirs.
        tcp = new ScriptedServer(DnsProbeTest::serve);
        udp = new DatagramSocket(tcp.port(), InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> serve(udp));
    }

    @AfterEach
    void stop() throws Exception {
        udp.close();
        tcp.close();
    }

    private static void serve(DatagramSocket socket) {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[512], 512);
                socket.receive(packet);
                byte[] answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()));
                byte[] other = answer.clone();
                other[0]++; // first one to another question
                for (byte[] each : new byte[][] {other, answer}) {
                    socket.send(new DatagramPacket(each, each.length, packet.getSocketAddress()));
                }
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static void serve(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] answer = answer(in.readNBytes(in.readUnsignedShort()));
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeShort(answer.length);
        out.write(answer);
        in.read();
    }

    private static byte[] answer(byte[] bytes) throws IOException {
        Message question = new Message(bytes);
        Record asked = question.getQuestion();
        Message answer = new Message(question.getHeader().getID());
        Header header = answer.getHeader();
        header.setFlag(Flags.QR);
        if (question.getHeader().getFlag(Flags.RD)) {
            header.setFlag(Flags.RD);
        }
        answer.addRecord(asked, Section.QUESTION);
        Master zone = new Master(new ByteArrayInputStream(ZONE.getBytes(StandardCharsets.UTF_8)));
        boolean exists = false;
        for (Record each = zone.nextRecord(); each != null; each = zone.nextRecord()) {
            exists |= each.getName().equals(asked.getName());
            if (each.getName().equals(asked.getName())
                    && (asked.getType() == Type.ANY || asked.getType() == each.getType())) {
                answer.addRecord(each, Section.ANSWER);
            }
        }
        header.setRcode(exists ? Rcode.NOERROR : Rcode.NXDOMAIN);
        return answer.toWire();
    }

    private RecordedMetrics probe(String options) throws Exception {
        return probe(options, "127.0.0.1:" + udp.getLocalPort());
    }

    private RecordedMetrics probe(String options, String target) throws Exception {
        String modules =
                "modules: {m: {prober: dns, timeout: 3s, dns: {preferred_ip_protocol: ip4, "
                        + options
                        + "}}}";
        try (Exporters exporters = new Exporters(folder, modules)) {
            return exporters.probe(target, "m");
        }
    }

    @ParameterizedTest
    @CsvSource({"tcp, dns-tcp-soa-ok, SOA", "udp, dns-udp-ok, A"})
    void reportsWhatThePeerReports(String transport, String capture, String type) throws Exception {
        RecordedMetrics found =
                probe(
                        "query_name: example.test, query_type: "
                                + type
                                + ", transport_protocol: "
                                + transport);
        assertTrue(succeeded(found));
        assertEquals(Exporters.peerFamilies(capture), new TreeSet<>(found.families().keySet()));
        assertTrue(value(found, "probe_dns_duration_seconds", "phase", "request") > 0);
        if (type.equals("SOA")) {
            assertEquals(2026010101, value(found, "probe_dns_serial"));
        } else {
            assertEquals(2, value(found, "probe_dns_answer_rrs"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "query_type: ANY|1",
                "query_type: A, validate_answer_rrs: {fail_if_matches_regexp: ['127.0.0.8$']}|0",
                "query_type: A, validate_answer_rrs: {fail_if_matches_regexp: ['127.0.0.9$']}|1",
                "query_type: A, validate_answer_rrs: {fail_if_not_matches_regexp: ['0.7$']}|0",
                "query_type: A, validate_answer_rrs: {fail_if_none_matches_regexp: ['0.7$']}|1",
                "query_type: A, validate_answer_rrs: {fail_if_none_matches_regexp: ['0.9$']}|0",
                "query_type: A, validate_answer_rrs: {fail_if_all_match_regexp: ['0.7$']}|0",
                "query_type: A, validate_answer_rrs: {fail_if_all_match_regexp: ['127']}|1",
                "query_type: A, validate_authority_rrs: {fail_if_not_matches_regexp: [a]}|0",
                "query_type: AAAA|1",
                "query_type: A, recursion_desired: false|1",
            })
    void looksAtTheRecords(String options, int success) throws Exception {

        assertEquals(
                success,
                value(probe("query_name: example.test, " + options), "probe_success"),
                options);
    }

    @Test
    void writesRecordsAsThePeerDoes() throws Exception {
        assertTrue(
                succeeded(
                        probe(
                                "query_name: example.test, query_type: MX, validate_answer_rrs:"
                                        + " {fail_if_not_matches_regexp:"
                                        + " [\"^example.test.\\t300\\tIN\\tMX\\t10"
                                        + " mail.example.test.$\"]}")));
    }

    @Test
    void looksAtTheCode() throws Exception {
        RecordedMetrics none = probe("query_name: none.test");
        assertFalse(succeeded(none));
        assertEquals(1, value(none, "probe_dns_query_succeeded"));
        assertTrue(succeeded(probe("query_name: none.test, valid_rcodes: [NXDOMAIN]")));
    }

    @Test
    void asksOverTls() throws Exception {
        SSLContext context = ServerKey.in(folder).context();
        ScriptedServer.Script script =
                socket -> {
                    SSLSocket secured =
                            (SSLSocket) context.getSocketFactory().createSocket(socket, null, true);
                    secured.setUseClientMode(false);
                    serve(secured);
                };
        try (ScriptedServer server = new ScriptedServer(script)) {
            String options =
                    "query_name: example.test, transport_protocol: tcp, dns_over_tls: true,"
                            + " tls_config: {insecure_skip_verify: ";
            assertTrue(succeeded(probe(options + "true}", server.address())));
            assertFalse(succeeded(probe(options + "false}", server.address())));
        }
    }

    @Test
    void nobodyAnswers() throws Exception {
        udp.close();
        RecordedMetrics found = probe("query_name: example.test");
        assertFalse(succeeded(found));
        assertEquals(0, value(found, "probe_dns_query_succeeded"));
    }
}
