package io.gnomon.platform.core.config.internal.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.model.files.AtomicFile;
import io.gnomon.platform.core.config.WrittenFolder;
import io.gnomon.spi.settings.SettingsException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A folder that the server may write. A change is a rename that the disk has seen, then a reload;
 * when the reload refuses it, what was there comes back the same way.
 */
final class WrittenFiles implements WrittenFolder {
    private final Supplier<Path> folder;
    private final Predicate<String> names;
    private final Listing listing;
    private final boolean secret;
    private final Reload reload;

    /** Reads all files again and puts them in force, or throws and changes nothing. */
    interface Reload {
        void run() throws SettingsException;
    }

    /** Names of the files that are there. */
    private interface Listing {
        List<String> of(Path folder) throws IOException;
    }

    /**
     * A folder.
     *
     * @param names that a file in it may have
     * @param secret the files may hold secrets, so that the folder is made for its owner only
     */
    private WrittenFiles(
            Supplier<Path> folder,
            Predicate<String> names,
            Listing listing,
            boolean secret,
            Reload reload) {
        this.folder = folder;
        this.names = names;
        this.listing = listing;
        this.secret = secret;
        this.reload = reload;
    }

    /** A folder of the server's own; the parameters are those of the constructor. */
    static WrittenFiles of(Supplier<Path> folder, boolean secret, Reload reload) {
        return new WrittenFiles(folder, WrittenFolder::isName, WrittenFiles::names, secret, reload);
    }

    /**
     * A file that its user keeps, and nothing beside it; what a link leads to is written.
     *
     * @param file empty for none
     */
    static WrittenFiles alone(Supplier<String> file, Reload reload) {
        return new WrittenFiles(
                () -> real(file.get()).resolveSibling(""),
                name -> !file.get().isEmpty() && real(file.get()).endsWith(name),
                // The folder is not looked through: it may be one that cannot be read.
                folder ->
                        file.get().isEmpty()
                                ? List.of()
                                : List.of(real(file.get()).getFileName().toString()),
                false,
                reload);
    }

    private static Path real(String file) {
        try {
            return Path.of(file).toRealPath();
        } catch (IOException e) {
            return Path.of(file).toAbsolutePath();
        }
    }

    @Override
    public Path folder() {
        return folder.get();
    }

    /** Names of the files of a folder that count, sorted; none when there is no folder. */
    static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(WrittenFolder::isName)
                    .sorted()
                    .toList();
        }
    }

    @Override
    public synchronized List<WrittenFile> files() throws IOException {
        List<WrittenFile> files = new ArrayList<>();
        for (String name : listing.of(folder())) {
            WrittenFile file = file(name);
            if (file != null) {
                files.add(file);
            }
        }
        return files;
    }

    @Override
    public synchronized @Nullable WrittenFile file(String name) throws IOException {
        try {
            String text = Files.readString(path(name));
            return new WrittenFile(name, text, version(text));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private Path path(String name) {
        if (!names.test(name)) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is no name of a configuration file");
        }
        return folder().resolve(name);
    }

    /** Of a text: a hash. */
    static String version(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(sum, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public synchronized WrittenFile write(String name, String yaml, String known)
            throws SettingsException, VersionConflict, IOException {
        WrittenFile old = checked(name, known);
        putInForce(List.of(new Change(this, name, old, yaml)), reload);
        return new WrittenFile(name, yaml, version(yaml));
    }

    private void makeFolder() throws IOException {
        Path made = folder();
        if (Files.isDirectory(made)) {
            return;
        }
        Files.createDirectories(made);
        if (secret && Files.getFileStore(made).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Override
    public synchronized void delete(String name, String known)
            throws SettingsException, VersionConflict, IOException {
        WrittenFile old = checked(name, known);
        if (old == null) {
            throw new VersionConflict("there is no " + name);
        }
        putInForce(List.of(new Change(this, name, old, null)), reload);
    }

    private @Nullable WrittenFile checked(String name, String known)
            throws IOException, VersionConflict {
        WrittenFile old = file(name);
        String there = old == null ? "" : old.version();
        if (!known.equals("*") && !known.equals(there)) {
            throw new VersionConflict(
                    old == null
                            ? "there is no " + name + " any more"
                            : "%s has been changed: its version is %s".formatted(name, there));
        }
        return old;
    }

    /**
     * A file that becomes another one.
     *
     * @param old null when there is none yet
     * @param text null when there is none any more
     */
    record Change(
            WrittenFiles folder, String name, @Nullable WrittenFile old, @Nullable String text) {}

    /**
     * Writes files one after the other, then reloads once; when that refuses or one cannot be
     * written, all of them are as they were. The caller holds the locks of their folders.
     */
    static void putInForce(List<Change> changes, Reload reload)
            throws IOException, SettingsException {
        int done = 0;
        try {
            for (Change change : changes) {
                change.folder.put(change.name, change.text);
                done++;
            }
            reload.run();
        } catch (SettingsException | RuntimeException | IOException e) {
            for (Change change : changes.subList(0, done)) {
                change.folder.put(change.name, change.old == null ? null : change.old.text());
            }
            throw e;
        }
    }

    /** Null for no file. */
    private void put(String name, @Nullable String text) throws IOException {
        Path file = path(name);
        if (text == null) {
            AtomicFile.delete(file);
        } else {
            makeFolder();
            AtomicFile.write(file, text);
        }
    }
}
