package io.gnomon.platform.core.httpclient.internal.signing;

import io.gnomon.spi.common.HttpSigning;

/** Makes the signer that settings ask for. */
public final class Signers {
    private Signers() {}

    /** A signer, without I/O. */
    public static Signer of(HttpSigning signing, Surroundings at) {
        return switch (signing) {
            case HttpSigning.Amazon amazon ->
                    new AmazonSigner(
                            amazon,
                            new Renewed<>(
                                    AmazonCredentials.EARLY,
                                    at.clock(),
                                    new AmazonCredentials(amazon, at)::fetch),
                            at.environment(),
                            at.clock());
            case HttpSigning.Azure azure ->
                    Signer.bearer(
                            new Renewed<>(
                                    AzureTokens.EARLY,
                                    at.clock(),
                                    new AzureTokens(azure, at)::fetch));
            case HttpSigning.Google google ->
                    Signer.bearer(
                            new Renewed<>(
                                    GoogleTokens.EARLY,
                                    at.clock(),
                                    new GoogleTokens(google, at)::fetch));
            case HttpSigning.SignedClaim claim ->
                    Signer.bearer(
                            new Renewed<>(
                                    SignedClaims.EARLY,
                                    at.clock(),
                                    new SignedClaims(claim, at)::fetch));
            case HttpSigning.Oracle oracle ->
                    new OracleSigner(timeLeft -> OracleKey.ofUser(oracle), at.clock());
            case HttpSigning.OracleInstance instance ->
                    new OracleSigner(
                            new Renewed<>(
                                            OracleInstance.EARLY,
                                            at.clock(),
                                            new OracleInstance(instance, at)::fetch)
                                    ::get,
                            at.clock());
        };
    }
}
