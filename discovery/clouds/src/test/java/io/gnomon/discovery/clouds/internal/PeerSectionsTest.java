package io.gnomon.discovery.clouds.internal;

import io.gnomon.discovery.clouds.internal.aws.Aws;
import io.gnomon.discovery.clouds.internal.aws.Ec2;
import io.gnomon.discovery.clouds.internal.aws.Ecs;
import io.gnomon.discovery.clouds.internal.aws.ElastiCache;
import io.gnomon.discovery.clouds.internal.aws.Lightsail;
import io.gnomon.discovery.clouds.internal.aws.Msk;
import io.gnomon.discovery.clouds.internal.aws.Rds;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.testkit.discovery.PeerSections;
import io.gnomon.platform.testkit.http.PlainHttpClients;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.discovery.DiscoveryFactory;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class PeerSectionsTest {
    @TestFactory
    Stream<DynamicTest> sectionsOfThePeersFiles() throws Exception {
        HttpClients clients = new PlainHttpClients();
        Stream<DynamicTest> tests = Stream.of();
        for (DiscoveryFactory<?> factory :
                List.of(
                        new Azure(clients),
                        new DigitalOcean(clients),
                        new Gce(clients),
                        new Hetzner(clients),
                        new Ionos(clients),
                        new Linode(clients),
                        new Oci(clients),
                        new OpenStack(clients),
                        new Outscale(clients),
                        new OvhCloud(clients),
                        new Scaleway(clients),
                        new Stackit(clients),
                        new Triton(clients),
                        new Vultr(clients),
                        new Aws(clients),
                        new Ec2(clients),
                        new Ecs(clients),
                        new ElastiCache(clients),
                        new Lightsail(clients),
                        new Msk(clients),
                        new Rds(clients))) {
            tests = Stream.concat(tests, PeerSections.of(new RecordBinder(), factory, Map.of()));
        }
        return tests;
    }
}
