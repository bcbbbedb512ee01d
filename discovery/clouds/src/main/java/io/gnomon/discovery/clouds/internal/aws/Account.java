package io.gnomon.discovery.clouds.internal.aws;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.HttpSigning;
import io.gnomon.spi.common.Secret;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * Whose cloud is asked, as all sections of Amazon's say it.
 *
 * @param endpoint URL of the service, empty for the usual one
 * @param region empty for that of the environment or of the machine
 */
public record Account(
        @Doc("URL of the service, usually that of the region") @Default("") String endpoint,
        @Doc("Usually that of this machine") @Default("") String region,
        @Default("") String accessKey,
        @Nullable Secret secretKey,
        @Doc("Profile of the shared credentials file") @Default("") String profile,
        @Doc("Role to assume") @Default("") String roleArn,
        @Doc("External id to assume the role with") @Default("") String externalId) {

    /** How requests to a service are signed in a region. */
    HttpSigning signing(String service, String inRegion) {
        return new HttpSigning.Amazon(
                service,
                inRegion,
                accessKey,
                secretKey,
                profile,
                roleArn.isEmpty()
                        ? null
                        : new HttpSigning.Amazon.Role(roleArn, externalId, "", Map.of()),
                false);
    }
}
