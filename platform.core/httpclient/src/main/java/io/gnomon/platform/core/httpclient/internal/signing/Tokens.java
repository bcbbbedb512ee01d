package io.gnomon.platform.core.httpclient.internal.signing;

import io.gnomon.platform.core.httpclient.internal.signing.Renewed.Lasting;

import java.io.IOException;
import java.time.Instant;

/** Answers that carry an access token (RFC 6749, 5.1). */
public final class Tokens {
    private Tokens() {}

    /**
     * The token of an answer and its end, which some servers give as a time instead of a length.
     *
     * @throws IOException when there is no token
     */
    public static Lasting<String> read(byte[] json, Instant asked) throws IOException {
        Fields answer = Fields.read(json);
        String token = answer.text("access_token");
        if (token.isEmpty()) {
            throw new IOException("server response missing access_token");
        }
        return new Lasting<>(token, expires(answer, asked));
    }

    private static Instant expires(Fields answer, Instant asked) {
        try {
            if (!answer.text("expires_in").isEmpty()) {
                return asked.plusSeconds(Long.parseLong(answer.text("expires_in")));
            } else if (!answer.text("expires_on").isEmpty()) {
                return Instant.ofEpochSecond(Long.parseLong(answer.text("expires_on")));
            }
            return Instant.MAX;
        } catch (NumberFormatException e) {
            return Instant.MAX;
        }
    }
}
