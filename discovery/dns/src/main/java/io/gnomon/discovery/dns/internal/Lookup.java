package io.gnomon.discovery.dns.internal;

import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;

/**
 * Asks name servers: RFC 1035 over UDP, over TCP when the answer is cut, with EDNS0 (RFC 6891).
 * Blocks; a virtual thread's interrupt ends it.
 */
final class Lookup {
    private static final int TIMEOUT_MILLIS = 2000;
    private static final int UDP_BYTES = 4096;

    private final Configuration configuration;

    /** Where the servers are, read for each lookup. */
    interface Configuration {
        ResolvConf read() throws IOException;
    }

    Lookup(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * Records of the first of the names that a name may mean that exists; none when all servers
     * agree that none does.
     *
     * @throws IOException when it cannot be known
     */
    List<Record> find(String name, String type) throws IOException {
        ResolvConf config = configuration.read();
        boolean allKnown = true;
        for (String candidate : config.candidates(name)) {
            Message answer = ask(config.servers(), candidate, Type.value(type));
            if (answer == null) {
                allKnown = false;
            } else if (answer.getRcode() == Rcode.NOERROR) {
                return answer.getSection(Section.ANSWER);
            }
        }
        if (allKnown) {
            return List.of();
        }
        throw new IOException(
                "could not resolve \"%s\": all servers responded with errors to at least one search domain"
                        .formatted(name));
    }

    /** An answer that says whether the name exists, from any server; null when there is none. */
    private static @Nullable Message ask(List<InetSocketAddress> servers, String name, int type)
            throws IOException {
        for (InetSocketAddress server : servers) {
            try {
                Message query =
                        Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN));
                Message answer = overUdp(server, query);
                if (answer.getHeader().getFlag(Flags.TC)) {
                    answer = overTcp(server, query);
                }
                int code = answer.getRcode();
                if (code == Rcode.NOERROR || code == Rcode.NXDOMAIN) {
                    return answer;
                }
            } catch (IOException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
        }
        return null;
    }

    private static Message overUdp(InetSocketAddress server, Message query) throws IOException {
        Message extended = query.clone();
        extended.addRecord(new OPTRecord(UDP_BYTES, 0, 0), Section.ADDITIONAL);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            byte[] out = extended.toWire();
            socket.send(new DatagramPacket(out, out.length));
            long deadline = System.nanoTime() + TIMEOUT_MILLIS * 1_000_000L;
            while (true) {
                DatagramPacket in = new DatagramPacket(new byte[UDP_BYTES], UDP_BYTES);
                socket.receive(in);
                Message answer = new Message(Arrays.copyOf(in.getData(), in.getLength()));
                if (answers(answer, query)) {
                    return answer;
                }
                if (System.nanoTime() > deadline) {
                    throw new IOException("no answer to this question came");
                }
            }
        }
    }

    private static Message overTcp(InetSocketAddress server, Message query) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server, TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            byte[] question = query.toWire();
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeShort(question.length);
            out.write(question);
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] bytes = new byte[in.readUnsignedShort()];
            in.readFully(bytes);
            Message answer = new Message(bytes);
            if (!answers(answer, query) || answer.getHeader().getFlag(Flags.TC)) {
                throw new IOException("the answer over TCP is another one or is cut");
            }
            return answer;
        }
    }

    private static boolean answers(Message answer, Message query) {
        return answer.getHeader().getID() == query.getHeader().getID()
                && query.getQuestion().equals(answer.getQuestion());
    }
}
