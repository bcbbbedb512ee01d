package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.itests.Commands.Outcome;
import io.gnomon.platform.testkit.PeerData;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The commands that amtool has, on the same files and on a real Alertmanager: the same exit code
 * and output; of mistakes in files the words after the place. Skipped without the peers.
 */
@Timeout(120)
class AmtoolTest {
    /** Where we say something else, by file name, and why. */
    private static final Map<String, String> EXPLAINED =
            Map.of(
                    "route_labels.yml", "the peer is older than labels of routes",
                    "conf.bad.yml", "this is not YAML for it, and no mapping for us",
                    "conf.opsgenie-default-apikey-old-team.yml", "we find another mistake first");

    @TempDir private Path folder;

    private static Outcome theirs(String... arguments) throws Exception {
        return Commands.peer("amtool", "", List.of(arguments));
    }

    private static Outcome ours(String... arguments) throws Exception {
        return Commands.ours("amtool", "", List.of(arguments));
    }

    private static void same(String... arguments) throws Exception {
        Outcome theirs = theirs(arguments);
        Outcome ours = ours(arguments);
        String command = List.of(arguments).toString();
        assertEquals(theirs.out(), ours.out(), command);
        assertEquals(theirs.code(), ours.code(), () -> command + ours.err());
        if (theirs.code() != 0) {
            assertEquals(error(theirs.err()), error(ours.err()), command);
        }
    }

    /** The last line that says something. */
    private static String error(String err) {
        List<String> lines =
                err.lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("Warning: "))
                        .toList();
        return lines.isEmpty() ? "" : lines.getLast();
    }

    private static List<Path> files(String folderName) throws IOException {
        try (Stream<Path> all = Files.list(PeerData.folder(folderName))) {
            return all.filter(file -> !EXPLAINED.containsKey(String.valueOf(file.getFileName())))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void checkConfig() throws Exception {
        List<Path> files = new ArrayList<>(files("config/alertmanager"));
        files.addAll(files("config/alertmanager-examples"));
        files.addAll(files("config/amtool/routing"));
        assertTrue(files.size() > 45, "only " + files.size());
        List<String> arguments = new ArrayList<>(List.of("check-config"));
        files.forEach(file -> arguments.add(file.toString()));
        Outcome theirs = theirs(arguments.toArray(String[]::new));
        Outcome ours = ours(arguments.toArray(String[]::new));
        assertEquals(1, ours.code());
        assertEquals(theirs.code(), ours.code());
        assertEquals(error(theirs.err()), error(ours.err()));
        // Of several mistakes the peer tells the first one.
        String[] theirFiles = theirs.out().split("\n\n", -1);
        String[] ourFiles = ours.out().split("\n\n", -1);
        assertEquals(theirFiles.length, ourFiles.length, ours::out);
        for (int i = 0; i < theirFiles.length; i++) {
            String ourFile = ourFiles[i].replaceAll("(?m)^(.*  FAILED: |)/\\S+:\\d+:\\d+: ", "$1");
            String theirFile = theirFiles[i];
            String words = theirFile.replaceFirst("(?s).*FAILED: ", "");
            assertTrue(
                    ourFile.equals(theirFile)
                            || (theirFile.contains("FAILED: ") && ourFile.contains(words)),
                    theirFile + "\n--- ours:\n" + ourFile);
        }
    }

    @Test
    void routes() throws Exception {
        for (Path file : files("config/amtool/routing")) {
            String flag = "--config.file=" + file;
            same("config", "routes", "show", flag);
            same("config", "routes", "test", flag, "test=1", "--tree", "--verify.receivers=test1");
        }
        String simple =
                "--config.file=" + PeerData.folder("config/alertmanager-examples/simple.yml");
        same("config", "routes", simple);
        same("config", "routes", "test", simple, "--tree", "service=database", "owner=team-X");
        same("config", "routes", "test", simple, "service!=database");
        same("config", "routes", "test", simple, "service");
        same("config", "routes", "test", "--config.file=/no/such/file", "a=b");
    }

    @Test
    void templates() throws Exception {
        Path template =
                Files.writeString(
                        folder.resolve("a.tmpl"),
                        "{{ define \"a\" }}{{ range .Alerts }}{{ .Labels.SortedPairs.Values | join"
                                + " \",\" }};{{ end }}{{ .ExternalURL }}{{ end }}");
        String glob = "--template.glob=" + template;
        same("template", "render", glob, "--template.text={{ template \"a\" . }}");
        same(
                "template",
                "render",
                glob,
                "--template.type=html",
                "--template.text=<a href=\"{{ .ExternalURL }}\">{{ .CommonLabels }}</a>");
    }

    @Test
    void commandsOnAServer() throws Exception {
        try (PeerServer server =
                PeerServer.alertmanager(
                        folder,
                        "route: {receiver: x, routes: [{receiver: y, matchers: [a=~\"b|c\"],"
                                + " continue: true}]}\nreceivers: [{name: x}, {name: y}]\n")) {
            String url = "--alertmanager.url=http://" + server.address();
            same(url, "alert", "add", "foo", "node=bar", "--annotation=summary=\"it is\"");
            assertEquals(
                    0,
                    ours(url, "alert", "add", "x=y", "alertname=zed", "--generator-url=http://g/<>")
                            .code());
            for (String form : List.of("simple", "extended", "json")) {
                same(url, "alert", "-o", form);
                same("alert", "query", "foo", "node=~b.*", url, "--output=" + form);
            }
            same(url, "alert", "query", "a=b", "q=~[");
            same(url, "alert", "add", "a!=b");
            silences(url);
            same(url, "config", "show");
            same(url, "config", "show", "-o", "json");
            same(url, "config", "routes");
            for (String form : List.of("simple", "extended", "json")) {
                same(url, "cluster", "show", "-o", form);
            }
        }
    }

    private void silences(String url) throws Exception {
        String id =
                ours(
                                url,
                                "silence",
                                "add",
                                "foo",
                                "node=~\"a|b\"",
                                "-c",
                                "why",
                                "-a",
                                "me",
                                "-d",
                                "2h",
                                "--annotation=k=v")
                        .out()
                        .strip();
        assertTrue(id.matches("[0-9a-f-]{36}"), id);
        same(url, "silence", "add", "a=b");
        same(url, "silence", "add", "-c", "x");
        same(url, "silence", "add", "a=~.*", "-c", "x");
        same(url, "silence", "add", "a=b", "-c", "x", "-d", "0");
        for (String form : List.of("simple", "extended", "json")) {
            same(url, "silence", "-o", form);
        }
        same(url, "silence", "query", "-q", "--within=90m");
        same(url, "silence", "query", "-q", "--within=3h", "--created-by=me");
        assertEquals(0, ours(url, "silence", "update", id, "-d", "5h", "-c", "changed").code());
        same(url, "silence", "query", "foo");
        same(url, "silence", "update", "8d7c5b1c-0000-0000-0000-000000000000");
        same(url, "silence", "update");
        Path saved =
                Files.writeString(
                        folder.resolve("silences.json"),
                        ours(url, "silence", "query", "-o", "json").out());
        same(url, "silence", "expire", id);
        same(url, "silence", "expire", "8d7c5b1c-0000-0000-0000-000000000000");
        same(url, "silence", "query", "--expired");
        assertEquals(0, ours(url, "silence", "import", "-f", saved.toString()).code());
        same(url, "silence", "query");
    }
}
