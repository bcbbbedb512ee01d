package io.gnomon.platform.core.httpclient.internal.signing;

import io.gnomon.platform.core.httpclient.internal.signing.Renewed.Lasting;
import io.gnomon.platform.core.httpclient.internal.tls.Pem;
import io.gnomon.spi.common.HttpSigning.SignedClaim;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Tokens in exchange for claims that we sign (RFC 7523, 2.1). */
final class SignedClaims {
    static final Duration EARLY = Duration.ofMinutes(1);
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final long CLAIM_SECONDS = 600;

    private final SignedClaim settings;
    private final Surroundings at;

    SignedClaims(SignedClaim settings, Surroundings at) {
        this.settings = settings;
        this.at = at;
    }

    Lasting<String> fetch(Duration timeLeft) throws IOException, InterruptedException {
        Instant asked = at.clock().instant();
        String claims =
                "{\"iss\":%s,\"sub\":%s,\"aud\":%s,\"jti\":\"%s\",\"iat\":%d,\"exp\":%d}"
                        .formatted(
                                Fields.quoted(settings.issuer()),
                                Fields.quoted(settings.subject()),
                                Fields.quoted(settings.audience()),
                                UUID.randomUUID(),
                                asked.getEpochSecond(),
                                asked.getEpochSecond() + CLAIM_SECONDS);
        String header = ",\"kid\":" + Fields.quoted(settings.keyId());
        String claim;
        try {
            claim =
                    Jwt.RS512.signed(
                            header,
                            claims,
                            Pem.privateKey(settings.privateKey().reveal(), "the private key", ""));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        return exchange(at.outside(), settings.tokenUrl().toString(), claim, asked, timeLeft);
    }

    static Lasting<String> exchange(
            Asking asking, String url, String claim, Instant asked, Duration timeLeft)
            throws IOException, InterruptedException {
        return Tokens.read(
                asking.form(
                        url, Asking.parameters("grant_type", GRANT, "assertion", claim), timeLeft),
                asked);
    }
}
