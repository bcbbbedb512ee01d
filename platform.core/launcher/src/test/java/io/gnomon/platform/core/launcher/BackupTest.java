package io.gnomon.platform.core.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Copying, listing, checking; with the real server in itests. */
class BackupTest {
    @TempDir private Path folder;

    private Path data = Path.of("");
    private Path target = Path.of("");

    @BeforeEach
    void aDataDirectory() throws Exception {
        data = folder.resolve("data");
        target = folder.resolve("backup");
        for (String file :
                List.of("wal/1.wal", "secrets.key", "plugins/a.jar", "osgi/x", "tmp/y", "lock")) {
            Path path = data.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, file);
        }
        DataFormat.prepare(data);
    }

    /** A bundle that copies {@code wal} itself. */
    private record Store(String failure) implements ToolProvider {
        @Override
        public String name() {
            return "store";
        }

        @Override
        public int run(PrintWriter out, PrintWriter err, String... args) {
            if (!failure.isEmpty()) {
                err.println(failure);
                return 1;
            }
            try {
                Files.writeString(
                        Files.createDirectory(Path.of(args[0], "blocks")).resolve("b"), "b");
                return 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Backup.Part store(String failure) {
        return new Backup.Part("store", List.of("wal", "blocks"), new Store(failure));
    }

    private static String sentence(Executable call) {
        return String.valueOf(assertThrows(IOException.class, call).getMessage());
    }

    @Test
    void everythingThatLastsIsCopied() throws Exception {
        new Backup(data).to(target, List.of());
        assertEquals("wal/1.wal", Files.readString(target.resolve("wal/1.wal")));
        assertFalse(Files.exists(target.resolve("osgi")));
        assertFalse(Files.exists(target.resolve("lock")));
        assertEquals(
                List.of("format", "plugins/a.jar", "secrets.key", "wal/1.wal"),
                BackupManifest.verified(target).stream()
                        .map(f -> target.relativize(f).toString())
                        .sorted()
                        .toList());
    }

    @Test
    void bundlesCopyTheirPartsThemselves() throws Exception {
        new Backup(data).to(target, List.of(store("")));
        assertFalse(Files.exists(target.resolve("wal")));
        assertTrue(Files.exists(target.resolve("blocks/b")));
        assertTrue(Files.exists(target.resolve("secrets.key")));
    }

    @Test
    void aFailureLeavesNothing() throws Exception {
        String said = sentence(() -> new Backup(data).to(target, List.of(store("no room"))));
        assertTrue(said.startsWith("copying the store failed: no room"), said);
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(data), left.toList());
        }
        Files.createDirectories(target);
        Files.writeString(target.resolve("x"), "");
        assertTrue(sentence(() -> new Backup(data).to(target, List.of())).endsWith("is not empty"));
    }

    @Test
    void damageIsFoundBeforeAnythingIsRestored() throws Exception {
        new Backup(data).to(target, List.of());
        Files.writeString(target.resolve("secrets.key"), "secrets.kez");
        assertTrue(
                sentence(() -> BackupManifest.verified(target)).contains("secrets.key is damaged"));
        Files.delete(target.resolve("secrets.key"));
        assertTrue(
                sentence(() -> BackupManifest.verified(target)).contains("secrets.key is missing"));
        Files.delete(target.resolve(BackupManifest.FILE));
        assertTrue(
                sentence(() -> BackupManifest.verified(target))
                        .contains("is not a complete backup"));
    }

    @Test
    void formatsOfTheDataDirectory() throws Exception {
        Path old = Files.createDirectories(folder.resolve("old"));
        assertEquals(DataFormat.CURRENT, DataFormat.of(old), "an empty one");
        Files.createDirectory(old.resolve("wal"));
        assertEquals(1, DataFormat.of(old));
        DataFormat.prepare(old);
        assertEquals(DataFormat.CURRENT, DataFormat.of(old));
        Files.writeString(old.resolve("format"), "7\n");
        assertTrue(
                sentence(() -> DataFormat.prepare(old))
                        .contains("has format 7, this Gnomon knows"));
        Files.writeString(old.resolve("format"), "x");
        assertTrue(sentence(() -> DataFormat.prepare(old)).contains("not hold the number"));
    }

    @Test
    void theSocketAnswersInOneLine() throws Exception {
        try (ControlSocket socket =
                ControlSocket.open(
                        data,
                        line -> {
                            if (line.equals("bad")) {
                                throw new IOException("cannot do that");
                            }
                            return "did " + line;
                        })) {
            assertEquals("did this", ControlSocket.ask(data, "this"));
            assertEquals("cannot do that", sentence(() -> ControlSocket.ask(data, "bad")));
            assertEquals("did ü", ControlSocket.ask(data, "ü"));
            assertTrue(socket != null);
        }
        assertThrows(IOException.class, () -> ControlSocket.ask(data, "this"));
    }
}
