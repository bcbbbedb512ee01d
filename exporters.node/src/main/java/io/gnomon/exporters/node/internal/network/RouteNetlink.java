package io.gnomon.exporters.node.internal.network;

import io.gnomon.exporters.node.internal.host.HostFiles;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** How messages of rtnetlink(7) are built and read; all numbers in the byte order of the host. */
final class RouteNetlink {
    /** NETLINK_ROUTE. */
    static final int PROTOCOL = 0;

    /** struct nlmsghdr. */
    static final int HEADER_BYTES = 16;

    /** NLM_F_REQUEST and NLM_F_DUMP. */
    private static final short DUMP = 0x301;

    /** Bits of an attribute's type that are flags. */
    private static final int TYPE_MASK = 0x3fff;

    private static final int ATTRIBUTE_HEADER_BYTES = 4;

    private RouteNetlink() {}

    /** A request of all objects; the body, of so many bytes, is zero: of any family. */
    static byte[] dump(int type, int bodyBytes) {
        byte[] bytes = new byte[HEADER_BYTES + bodyBytes];
        ByteBuffer request = message(bytes);
        request.putInt(0, bytes.length);
        request.putShort(4, (short) type);
        request.putShort(6, DUMP);
        return bytes;
    }

    static ByteBuffer message(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    /** Attributes by type, of those of one type the last. */
    static Map<Integer, ByteBuffer> attributes(ByteBuffer bytes, int from) throws IOException {
        Map<Integer, ByteBuffer> attributes = new HashMap<>();
        int at = from;
        while (at + ATTRIBUTE_HEADER_BYTES <= bytes.limit()) {
            int length = bytes.getShort(at) & 0xffff;
            if (length < ATTRIBUTE_HEADER_BYTES || at + length > bytes.limit()) {
                throw new IOException("netlink answers with an attribute of " + length + " bytes");
            }
            ByteBuffer value =
                    bytes.slice(at + ATTRIBUTE_HEADER_BYTES, length - ATTRIBUTE_HEADER_BYTES);
            attributes.put(bytes.getShort(at + 2) & TYPE_MASK, value.order(bytes.order()));
            at += (length + 3) & ~3;
        }
        return attributes;
    }

    /** Names of the network devices by their numbers. */
    static Map<Integer, String> devices(HostFiles files) throws IOException {
        Map<Integer, String> names = new HashMap<>();
        for (Path device : files.list(files.sys("class/net"), "*")) {
            files.number(device.resolve("ifindex"))
                    .ifPresent(n -> names.put(n.intValue(), HostFiles.name(device)));
        }
        return names;
    }
}
