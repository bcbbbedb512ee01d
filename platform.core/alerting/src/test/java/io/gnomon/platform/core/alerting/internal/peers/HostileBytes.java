package io.gnomon.platform.core.alerting.internal.peers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jgroups.Version;
import org.jgroups.stack.IpAddress;
import org.jgroups.util.ByteArrayDataOutputStream;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What a stranger may send to the port of the cluster. */
public final class HostileBytes {
    private static final byte[] COOKIE = {'b', 'e', 'l', 'a'};

    private HostileBytes() {}

    /** Sends all of it, on connections that partly stay open meanwhile. */
    public static void sendTo(InetSocketAddress place) throws IOException {
        Random random = new Random(1);
        List<Socket> open = new ArrayList<>();
        try {
            for (byte[] bytes : all(random)) {
                Socket socket = new Socket(place.getAddress(), place.getPort());
                open.add(socket);
                try {
                    OutputStream out = socket.getOutputStream();
                    out.write(bytes);
                    out.flush();
                } catch (IOException e) {
                    // It was shown the door while it spoke.
                }
                if (random.nextBoolean()) {
                    socket.close();
                }
            }
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    private static List<byte[]> all(Random random) throws IOException {
        List<byte[]> all = new ArrayList<>();
        all.add(new byte[0]);
        all.add("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
        all.add(COOKIE);
        for (int i = 0; i < 20; i++) {
            byte[] noise = new byte[random.nextInt(5_000)];
            random.nextBytes(noise);
            all.add(noise);
            all.add(behindGreeting(noise.length, noise));
        }
        all.add(behindGreeting(Integer.MAX_VALUE, new byte[100]));
        all.add(behindGreeting(Integer.MIN_VALUE, new byte[100]));
        for (byte type = 0; type < 12; type++) {
            byte[] message = new byte[200];
            random.nextBytes(message);
            ByteArrayDataOutputStream out = new ByteArrayDataOutputStream(300);
            out.writeShort(Version.version);
            out.writeByte(0);
            out.writeShort(type);
            out.write(message);
            all.add(behindGreeting(out.position(), out.buffer()));
        }
        return all;
    }

    /** What JGroups reads as coming from a member of its kind. */
    private static byte[] behindGreeting(int length, byte[] bytes) throws IOException {
        IpAddress from = new IpAddress("127.0.0.1", 1);
        ByteArrayDataOutputStream out = new ByteArrayDataOutputStream(bytes.length + 100);
        out.write(COOKIE);
        out.writeShort(Version.version);
        out.writeShort(from.serializedSize());
        from.writeTo(out);
        out.writeInt(length);
        out.write(bytes, 0, length > 0 && length < bytes.length ? length : bytes.length);
        return Arrays.copyOf(out.buffer(), out.position());
    }
}
