package io.gnomon.exporters.node.internal.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** How messages of netlink(7) are built and read; all numbers in the byte order of the host. */
final class NetlinkMessage {
    /** struct nlmsghdr. */
    static final int HEADER_BYTES = 16;

    /** NLM_F_REQUEST. */
    static final int REQUEST = 1;

    /** NLM_F_REQUEST and NLM_F_DUMP. */
    static final int DUMP = 0x301;

    /** Bits of an attribute's type that are flags. */
    private static final int TYPE_MASK = 0x3fff;

    private static final int ATTRIBUTE_HEADER_BYTES = 4;

    private NetlinkMessage() {}

    /** A message to the kernel. */
    static byte[] request(int type, int flags, byte[] body) {
        byte[] bytes = new byte[HEADER_BYTES + body.length];
        of(bytes)
                .putInt(0, bytes.length)
                .putShort(4, (short) type)
                .putShort(6, (short) flags)
                .put(HEADER_BYTES, body);
        return bytes;
    }

    /** An attribute, padded to four bytes. */
    static byte[] attribute(int type, byte[] value) {
        byte[] bytes = new byte[padded(ATTRIBUTE_HEADER_BYTES + value.length)];
        of(bytes)
                .putShort(0, (short) (ATTRIBUTE_HEADER_BYTES + value.length))
                .putShort(2, (short) type)
                .put(ATTRIBUTE_HEADER_BYTES, value);
        return bytes;
    }

    /** For reading numbers. */
    static ByteBuffer of(byte[] bytes) {
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
            at += padded(length);
        }
        return attributes;
    }

    private static int padded(int length) {
        return (length + 3) & ~3;
    }
}
