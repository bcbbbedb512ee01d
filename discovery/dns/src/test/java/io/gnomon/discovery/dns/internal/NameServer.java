package io.gnomon.discovery.dns.internal;

import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A name server on the loopback address, over UDP and TCP. */
final class NameServer implements AutoCloseable {
    private final ServerSocket tcp;
    private final DatagramSocket udp;
    private final Map<String, List<Record>> records = new ConcurrentHashMap<>();
    volatile int rcode = Rcode.NXDOMAIN;
    volatile boolean cut;
    volatile boolean silent;

    NameServer() {
        try {
            tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            udp = new DatagramSocket(tcp.getLocalSocketAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serveUdp);
        Thread.ofVirtual().start(this::serveTcp);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) tcp.getLocalSocketAddress();
    }

    /** Records of a name; those of another type than is asked for are left out. */
    void put(String name, Record... of) {
        records.put(name, List.of(of));
    }

    private Message answer(byte[] bytes, boolean whole) throws IOException {
        Message query = new Message(bytes);
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        List<Record> found = records.get(query.getQuestion().getName().toString());
        if (found == null) {
            answer.getHeader().setRcode(rcode);
        } else if (whole) {
            found.forEach(record -> answer.addRecord(record, Section.ANSWER));
        } else {
            answer.getHeader().setFlag(Flags.TC);
        }
        return answer;
    }

    private void serveUdp() {
        try {
            while (true) {
                DatagramPacket in = new DatagramPacket(new byte[4096], 4096);
                udp.receive(in);
                if (!silent) {
                    byte[] out = answer(Arrays.copyOf(in.getData(), in.getLength()), !cut).toWire();
                    udp.send(new DatagramPacket(out, out.length, in.getSocketAddress()));
                }
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serveTcp() {
        try {
            while (true) {
                try (Socket socket = tcp.accept()) {
                    DataInputStream in = new DataInputStream(socket.getInputStream());
                    byte[] bytes = in.readNBytes(in.readUnsignedShort());
                    byte[] out = answer(bytes, true).toWire();
                    DataOutputStream to = new DataOutputStream(socket.getOutputStream());
                    to.writeShort(out.length);
                    to.write(out);
                }
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    @Override
    public void close() {
        udp.close();
        try {
            tcp.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
