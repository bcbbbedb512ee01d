package io.gnomon.platform.core.http.internal.gnomon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.platform.core.dashboards.PanelFile;
import io.gnomon.platform.core.dashboards.PanelRunner;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.http.internal.FakeRooms;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.TestServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Files of panels: what is asked for, and what is refused before anything runs. */
@Timeout(60)
class PanelFileApiTest {
    private static final String PANELS = "/api/gnomon/v1/dashboards/d/panels/";

    private final List<PanelFile> wanted = new ArrayList<>();
    private final List<PanelRunner.Access> accesses = new ArrayList<>();
    private final TestServer server;

    PanelFileApiTest() throws Exception {
        FakeRooms rooms = new FakeRooms();
        rooms.put(PanelRunner.class, new Panels());
        Routes routes = new Routes();
        new PanelFileApi(rooms).addTo(routes);
        server = TestServer.byRole(routes);
    }

    /** Has the panel 4 only. */
    private final class Panels implements PanelRunner {
        @Override
        public void run(String panelQuery, Access access, Answers answers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String choices(String variableQuery, Access access) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] file(PanelFile file, Access access) throws RequestRefused {
            if (file.panel() != 4) {
                throw new RequestRefused(RequestRefused.Kind.NOT_FOUND, "no such panel");
            }
            wanted.add(file);
            accesses.add(access);
            return "a,b".getBytes(UTF_8);
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void timesSizeAndVariablesAreThoseOfTheAddress() throws Exception {
        HttpResponse<String> answer =
                server.get(
                        PANELS
                                + "4.csv?from=1000&to=1970-01-01T00:00:02Z&width=300&var-host=a&var-host=b&tz=UTC",
                        "X-Role",
                        "viewer");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("a,b", answer.body());
        assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("text/csv"));
        PanelFile file = wanted.get(0);
        assertEquals(1000, file.fromMillis());
        assertEquals(2000, file.toMillis());
        assertEquals(300, file.width());
        assertEquals(500, file.height());
        assertEquals(Map.of("host", List.of("a", "b")), file.variables());
        assertEquals(List.of(PanelRunner.Access.VIEWER), accesses);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "4.png; 200",
                "5.png; 404",
                "4.pdf; 404",
                "x.csv; 404",
                "4.png?from=soon; 400",
                "4.png?from=2000&to=1000; 400",
                "4.png?width=20000; 400",
                "4.png?width=99999999999; 400",
                "4.png?height=tall; 400",
                "4.png?tz=Mars; 400"
            })
    void whatIsWrongIsRefused(String file, int status) throws Exception {
        HttpResponse<String> answer = server.get(PANELS + file, "X-Role", "viewer");
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(status == 200 ? 1 : 0, wanted.size());
    }
}
