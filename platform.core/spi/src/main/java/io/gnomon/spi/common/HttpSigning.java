package io.gnomon.spi.common;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.Map;

/**
 * How requests prove to a cloud's services who sends them, besides what {@link HttpSettings} say.
 * The client finds the credentials, renews them before they expire and adds the headers to each
 * request, never to one that a redirect takes to another host. Files that are named are read when
 * credentials are needed, so that they may be rotated.
 */
public sealed interface HttpSigning {
    /**
     * Amazon's signature version 4. Keys come from the first place that has some: these settings,
     * the environment, the shared credentials file, a web identity, the container, the machine.
     *
     * @param service its name in signatures: aps, ec2, sts
     * @param region empty for that of the environment
     * @param accessKey empty for keys of another place
     * @param profile of the shared credentials file, empty for the usual one
     * @param role to assume with those keys, null for none
     * @param fips whether roles are assumed at Amazon's FIPS endpoint
     */
    record Amazon(
            String service,
            String region,
            String accessKey,
            @Nullable Secret secretKey,
            String profile,
            @Nullable Role role,
            boolean fips)
            implements HttpSigning {
        /**
         * A role to assume.
         *
         * @param externalId empty for none
         * @param sessionName how the session is called, empty for our own name
         * @param tags of the session
         */
        public record Role(
                String arn, String externalId, String sessionName, Map<String, String> tags) {}
    }

    /**
     * Tokens of Microsoft's identity platform.
     *
     * @param login URL of the identity service, without a slash at its end
     * @param scope what the token is for, such as {@code https://monitor.azure.com/.default}
     */
    record Azure(String login, String scope, Proof proof) implements HttpSigning {
        /** By what the identity service knows us. */
        public sealed interface Proof {}

        /**
         * The identity that Azure gave this machine.
         *
         * @param clientId which of its identities, empty for its own
         */
        public record ManagedIdentity(String clientId) implements Proof {}

        /** A secret of an application. */
        public record ClientSecret(String tenantId, String clientId, Secret secret)
                implements Proof {}

        /**
         * A token of the cluster that the application trusts.
         *
         * @param tokenFile empty for the one that the environment names
         */
        public record Workload(String tenantId, String clientId, String tokenFile)
                implements Proof {}

        /**
         * A certificate of an application.
         *
         * @param file PEM, or PKCS #12 by its ending .pfx or .p12
         * @param keyFile PEM, empty when the certificate's file has the key
         * @param password of the file or of its key, null for none
         * @param sendChain whether the certificate goes along, for trust by its subject's name
         */
        public record Certificate(
                String tenantId,
                String clientId,
                String file,
                String keyFile,
                @Nullable Secret password,
                boolean sendChain)
                implements Proof {}

        /**
         * What the environment tells of: a secret, a workload's token, or else the machine.
         *
         * @param tenantId empty for that of the environment
         * @param clientId as tenantId
         */
        public record Environment(String tenantId, String clientId) implements Proof {}
    }

    /**
     * Tokens of Google's cloud.
     *
     * @param credentialsFile empty for Google's application default credentials
     * @param scope what the token is for
     */
    record Google(String credentialsFile, String scope) implements HttpSigning {}

    /**
     * Oracle's signatures with the key of a user.
     *
     * @param keyFile PEM
     * @param passphrase of the key, null for none
     */
    record Oracle(
            String tenancy,
            String user,
            String fingerprint,
            String keyFile,
            @Nullable Secret passphrase)
            implements HttpSigning {}

    /**
     * Oracle's signatures as the instance that this machine is.
     *
     * @param region whose identity service is asked
     */
    record OracleInstance(String region) implements HttpSigning {}

    /**
     * Tokens in exchange for a claim that we sign (RFC 7523), with RSA and SHA-512.
     *
     * @param tokenUrl where claims are exchanged
     * @param keyId by which the other side finds the public key
     * @param privateKey PEM
     */
    record SignedClaim(
            URI tokenUrl,
            String keyId,
            String issuer,
            String subject,
            String audience,
            Secret privateKey)
            implements HttpSigning {}
}
