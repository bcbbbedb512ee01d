package io.gnomon.platform.core.plugins.internal.install;

import io.gnomon.platform.core.plugins.internal.install.PluginFolder.Found;
import io.gnomon.platform.core.plugins.internal.install.PluginFolder.Look;
import io.gnomon.platform.core.plugins.internal.install.PluginFolder.Stamp;
import io.gnomon.spi.runtime.PluginRefused;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The jars of the plugins folder, read once for each content. For one thread. */
final class DroppedJars {
    private static final Logger log = LoggerFactory.getLogger(DroppedJars.class);

    private final PluginFolder folder;
    private final JarStore store;
    private final Map<Path, Known> known = new HashMap<>();
    private final Map<String, String> unreadable = new TreeMap<>();

    /** Files that were refused, with the stamp of what was refused: it is not read again. */
    private final Map<Path, Stamp> refused = new HashMap<>();

    private String refusal = "";
    private boolean settled;

    /** What has been read, null for what is to be read again. */
    private @Nullable Look read;

    /** A jar of the folder under the stamp with which it was read; its file lies in the store. */
    private record Known(Stamp stamp, PluginJar jar) {}

    DroppedJars(PluginFolder folder, JarStore store) {
        this.folder = folder;
        this.store = store;
    }

    /** What there is to say about the folder. */
    private record Said(Map<Path, Known> known, Map<String, String> unreadable, boolean settled) {}

    /** Looks at the folder; whether there is something else to say about it than before. */
    boolean look() throws IOException {
        String why = Objects.requireNonNullElse(folder.refusal(), "");
        if (!why.isEmpty() && !why.equals(refusal)) {
            log.error(why);
        }
        boolean same = why.equals(refusal);
        refusal = why;
        if (!why.isEmpty()) {
            return !same;
        }
        Look look = folder.look();
        if (same && look.equals(read)) {
            return false;
        }
        Said before = said();
        read = read(look) ? look : null;
        return !same || !said().equals(before);
    }

    private Said said() {
        return new Said(Map.copyOf(known), Map.copyOf(unreadable), settled);
    }

    /** Reads what is new; false when that is to be tried again. */
    private boolean read(Look look) {
        boolean all = true;
        known.keySet().retainAll(look.present());
        refused.keySet().retainAll(look.present());
        unreadable.keySet().retainAll(look.present().stream().map(DroppedJars::name).toList());
        for (Found found : look.complete()) {
            Known before = known.get(found.file());
            Stamp was = before == null ? refused.get(found.file()) : before.stamp();
            if (was == null || !was.sameContent(found.stamp())) {
                all &= read(found);
            }
        }
        for (Path broken : look.broken()) {
            fault(broken, "%s is no readable jar: it was not copied whole".formatted(name(broken)));
        }
        settled =
                look.present().stream()
                        .allMatch(f -> known.containsKey(f) || unreadable.containsKey(name(f)));
        return all;
    }

    /** Why the folder is not used, empty when it is. */
    String refusal() {
        return refusal;
    }

    /** Whether all files have been read: only then a plugin without a file is one removed. */
    boolean isSettled() {
        return settled;
    }

    /** False when it is to be tried again. */
    private boolean read(Found found) {
        Path file = found.file();
        try {
            known.put(file, new Known(found.stamp(), store.keep(file, name(file))));
            unreadable.remove(name(file));
            refused.remove(file);
        } catch (PluginRefused e) {
            known.remove(file);
            refused.put(file, found.stamp());
            fault(file, e.getMessage() == null ? e.toString() : e.getMessage());
        } catch (IOException e) {
            known.remove(file);
            fault(file, "%s cannot be read: %s".formatted(name(file), e.getMessage()));
            return false;
        }
        return true;
    }

    private void fault(Path file, String why) {
        if (!why.equals(unreadable.put(name(file), why))) {
            log.warn(why);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** Files that are no plugins, with the reason. */
    Map<String, String> unreadable() {
        return unreadable;
    }

    Set<String> ids() {
        Set<String> ids = new TreeSet<>();
        known.values().forEach(k -> ids.add(k.jar().id()));
        return ids;
    }

    Set<String> digests() {
        Set<String> digests = new TreeSet<>();
        known.values().forEach(k -> digests.add(k.jar().sha256()));
        return digests;
    }

    /** The jars of a plugin, the highest version first; of equals, the one put in last. */
    List<PluginJar> of(String id) {
        return known.values().stream()
                .filter(k -> k.jar().id().equals(id))
                .sorted(
                        Comparator.comparing((Known k) -> k.jar().version())
                                .thenComparing(k -> k.stamp().modified())
                                .reversed())
                .map(Known::jar)
                .toList();
    }

    /** Leaves this jar as the only one of its plugin in the folder. */
    void put(PluginJar jar) throws IOException {
        Path file = folder.path().resolve("%s-%s.jar".formatted(jar.id(), jar.version()));
        Path fresh = folder.path().resolve(file.getFileName() + ".tmp");
        Files.copy(jar.file(), fresh, StandardCopyOption.REPLACE_EXISTING);
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        remove(jar.id(), file);
        Stamp stamp = new Stamp(Files.size(file), Files.getLastModifiedTime(file), 1);
        known.put(file, new Known(stamp, jar));
    }

    /** Deletes all jars of a plugin. */
    void remove(String id) throws IOException {
        remove(id, null);
    }

    private void remove(String id, @Nullable Path but) throws IOException {
        Collection<Path> files =
                known.entrySet().stream()
                        .filter(e -> e.getValue().jar().id().equals(id))
                        .map(Map.Entry::getKey)
                        .filter(file -> !file.equals(but))
                        .toList();
        for (Path file : files) {
            Files.deleteIfExists(file);
            known.remove(file);
        }
    }
}
