package io.gnomon.platform.core.dashboards.internal.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.dashboards.DashboardStore.Dashboard;
import io.gnomon.platform.core.dashboards.DashboardStore.Summary;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.RequestRefused.Kind;
import io.gnomon.spi.runtime.Registration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

final class DashboardFilesTest {
    private static final String HOME = "{\"title\": \"Home\", \"panels\": []}";

    @TempDir Path folder;

    private final List<String> changed = new ArrayList<>();

    private DashboardFiles files() {
        DashboardFiles files = new DashboardFiles(folder, Map.of("home", HOME), Runnable::run);
        Registration _ = files.onChange(changed::add);
        return files;
    }

    private void write(String path, String json) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, json);
    }

    private static Dashboard get(DashboardFiles files, String uid) {
        Dashboard dashboard = files.get(uid);
        assertNotNull(dashboard, uid);
        return dashboard;
    }

    private static Kind refusal(Executable executable) {
        return assertThrows(RequestRefused.class, executable).kind();
    }

    @Test
    void filesAreListedByFolderAndTitle() throws IOException {
        write("b.json", "{\"title\": \"B\", \"panels\": [], \"tags\": [\"x\"], \"uid\": \"bee\"}");
        write("net/a.json", "{\"dashboard\": {\"title\": \"A\", \"rows\": []}, \"meta\": {}}");
        write("net/.hidden.json", HOME);
        write("notes.txt", "not a dashboard");
        assertEquals(
                List.of(
                        new Summary("bee", "B", List.of("x"), "", false, List.of()),
                        new Summary("home", "Home", List.of(), "", true, List.of()),
                        new Summary("a", "A", List.of(), "net", false, List.of())),
                files().list());
    }

    @Test
    void ofTwoFilesWithOneUidTheFirstIsShownAndTheOtherIsNamed() throws IOException {
        write("a.json", "{\"title\": \"First\", \"panels\": [], \"uid\": \"cpu\"}");
        write("net/b.json", "{\"title\": \"Second\", \"panels\": [], \"uid\": \"cpu\"}");
        DashboardFiles files = files();
        Summary cpu = new Summary("cpu", "First", List.of(), "", false, List.of("net/b.json"));
        assertTrue(files.list().contains(cpu), files.list().toString());

        Files.delete(folder.resolve("a.json"));
        files.scan();
        Summary second = new Summary("cpu", "Second", List.of(), "net", false, List.of());
        assertTrue(files.list().contains(second), files.list().toString());
    }

    @Test
    void whatIsSavedIsAFileAndKeepsWhatIsNotKnown() throws Exception {
        DashboardFiles files = files();
        long version = files.save("cpu", "{\"panels\": [], \"odd\": {\"x\": 1.50, \"y\": 1e3}}", 0);
        assertEquals(version, get(files, "cpu").version());
        String json = Files.readString(folder.resolve("cpu.json"));
        assertTrue(json.contains("\"x\" : 1.50") || json.contains("\"x\": 1.50"), json);
        assertTrue(json.contains("\"uid\""), json);
        assertEquals(List.of("cpu"), changed);
        assertEquals(version, get(files(), "cpu").version());
    }

    @Test
    void aChangeOfAnotherIsNotOverwritten() throws Exception {
        DashboardFiles files = files();
        long first = files.save("cpu", HOME, 0);
        assertEquals(Kind.CONFLICT, refusal(() -> files.save("cpu", HOME, 0)));
        write("cpu.json", "{\"title\": \"by hand\", \"panels\": [], \"uid\": \"cpu\"}");
        assertEquals(Kind.CONFLICT, refusal(() -> files.save("cpu", HOME, first)));
        long second = get(files, "cpu").version();
        assertNotEquals(first, second);
        assertEquals(first, files.save("cpu", HOME, second));
    }

    @Test
    void filesChangedByHandAreSeenAndTold() throws IOException {
        DashboardFiles files = files();
        write("x.json", "{\"title\": \"one\", \"panels\": []}");
        files.scan();
        write("x.json", "{\"title\": \"two!\", \"panels\": []}");
        files.scan();
        files.scan();
        assertEquals("two!", files.list().get(1).title());
        Files.delete(folder.resolve("x.json"));
        files.scan();
        assertNull(files.get("x"));
        assertEquals(List.of("x", "x", "x"), changed);
    }

    @Test
    void aFileInTheMiddleOfBeingWrittenStaysWhatItWas() throws IOException {
        write("x.json", "{\"title\": \"one\", \"panels\": []}");
        DashboardFiles files = files();
        write("x.json", "{\"title\": \"tw");
        files.scan();
        assertTrue(get(files, "x").json().contains("one"));
        assertEquals(List.of(), changed);
    }

    @Test
    void aDashboardOfTheDistributionIsCoveredByAFileUntilThatIsDeleted() throws Exception {
        DashboardFiles files = files();
        Dashboard original = get(files, "home");
        assertTrue(original.provisioned());
        assertEquals(Kind.CONFLICT, refusal(() -> files.delete("home")));
        files.save("home", "{\"title\": \"Mine\", \"panels\": []}", original.version());
        assertFalse(get(files, "home").provisioned());
        files.delete("home");
        assertEquals(original.version(), get(files, "home").version());
        assertEquals(List.of("home", "home"), changed);
    }

    @Test
    void whatIsNoDashboardIsRefusedInWords() {
        DashboardFiles files = files();
        assertEquals(Kind.INVALID, refusal(() -> files.save("../x", HOME, 0)));
        assertEquals(Kind.INVALID, refusal(() -> files.save("x", "{\"title\": 1}", 0)));
        assertEquals(Kind.INVALID, refusal(() -> files.save("x", "{\"panels\": [], }", 0)));
        assertEquals(
                Kind.INVALID,
                refusal(() -> files.save("x", "{\"kind\": \"Dashboard\", \"spec\": {}}", 0)));
        assertEquals(Kind.NOT_FOUND, refusal(() -> files.delete("x")));
    }

    @Test
    void ofTwoFilesWithOneUidTheFirstCounts() throws IOException {
        write("a.json", "{\"uid\": \"u\", \"title\": \"first\", \"panels\": []}");
        write("b.json", "{\"uid\": \"u\", \"title\": \"second\", \"panels\": []}");
        assertTrue(get(files(), "u").json().contains("first"));
    }
}
