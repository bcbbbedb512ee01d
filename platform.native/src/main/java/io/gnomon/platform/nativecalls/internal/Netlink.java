package io.gnomon.platform.nativecalls.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Dumps over netlink(7): one request, and messages until one says that it was the last. */
final class Netlink {
    private static final int AF_NETLINK = 16;

    /** struct nlmsghdr: length, type, flags, sequence, port. */
    private static final int HEADER_BYTES = 16;

    private static final int NLMSG_ERROR = 2;
    private static final int NLMSG_DONE = 3;
    private static final int NLM_F_MULTI = 2;

    /** The kernel fills at most 32 KiB for a reader of that size (netlink_dump). */
    private static final int BUFFER_BYTES = 64 * 1024;

    private Netlink() {}

    static List<byte[]> dump(Sockets sockets, int protocol, byte[] request) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int fd = sockets.socket(arena, AF_NETLINK, Sockets.SOCK_RAW, protocol);
            try {
                sockets.send(arena, fd, request, kernel());
                Sockets.Inbox inbox = new Sockets.Inbox(arena, BUFFER_BYTES);
                List<byte[]> messages = new ArrayList<>();
                boolean over = false;
                while (!over) {
                    over = split(sockets.receive(fd, inbox), messages);
                }
                return messages;
            } finally {
                sockets.close(arena, fd);
            }
        }
    }

    /** struct sockaddr_nl of the kernel: port 0, no groups. */
    private static byte[] kernel() {
        ByteBuffer name = ByteBuffer.allocate(12).order(ByteOrder.nativeOrder());
        return name.putShort((short) AF_NETLINK).array();
    }

    /** Adds the messages that were received together; whether the last one was among them. */
    private static boolean split(byte[] received, List<byte[]> messages) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(received).order(ByteOrder.nativeOrder());
        int at = 0;
        boolean multi = received.length > 0;
        while (at + HEADER_BYTES <= received.length) {
            int length = bytes.getInt(at);
            int type = bytes.getShort(at + 4);
            multi = (bytes.getShort(at + 6) & NLM_F_MULTI) != 0;
            if (length < HEADER_BYTES || at + length > received.length) {
                throw new IOException("netlink answers with a message of " + length + " bytes");
            }
            int errno = type == NLMSG_ERROR ? -bytes.getInt(at + HEADER_BYTES) : 0;
            if (errno != 0) {
                throw new IOException(SystemCalls.errorText(errno));
            }
            if (type == NLMSG_DONE || type == NLMSG_ERROR) {
                return true;
            }
            messages.add(Arrays.copyOfRange(received, at, at + length));
            at += (length + 3) & ~3;
        }
        return !multi;
    }
}
