package io.gnomon.discovery.clouds.internal.aws;

import io.gnomon.spi.common.Secret;

import org.jspecify.annotations.Nullable;

/**
 * Whose cloud is asked, as the sections say it.
 *
 * @param endpoint URL of the service, empty for the usual one
 * @param region empty for that of the environment or of the machine
 */
record Account(
        String endpoint,
        String region,
        String accessKey,
        @Nullable Secret secretKey,
        String profile,
        String roleArn,
        String externalId) {}
