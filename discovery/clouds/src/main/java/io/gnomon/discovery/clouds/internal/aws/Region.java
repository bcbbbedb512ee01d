package io.gnomon.discovery.clouds.internal.aws;

import io.gnomon.discovery.polling.Api;

import java.io.IOException;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Where a section looks when it does not say so. */
final class Region {
    /** The metadata service of each machine of EC2. */
    static final String MACHINE = "http://169.254.169.254";

    private Region() {}

    /**
     * The region of the environment or of the machine, by the second version of its metadata
     * service.
     *
     * @param environment value of a variable, empty when it is not set
     */
    static String find(Api api, UnaryOperator<String> environment, String machine)
            throws IOException, InterruptedException {
        for (String name : new String[] {"AWS_REGION", "AWS_DEFAULT_REGION"}) {
            if (!environment.apply(name).isEmpty()) {
                return environment.apply(name);
            }
        }
        try {
            String token =
                    api.send(
                                    "PUT",
                                    machine + "/latest/api/token",
                                    Map.of("X-aws-ec2-metadata-token-ttl-seconds", "300"),
                                    new byte[0])
                            .text();
            return api.with("X-aws-ec2-metadata-token", token)
                    .get(machine + "/latest/meta-data/placement/region")
                    .text()
                    .strip();
        } catch (IOException e) {
            throw new IOException(
                    "could not determine AWS region: neither the section nor AWS_REGION has one: "
                            + e.getMessage(),
                    e);
        }
    }
}
