package io.gnomon.platform.core.remote.internal.write;

import io.gnomon.platform.core.remote.internal.intake.Refusal;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The two messages of remote write and how a request names its own. Sentences are those of
 * prometheus/prometheus, storage/remote/write_handler.go and config/config.go.
 */
enum MessageType {
    V1("prometheus.WriteRequest"),
    V2("io.prometheus.write.v2.Request");

    private static final String MEDIA_TYPE = "application/x-protobuf";

    private final String text;

    MessageType(String text) {
        this.text = text;
    }

    /** Reads the Content-Type; a request without one has 1.0. */
    static MessageType of(String contentType) throws Refusal {
        if (contentType.isBlank()) {
            return V1;
        }
        String[] parts = contentType.strip().split(";", -1);
        if (!parts[0].strip().equals(MEDIA_TYPE)) {
            throw new Refusal(
                    415,
                    "expected "
                            + MEDIA_TYPE
                            + " as the first (media) part, got "
                            + contentType
                            + " content-type");
        }
        for (String part : Arrays.asList(parts).subList(1, parts.length)) {
            String[] pair = part.strip().split("=", -1);
            if (pair.length != 2) {
                throw new Refusal(
                        415,
                        "as per https://www.rfc-editor.org/rfc/rfc9110#parameter expected"
                                + " parameters to be key-values, got "
                                + part
                                + " in "
                                + contentType
                                + " content-type");
            }
            if (pair[0].equals("proto")) {
                for (MessageType type : values()) {
                    if (type.text.equals(pair[1])) {
                        return type;
                    }
                }
                throw new Refusal(
                        415,
                        "got "
                                + contentType
                                + " content type; unknown type for remote write protobuf message "
                                + pair[1]
                                + ", supported: "
                                + list(EnumSet.allOf(MessageType.class)));
            }
        }
        return V1;
    }

    /** Refuses a message that this server does not take. */
    void requireIn(Set<MessageType> accepted) throws Refusal {
        if (!accepted.contains(this)) {
            throw new Refusal(
                    415,
                    text
                            + " protobuf message is not accepted by this server; accepted "
                            + list(accepted));
        }
    }

    /**
     * The messages of the flag {@code --web.remote-write-receiver.accepted-protobuf-messages}; all
     * when it is empty.
     *
     * @throws IllegalArgumentException when it names another
     */
    static Set<MessageType> accepted(String flag) {
        Set<MessageType> accepted = EnumSet.noneOf(MessageType.class);
        for (String name : flag.split(",", -1)) {
            if (!name.isBlank()) {
                accepted.add(named(name.strip()));
            }
        }
        return accepted.isEmpty() ? EnumSet.allOf(MessageType.class) : accepted;
    }

    private static MessageType named(String name) {
        for (MessageType type : values()) {
            if (type.text.equals(name)) {
                return type;
            }
        }
        throw new IllegalArgumentException(
                "--web.remote-write-receiver.accepted-protobuf-messages: \""
                        + name
                        + "\" is no message of remote write; valid are "
                        + list(EnumSet.allOf(MessageType.class)));
    }

    private static String list(Set<MessageType> types) {
        return types.stream().map(t -> t.text).collect(Collectors.joining(", "));
    }
}
