package io.gnomon.platform.core.dashboards.internal.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.platform.core.dashboards.DashboardStore.Dashboard;
import io.gnomon.platform.core.dashboards.LibraryPanels.LibraryPanel;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.RequestRefused.Kind;
import io.gnomon.platform.core.dashboards.internal.Json;
import io.gnomon.spi.runtime.Registration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

final class LibraryFilesTest {
    private static final String LOAD =
            "{\"id\": 9, \"type\": \"stat\", \"title\": \"Load\", \"gridPos\": {\"w\": 3}}";

    @TempDir Path folder;

    private final List<String> changed = new ArrayList<>();
    private DashboardFiles dashboards = TestDashboards.of(Path.of("none"), Map.of());
    private LibraryFiles library = new LibraryFiles(Path.of("none"), dashboards);

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(folder.resolve("dashboards"));
        Files.writeString(
                folder.resolve("dashboards/uses.json"),
                """
                {"title": "Uses it", "uid": "uses", "panels": [
                  {"id": 4, "type": "text", "title": "Old copy", "repeat": "host", "gridPos": {"x": 1},
                   "libraryPanel": {"uid": "load", "name": "before"}},
                  {"id": 5, "type": "text", "title": "Other"}]}
                """);
        dashboards = TestDashboards.of(folder.resolve("dashboards"), Map.of());
        Registration _ = dashboards.onChange(changed::add);
        library = new LibraryFiles(folder.resolve("library-panels"), dashboards);
    }

    private JsonNode panel(int index) throws RequestRefused {
        Dashboard saved = dashboards.get("uses");
        assertNotNull(saved);
        return Json.object(library.filled(saved).json()).path("panels").path(index);
    }

    private static Kind refused(Executable call) {
        return assertThrows(RequestRefused.class, call).kind();
    }

    @Test
    void aPanelIsSeenWhereItIsUsedAtItsPlace() throws Exception {
        assertEquals("Old copy", panel(0).path("title").asText(), "not in the library yet");
        long version = library.save("load", "Load of a host", LOAD, 0);
        assertEquals(List.of("uses"), changed);
        assertEquals(
                Json.object(
                        """
                        {"id": 4, "repeat": "host", "gridPos": {"x": 1}, "type": "stat", "title": "Load",
                         "libraryPanel": {"uid": "load", "name": "Load of a host"}}
                        """),
                panel(0));
        assertEquals("Other", panel(1).path("title").asText());

        LibraryPanel entry = library.get("load");
        assertNotNull(entry);
        assertEquals(version, entry.version());
        assertEquals("{\"type\":\"stat\",\"title\":\"Load\"}", entry.model());
        assertEquals("Uses it", entry.usedBy().getFirst().title());

        long next = library.save("load", "Load", LOAD.replace("\"Load\"", "\"Newer\""), version);
        assertEquals("Newer", panel(0).path("title").asText());
        assertEquals(List.of("uses", "uses"), changed);
        assertTrue(next != version);
    }

    @Test
    void aFileIsThePanel() throws Exception {
        Files.createDirectories(folder.resolve("library-panels"));
        Path file = folder.resolve("library-panels/load.json");
        Files.writeString(file, "{\"name\": \"By hand\", \"kind\": 1, \"model\": " + LOAD + "}");
        library.scan();
        assertEquals("Load", panel(0).path("title").asText());
        Files.writeString(file, "{\"name\": \"By hand\", \"mod");
        library.scan();
        assertEquals("Load", panel(0).path("title").asText(), "an editor may be writing");
        Files.delete(file);
        library.scan();
        assertNull(library.get("load"));
        assertEquals("Old copy", panel(0).path("title").asText());
    }

    @Test
    void whatOthersChangedMeanwhileIsKept() throws Exception {
        long version = library.save("load", "Load", LOAD, 0);
        assertEquals(Kind.CONFLICT, refused(() -> library.save("load", "Load", LOAD, 0)));
        assertEquals(Kind.CONFLICT, refused(() -> library.save("other", "Load", LOAD, 0)));
        assertEquals(version, library.list().getFirst().version());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "a/b; Name; {\"type\": \"stat\"}",
                "uid; ~ ~; {\"type\": \"stat\"}",
                "uid; Name; {\"type\": \"row\"}",
                "uid; Name; {}",
                "uid; Name; [1]"
            })
    void whatIsNoPanelIsRefused(String uid, String name, String model) {
        assertEquals(Kind.INVALID, refused(() -> library.save(uid, name, model, 0)));
        assertEquals(List.of(), library.list());
    }

    @Test
    void whatIsUsedIsNotDeleted() throws Exception {
        assertEquals(Kind.NOT_FOUND, refused(() -> library.delete("load")));
        library.save("load", "Load", LOAD, 0);
        String sentence =
                assertThrows(RequestRefused.class, () -> library.delete("load")).getMessage();
        assertEquals(
                "the library panel \"Load\" is used by Uses it; unlink it there first", sentence);
        dashboards.delete("uses");
        library.delete("load");
        assertEquals(List.of(), library.list());
    }

    /** As Grafana exports them; a graph of an old dashboard is brought up to date. */
    @Test
    void whatADashboardCarriesAlongIsTakenOnce() throws Exception {
        String dashboard =
                """
                {"panels": [], "__elements": {
                  "a": {"uid": "a", "name": "A", "kind": 1, "model": {"type": "graph", "id": 3}},
                  "b": {"uid": "b", "name": "B", "kind": 1, "model": {"title": "no type"}}}}
                """;
        assertEquals(List.of("A"), library.take(dashboard));
        assertEquals(List.of(), library.take(dashboard));
        LibraryPanel taken = library.get("a");
        assertNotNull(taken);
        assertEquals("timeseries", Json.object(taken.model()).path("type").asText());
    }
}
