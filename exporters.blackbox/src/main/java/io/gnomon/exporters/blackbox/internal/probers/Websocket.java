package io.gnomon.exporters.blackbox.internal.probers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;

/**
 * The client's end of a WebSocket (RFC 6455, section 5) after the upgrade, without extensions. One
 * thread, which blocks.
 */
final class Websocket implements AutoCloseable {
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int MASK_LENGTH = 4;
    private static final int MESSAGE_MAX = 1 << 20;
    private static final byte[] NORMAL_CLOSURE = {0x03, (byte) 0xE8};
    private static final SecureRandom RANDOM = new SecureRandom();

    private final DataInputStream in;
    private final DataOutputStream out;

    Websocket(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = new DataOutputStream(new BufferedOutputStream(out));
    }

    /**
     * The next message, of text or bytes; answers pings meanwhile.
     *
     * @throws IOException when the server closes, breaks the protocol, or sends more than 1 MiB
     */
    String receive() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        boolean begun = false;
        while (true) {
            int head = in.readUnsignedByte();
            byte[] payload = payload(message.size());
            int kind = head & 0x0F;
            switch (kind) {
                case PING -> write(PONG, payload);
                case PONG -> {}
                case CLOSE -> throw new EOFException("websocket: close " + reason(payload));
                case TEXT, BINARY, CONTINUATION -> {
                    if (begun != (kind == CONTINUATION)) {
                        throw new IOException("websocket: a message is not ended, or not begun");
                    }
                    begun = true;
                    message.writeBytes(payload);
                    if ((head & FIN) != 0) {
                        return message.toString(UTF_8);
                    }
                }
                default -> throw new IOException("websocket: unknown kind of frame " + kind);
            }
        }
    }

    private byte[] payload(int before) throws IOException {
        int second = in.readUnsignedByte();
        if ((second & MASKED) != 0) {
            throw new IOException("websocket: the server masks its frames");
        }
        long length =
                switch (second) {
                    case LENGTH_16 -> in.readUnsignedShort();
                    case LENGTH_64 -> in.readLong();
                    default -> second;
                };
        if (length < 0 || length > MESSAGE_MAX - before) {
            throw new IOException("websocket: a message is longer than " + MESSAGE_MAX + " bytes");
        }
        byte[] payload = new byte[(int) length];
        in.readFully(payload);
        return payload;
    }

    /** Code and text of a closing frame (RFC 6455, 5.5.1); 1005 stands for none. */
    private static String reason(byte[] payload) {
        if (payload.length < 2) {
            return "1005";
        }
        int code = ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
        return (code + " " + new String(payload, 2, payload.length - 2, UTF_8)).strip();
    }

    /** Sends a message of text. */
    void send(String text) throws IOException {
        write(TEXT, Dialogue.bytes(text));
    }

    private void write(int kind, byte[] payload) throws IOException {
        byte[] mask = new byte[MASK_LENGTH];
        RANDOM.nextBytes(mask);
        out.writeByte(FIN | kind);
        if (payload.length < LENGTH_16) {
            out.writeByte(MASKED | payload.length);
        } else if (payload.length <= 0xFFFF) {
            out.writeByte(MASKED | LENGTH_16);
            out.writeShort(payload.length);
        } else {
            out.writeByte(MASKED | LENGTH_64);
            out.writeLong(payload.length);
        }
        out.write(mask);
        byte[] masked = new byte[payload.length];
        for (int i = 0; i < payload.length; i++) {
            masked[i] = (byte) (payload[i] ^ mask[i % MASK_LENGTH]);
        }
        out.write(masked);
        out.flush();
    }

    /** Says that it ends; the connection below stays the caller's to close. */
    @Override
    public void close() {
        try {
            write(CLOSE, NORMAL_CLOSURE);
        } catch (IOException e) {
            // The server has gone: nobody is left to be told.
        }
    }
}
