package io.gnomon.discovery.file.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.spi.discovery.TargetGroup;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

class FileDiscoveryTest {
    @TempDir Path folder;
    private Instant now = Instant.ofEpochSecond(1000);

    private FileDiscovery discovery(String pattern) {
        return new FileDiscovery(
                new FileSettings(List.of(folder + "/" + pattern), Duration.ofMinutes(5)),
                () -> now);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static List<String> addresses(FileDiscovery discovery) throws IOException {
        return discovery.refresh().groups().stream()
                .flatMap(group -> group.targets().stream())
                .map(target -> target.get("__address__"))
                .toList();
    }

    /** The files of Prometheus's own test of this discovery. */
    @ParameterizedTest
    @ValueSource(strings = {"valid.json", "valid.yml", "valid3.yml"})
    void readsThePeersFiles(String name) throws IOException {
        String file = PeerData.folder("discovery/file").resolve(name).toString();
        List<TargetGroup> expected =
                List.of(
                        new TargetGroup(
                                file + ":0",
                                List.of(
                                        Labels.of("__address__", "localhost:9090"),
                                        Labels.of("__address__", "example.org:443")),
                                Labels.of("foo", "bar", "__meta_filepath", file)),
                        new TargetGroup(
                                file + ":1",
                                List.of(Labels.of("__address__", "my.domain")),
                                Labels.of("__meta_filepath", file)));
        assertEquals(expected, TargetFile.parse(file, Files.readString(Path.of(file))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_nil.json", "invalid_nil.yml"})
    void refusesThePeersBrokenFiles(String name) throws IOException {
        String file = PeerData.folder("discovery/file").resolve(name).toString();
        String text = Files.readString(Path.of(file));
        Exception e =
                assertThrows(IllegalArgumentException.class, () -> TargetFile.parse(file, text));
        assertEquals(
                file + ": target group 1 must have the keys targets and labels", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{targets: [a]}",
                "- targets: a",
                "- targets: [[a]]",
                "- target: [a]",
                "- labels: [a]",
                "- labels: {a: [b]}",
                "- labels: {'': b}",
                "- targets: [a]\n  targets: [b]",
                "- targets: [a\n"
            })
    void refusesOtherContentInWords(String text) {
        Exception e =
                assertThrows(IllegalArgumentException.class, () -> TargetFile.parse("f.yml", text));
        assertTrue(String.valueOf(e.getMessage()).startsWith("f.yml:"), e.getMessage());
    }

    @Test
    void keepsTextsAsTheyAreWritten() {
        List<TargetGroup> groups =
                TargetFile.parse(
                        "f.json",
                        "[\n"
                            + "\t{\"targets\":[\"a\"],\"labels\":{\"v\":\"1.10\",\"e\":\"\\ud83d\\ude00\"}}]");
        assertEquals("1.10", groups.get(0).labels().get("v"));
        assertEquals("\ud83d\ude00", groups.get(0).labels().get("e"));
        groups = TargetFile.parse("f.yml", "- labels: {v: 1.10, n: 017, b: yes}");
        assertEquals(
                Labels.of("v", "1.10", "n", "017", "b", "yes", "__meta_filepath", "f.yml"),
                groups.get(0).labels());
    }

    @Test
    void noticesFilesThatComeChangeAndGo() throws IOException {
        FileDiscovery discovery = discovery("*.yml");
        assertEquals(List.of(), addresses(discovery));
        write("a.yml", "- targets: [a]");
        write("b.json", "[]");
        assertEquals(List.of("a"), addresses(discovery));
        write("c.yml", "- targets: [c1, c2]");
        assertEquals(List.of("a", "c1", "c2"), addresses(discovery));
        Path replacement = write("a.new", "- targets: [x]");
        Files.move(replacement, folder.resolve("a.yml"), StandardCopyOption.REPLACE_EXISTING);
        assertEquals(List.of("x", "c1", "c2"), addresses(discovery));
        Files.delete(folder.resolve("c.yml"));
        assertEquals(List.of("x"), addresses(discovery));
    }

    @Test
    void aBrokenFileKeepsItsTargetsAndHoldsUpNothing() throws IOException {
        write("a.yml", "- targets: [a]");
        write("b.yml", "- targets: [b]");
        FileDiscovery discovery = discovery("*.yml");
        assertEquals(List.of("a", "b"), addresses(discovery));
        write("a.yml", "- targets: [");
        write("b.yml", "- targets: [b1, b2]");
        assertEquals(List.of("a", "b1", "b2"), addresses(discovery));
        Exception e = assertThrows(IOException.class, discovery::refresh);
        assertTrue(String.valueOf(e.getMessage()).startsWith(folder + "/a.yml:"));
        write("b.yml", "- targets: [b1, b2, b3]");
        assertEquals(List.of("a", "b1", "b2", "b3"), addresses(discovery));
        write("a.yml", "- targets: [a1]");
        assertEquals(List.of("a1", "b1", "b2", "b3"), addresses(discovery));
        assertEquals(List.of("a1", "b1", "b2", "b3"), addresses(discovery));
    }

    @Test
    void readsFilesAgainThatSeemUnchanged() throws IOException {
        Path file = write("a.yml", "- targets: [a]");
        FileTime time = Files.getLastModifiedTime(file);
        FileDiscovery discovery = discovery("a.yml");
        assertEquals(List.of("a"), addresses(discovery));
        write("a.yml", "- targets: [b]");
        Files.setLastModifiedTime(file, time);
        assertEquals(List.of("a"), addresses(discovery));
        now = now.plus(Duration.ofMinutes(5));
        assertEquals(List.of("b"), addresses(discovery));
    }

    @Test
    void settingsWantNamesOfTargetFiles() {
        Duration interval = Duration.ofMinutes(5);
        for (String name : List.of("a.txt", "*/a.yml", "a")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new FileSettings(List.of(name), interval));
        }
        assertThrows(IllegalArgumentException.class, () -> new FileSettings(List.of(), interval));
        assertEquals(List.of("x/*.JSON"), new FileSettings(List.of("x/*.JSON"), interval).files());
    }
}
