package io.gnomon.discovery.clouds.internal;

/**
 * Where Oracle's interfaces are.
 *
 * @param compute URL of the interfaces of computers and networks, with %s for the region
 * @param identity URL of the interface of compartments
 * @param machine URL of the metadata service of each machine
 */
record OciCloud(String compute, String identity, String machine) {
    static final OciCloud PUBLIC =
            new OciCloud(
                    "https://iaas.%s.oraclecloud.com",
                    "https://identity.%s.oraclecloud.com", "http://169.254.169.254");
}
