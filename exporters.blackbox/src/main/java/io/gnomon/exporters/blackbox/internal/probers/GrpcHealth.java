package io.gnomon.exporters.blackbox.internal.probers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;

/**
 * Messages of grpc.health.v1 (grpc/doc/health-checking.md): one field each, so that no library is
 * needed. In front of a message gRPC has a flag for compression and its length.
 */
final class GrpcHealth {
    static final String SERVING = "SERVING";
    static final String SERVICE_UNKNOWN = "SERVICE_UNKNOWN";

    /** By number. */
    static final List<String> STATES = List.of("UNKNOWN", SERVING, "NOT_SERVING", SERVICE_UNKNOWN);

    static final int DEADLINE_EXCEEDED = 4;
    static final int NOT_FOUND = 5;
    static final int UNAVAILABLE = 14;

    /** Field 1, length-delimited: HealthCheckRequest.service. */
    private static final int SERVICE = (1 << 3) | 2;

    /** Field 1, varint: HealthCheckResponse.status. */
    private static final int STATUS = 1 << 3;

    private GrpcHealth() {}

    static byte[] request(String service) {
        byte[] name = service.getBytes(UTF_8);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        if (name.length > 0) {
            message.write(SERVICE);
            int length = name.length;
            while (length > 0x7F) {
                message.write((length & 0x7F) | 0x80);
                length >>>= 7;
            }
            message.write(length);
            message.writeBytes(name);
        }
        ByteArrayOutputStream framed = new ByteArrayOutputStream();
        framed.write(0);
        for (int shift = 24; shift >= 0; shift -= 8) {
            framed.write(message.size() >> shift);
        }
        framed.writeBytes(message.toByteArray());
        return framed.toByteArray();
    }

    /**
     * The state that an answer tells.
     *
     * @throws IOException when it is no answer
     */
    static String answer(byte[] framed) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(framed));
        if (in.readUnsignedByte() != 0) {
            throw new IOException("the answer is compressed, which was not asked for");
        }
        int length = in.readInt();
        if (length == 0) {
            return STATES.getFirst();
        }
        if (length != in.available() || in.readUnsignedByte() != STATUS) {
            throw new IOException("the answer is not one to a health check");
        }
        int state = in.readUnsignedByte();
        if (state >= STATES.size()) {
            throw new IOException("the answer tells the state " + state + ", which is unknown");
        }
        return STATES.get(state);
    }
}
