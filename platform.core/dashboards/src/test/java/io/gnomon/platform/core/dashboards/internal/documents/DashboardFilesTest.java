package io.gnomon.platform.core.dashboards.internal.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.dashboards.DashboardStore.Change;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

final class DashboardFilesTest {
    private static final String HOME = "{\"title\": \"Home\", \"panels\": []}";

    @TempDir Path folder;

    private static final Change BY = new Change("ann", "more");

    private final DataSource database = TestDashboards.database();
    private final List<String> changed = new ArrayList<>();

    private DashboardFiles files() {
        DashboardFiles files =
                new DashboardFiles(
                        folder,
                        Map.of("home", HOME),
                        new DashboardHistory(
                                new VersionTable(database, InstantSource.fixed(Instant.EPOCH))),
                        Runnable::run);
        Registration _ = files.onChange(changed::add);
        return files;
    }

    /** Number, author, message and whether it was in force, newest first. */
    private static List<String> history(DashboardFiles files, String uid) {
        return files.versions(uid).stream()
                .map(v ->
                        v.number()
                                + " "
                                + v.author()
                                + ": "
                                + v.message()
                                + (v.inForce() ? "" : " (too late)"))
                .toList();
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
                        new Summary("bee", "B", List.of("x"), "", false, true, List.of()),
                        new Summary("home", "Home", List.of(), "", true, true, List.of()),
                        new Summary("a", "A", List.of(), "net", false, true, List.of())),
                files().list());
    }

    @Test
    void ofTwoFilesWithOneUidTheFirstIsShownAndTheOtherIsNamed() throws IOException {
        write("a.json", "{\"title\": \"First\", \"panels\": [], \"uid\": \"cpu\"}");
        write("net/b.json", "{\"title\": \"Second\", \"panels\": [], \"uid\": \"cpu\"}");
        DashboardFiles files = files();
        Summary cpu =
                new Summary("cpu", "First", List.of(), "", false, true, List.of("net/b.json"));
        assertTrue(files.list().contains(cpu), files.list().toString());

        Files.delete(folder.resolve("a.json"));
        files.scan();
        Summary second = new Summary("cpu", "Second", List.of(), "net", false, true, List.of());
        assertTrue(files.list().contains(second), files.list().toString());
    }

    @Test
    void whatIsSavedIsAFileAndKeepsWhatIsNotKnown() throws Exception {
        DashboardFiles files = files();
        long version =
                files.saveInto(
                        "", "cpu", "{\"panels\": [], \"odd\": {\"x\": 1.50, \"y\": 1e3}}", 0, BY);
        assertEquals(version, get(files, "cpu").version());
        String json = Files.readString(folder.resolve("cpu.json"));
        assertTrue(json.contains("\"x\" : 1.50") || json.contains("\"x\": 1.50"), json);
        assertTrue(json.contains("\"uid\""), json);
        assertEquals(List.of("cpu"), changed);
        assertEquals(version, get(files(), "cpu").version());
    }

    @Test
    void aNewOneIsSavedIntoAFolder() throws Exception {
        DashboardFiles files = files();
        long first = files.saveInto("net/core", "cpu", HOME, 0, BY);
        assertTrue(Files.exists(folder.resolve("net/core/cpu.json")));
        files.saveInto("elsewhere", "cpu", "{\"title\": \"B\", \"panels\": []}", first, BY);
        assertTrue(
                Files.readString(folder.resolve("net/core/cpu.json")).contains("\"B\""),
                "one that has a file stays where that is");
        for (String bad : List.of("..", "a/../b", "/a", "a/", ".hidden", "a\\b", "a\nb")) {
            assertEquals(Kind.INVALID, refusal(() -> files.saveInto(bad, "mem", HOME, 0, BY)), bad);
        }
    }

    @Test
    void aChangeOfAnotherIsNotOverwritten() throws Exception {
        DashboardFiles files = files();
        long first = files.saveInto("", "cpu", HOME, 0, BY);
        assertEquals(Kind.CONFLICT, refusal(() -> files.saveInto("", "cpu", HOME, 0, BY)));
        write("cpu.json", "{\"title\": \"by hand\", \"panels\": [], \"uid\": \"cpu\"}");
        assertEquals(Kind.CONFLICT, refusal(() -> files.saveInto("", "cpu", HOME, first, BY)));
        long second = get(files, "cpu").version();
        assertNotEquals(first, second);
        assertEquals(first, files.saveInto("", "cpu", HOME, second, BY));
    }

    @Test
    void whatADashboardWasIsKept() throws Exception {
        write("cpu.json", "{\"title\": \"by hand\", \"panels\": []}");
        DashboardFiles files = files();
        assertEquals(List.of(), history(files, "cpu"));
        long found = get(files, "cpu").version();
        long saved = files.saveInto("", "cpu", HOME, found, BY);
        assertEquals(List.of("2 ann: more", "1 : "), history(files, "cpu"));
        String first = files.versionJson("cpu", 1);
        assertNotNull(first);
        assertTrue(first.contains("by hand"), first);
        assertNull(files.versionJson("cpu", 9));
        write("cpu.json", "{\"title\": \"by hand again\", \"panels\": []}");
        files.scan();
        Files.delete(folder.resolve("cpu.json"));
        files.scan();
        assertEquals(List.of("3 : ", "2 ann: more", "1 : "), history(files, "cpu"));
        assertEquals(saved, files.versions("cpu").get(1).version());
    }

    /** The file wins; what was saved meanwhile is not lost. */
    @Test
    void whatWasSavedTooLateIsInTheHistory() throws Exception {
        DashboardFiles files = files();
        long first = files.saveInto("", "cpu", HOME, 0, BY);
        write("cpu.json", "{\"title\": \"by hand\", \"panels\": []}");
        RequestRefused refused =
                assertThrows(
                        RequestRefused.class,
                        () ->
                                files.saveInto(
                                        "",
                                        "cpu",
                                        "{\"title\": \"Mine\", \"panels\": []}",
                                        first,
                                        BY));
        assertEquals(
                "somebody else has changed the dashboard meanwhile; what you saved is version 3 of"
                        + " its history",
                refused.getMessage());
        assertTrue(get(files, "cpu").json().contains("by hand"));
        assertEquals(
                List.of("3 ann: more (too late)", "2 : ", "1 ann: more"), history(files, "cpu"));
    }

    @Test
    void theNewestVersionsAreKept() throws Exception {
        DashboardFiles files = files();
        long version = 0;
        for (int i = 0; i < VersionTable.KEPT + 2; i++) {
            version =
                    files.saveInto(
                            "", "cpu", "{\"title\": \"" + i + "\", \"panels\": []}", version, BY);
        }
        assertEquals(VersionTable.KEPT, files.versions("cpu").size());
        assertEquals(VersionTable.KEPT + 2, files.versions("cpu").get(0).number());
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
        files.saveInto("", "home", "{\"title\": \"Mine\", \"panels\": []}", original.version(), BY);
        assertFalse(get(files, "home").provisioned());
        files.delete("home");
        assertEquals(original.version(), get(files, "home").version());
        assertEquals(List.of("home", "home"), changed);
    }

    @Test
    void whatIsNoDashboardIsRefusedInWords() {
        DashboardFiles files = files();
        assertEquals(Kind.INVALID, refusal(() -> files.saveInto("", "../x", HOME, 0, BY)));
        assertEquals(Kind.INVALID, refusal(() -> files.saveInto("", "x", "{\"title\": 1}", 0, BY)));
        assertEquals(
                Kind.INVALID, refusal(() -> files.saveInto("", "x", "{\"panels\": [], }", 0, BY)));
        assertEquals(
                Kind.INVALID,
                refusal(() ->
                        files.saveInto("", "x", "{\"kind\": \"Dashboard\", \"spec\": {}}", 0, BY)));
        assertEquals(Kind.NOT_FOUND, refusal(() -> files.delete("x")));
    }

    @Test
    void ofTwoFilesWithOneUidTheFirstCounts() throws IOException {
        write("a.json", "{\"uid\": \"u\", \"title\": \"first\", \"panels\": []}");
        write("b.json", "{\"uid\": \"u\", \"title\": \"second\", \"panels\": []}");
        assertTrue(get(files(), "u").json().contains("first"));
    }
}
