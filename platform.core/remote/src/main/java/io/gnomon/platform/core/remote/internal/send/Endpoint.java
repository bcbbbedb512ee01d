package io.gnomon.platform.core.remote.internal.send;

import io.gnomon.platform.core.config.RemoteWriteConfig;
import io.gnomon.platform.core.remote.internal.peer.PeerAddress;
import io.gnomon.spi.common.HttpCaller;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;

/** Sends messages to one receiver and understands its answers. Any thread. */
final class Endpoint {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SENTENCE_BYTES = 1024;

    private static final Written NOTHING_SAID = new Written(-1, -1, -1);

    private final HttpCaller caller;
    private final PeerAddress address;
    private final RemoteWriteConfig config;

    /** What became of a message. */
    enum Kind {
        /** The receiver has it. */
        DELIVERED,
        /** It may be sent again. */
        AGAIN,
        /** The receiver will never take all of it. */
        REFUSED
    }

    /**
     * An answer.
     *
     * @param status of HTTP, 0 when none came
     * @param sentence what went wrong, empty when nothing did
     * @param retryAfterMillis how long the receiver wants to be left alone, 0 when it does not say
     * @param written what it says to have written, which only receivers of 2.0 do
     */
    record Answer(Kind kind, int status, String sentence, long retryAfterMillis, Written written) {}

    /** Rows that a receiver of 2.0 says to have written; -1 where it says nothing. */
    record Written(long samples, long histograms, long exemplars) {
        boolean isSaid() {
            return samples >= 0 || histograms >= 0 || exemplars >= 0;
        }
    }

    Endpoint(HttpCaller caller, RemoteWriteConfig config) {
        this.caller = caller;
        this.config = config;
        address = PeerAddress.of(config.url(), config.headers());
    }

    /**
     * Sends a message.
     *
     * @param packed snappy
     * @param attempt how often it was sent before
     */
    Answer send(byte[] packed, int attempt) throws InterruptedException {
        HttpCaller.Request request =
                new HttpCaller.Request(
                        "POST", address.uri(), headers(attempt), packed, config.remoteTimeout());
        try (HttpCaller.Response response = caller.send(request)) {
            byte[] body = response.body().readNBytes(SENTENCE_BYTES);
            return answer(response, new String(body, StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            return new Answer(Kind.AGAIN, 0, String.valueOf(e.getMessage()), 0, NOTHING_SAID);
        }
    }

    private Map<String, String> headers(int attempt) {
        Map<String, String> headers = new HashMap<>(address.headers());
        headers.put("Content-Encoding", "snappy");
        headers.put(
                "Content-Type",
                config.version2()
                        ? "application/x-protobuf;proto=io.prometheus.write.v2.Request"
                        : "application/x-protobuf");
        headers.put("X-Prometheus-Remote-Write-Version", config.version2() ? "2.0.0" : "0.1.0");
        if (attempt > 0) {
            headers.put("Retry-Attempt", Integer.toString(attempt));
        }
        return headers;
    }

    private Answer answer(HttpCaller.Response response, String body) {
        int status = response.status();
        Written written =
                new Written(
                        written(response, "samples"),
                        written(response, "histograms"),
                        written(response, "exemplars"));
        if (status / 100 == 2) {
            return new Answer(Kind.DELIVERED, status, "", 0, written);
        }
        boolean again =
                status / 100 == 5
                        || (status == TOO_MANY_REQUESTS
                                && config.queueConfig().retryOnTooManyRequests());
        return new Answer(
                again ? Kind.AGAIN : Kind.REFUSED,
                status,
                "server returned HTTP status " + status + ": " + body,
                retryAfterMillis(response.header("retry-after")),
                written);
    }

    private static long written(HttpCaller.Response response, String what) {
        String number = response.header("x-prometheus-remote-write-" + what + "-written");
        try {
            return number.isEmpty() ? -1 : Long.parseLong(number);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Seconds or a date (RFC 9110, 10.2.3). */
    static long retryAfterMillis(String header) {
        if (header.isEmpty()) {
            return 0;
        }
        try {
            return header.chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(Integer.parseInt(header)).toMillis()
                    : Math.max(
                            0,
                            Duration.between(
                                            Instant.now(),
                                            ZonedDateTime.parse(
                                                    header, DateTimeFormatter.RFC_1123_DATE_TIME))
                                    .toMillis());
        } catch (NumberFormatException | DateTimeParseException e) {
            return 0;
        }
    }
}
