package io.gnomon.discovery.registries.internal;

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
                        new HttpSd(clients),
                        new Consul(clients),
                        new Nomad(clients),
                        new Eureka(clients),
                        new Marathon(clients),
                        new Puppetdb(clients),
                        new Uyuni(clients),
                        new Kuma(clients))) {
            tests = Stream.concat(tests, PeerSections.of(new RecordBinder(), factory, Map.of()));
        }
        return tests;
    }
}
