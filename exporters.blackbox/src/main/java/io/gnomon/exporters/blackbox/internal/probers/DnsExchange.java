package io.gnomon.exporters.blackbox.internal.probers;

import io.gnomon.exporters.blackbox.internal.config.DnsModule;
import io.gnomon.exporters.blackbox.internal.config.DnsModule.Transport;

import org.xbill.DNS.Message;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;

/** A question and its answer over UDP, TCP or TLS; any number of threads. */
final class DnsExchange {
    private static final int UDP_BYTES = 65_535;

    private final DnsModule module;
    private final Deadlines deadlines;
    private final Connections connections;

    DnsExchange(DnsModule module, Deadlines deadlines, Connections connections) {
        this.module = module;
        this.deadlines = deadlines;
        this.connections = connections;
    }

    /** How long it took, in nanoseconds, also when it failed. */
    static final class Times {
        private final long start = System.nanoTime();
        private long connected;
        private long ended;

        void connected() {
            connected = System.nanoTime();
        }

        void ended() {
            ended = System.nanoTime();
        }

        long connect() {
            return (connected == 0 ? ended : connected) - start;
        }

        long request() {
            return connected == 0 ? 0 : ended - connected;
        }
    }

    Message ask(Message question, HostPort target, InetAddress address, Probe probe, Times times)
            throws IOException {
        try {
            return module.transportProtocol() == Transport.UDP
                    ? overUdp(question, new InetSocketAddress(address, target.port()), probe, times)
                    : overTcp(question, target, address, probe, times);
        } finally {
            times.ended();
        }
    }

    private Message overUdp(Message question, InetSocketAddress server, Probe probe, Times times)
            throws IOException {
        DatagramSocket socket = new DatagramSocket(connections.source());
        try (Deadlines.Guard guard = deadlines.guard(probe, socket)) {
            return Failure.timed(
                    guard,
                    () -> {
                        socket.connect(server);
                        times.connected();
                        byte[] out = question.toWire();
                        socket.send(new DatagramPacket(out, out.length));
                        DatagramPacket in = new DatagramPacket(new byte[UDP_BYTES], UDP_BYTES);
                        while (true) {
                            socket.receive(in);
                            Message answer =
                                    new Message(Arrays.copyOf(in.getData(), in.getLength()));
                            if (answers(answer, question)) {
                                return answer;
                            }
                        }
                    });
        }
    }

    private Message overTcp(
            Message question, HostPort target, InetAddress address, Probe probe, Times times)
            throws IOException {
        Socket plain = new Socket();
        try (Deadlines.Guard guard = deadlines.guard(probe, plain)) {
            return Failure.timed(
                    guard,
                    () -> {
                        connections.connect(plain, address, target.port(), probe);
                        Socket socket = plain;
                        if (module.dnsOverTls()) {
                            socket = connections.secure(plain, target.host());
                        }
                        times.connected();
                        byte[] bytes = question.toWire();
                        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                        byte[] framed = new byte[bytes.length + 2];
                        framed[0] = (byte) (bytes.length >> 8);
                        framed[1] = (byte) bytes.length;
                        System.arraycopy(bytes, 0, framed, 2, bytes.length);
                        out.write(framed);
                        DataInputStream in = new DataInputStream(socket.getInputStream());
                        byte[] found = new byte[in.readUnsignedShort()];
                        in.readFully(found);
                        Message answer = new Message(found);
                        if (!answers(answer, question)) {
                            throw new IOException("the answer is one to another question");
                        }
                        return answer;
                    });
        }
    }

    private static boolean answers(Message answer, Message question) {
        return answer.getHeader().getID() == question.getHeader().getID();
    }
}
