package io.gnomon.platform.core.http.internal.gnomon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.platform.core.http.internal.FakeRooms;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.TestServer;
import io.gnomon.platform.core.scrape.TargetsView;
import io.gnomon.spi.exporter.CollectorReport;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

@Timeout(60)
class DiscoveryApiTest {
    private static final class Searching implements TargetsView {
        @Override
        public List<Pool> pools() {
            return List.of();
        }

        @Override
        public List<Search> searches() {
            return List.of(
                    new Search("a", "file", 2, Instant.EPOCH, ""),
                    new Search("b", "dns", 0, null, "no such \"host\""));
        }

        @Override
        public void metadata(String family, MetadataVisitor visitor) {}

        @Override
        public @Nullable CollectorReport collectors(String name, Duration timeout) {
            return null;
        }
    }

    @Test
    void searchesThatFoundNothingAreListedToo() throws Exception {
        FakeRooms rooms = new FakeRooms();
        Routes routes = new Routes();
        new DiscoveryApi(rooms).addTo(routes);
        try (TestServer server = TestServer.of(routes)) {
            String path = "/api/gnomon/v1/discoveries";
            assertEquals(503, server.get(path).statusCode());
            rooms.put(TargetsView.class, new Searching());
            assertEquals(
                    "[{\"job\":\"a\",\"mechanism\":\"file\",\"targets\":2,\"foundAt\":"
                            + "\"1970-01-01T00:00:00Z\",\"error\":\"\"},{\"job\":\"b\","
                            + "\"mechanism\":\"dns\",\"targets\":0,\"foundAt\":null,\"error\":"
                            + "\"no such \\\"host\\\"\"}]",
                    server.get(path).body().strip());
        }
    }
}
