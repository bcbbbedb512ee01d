package io.gnomon.discovery.clouds.internal.aws;

import io.gnomon.discovery.polling.Api;

import java.time.InstantSource;

/** Calls of services with the credentials of this process. */
final class Services {
    /** The metadata service of each machine of EC2. */
    private static final String MACHINE = "http://169.254.169.254";

    private Services() {}

    static Query query(String service, Account account, Api api) {
        Credentials credentials =
                new Credentials(
                        account,
                        api,
                        name -> System.getenv().getOrDefault(name, ""),
                        InstantSource.system(),
                        MACHINE);
        return new Query(api, account, credentials, service);
    }
}
