package io.gnomon.platform.core.plugins.internal.install;

import io.gnomon.platform.core.plugins.internal.calls.Kind;
import io.gnomon.platform.core.plugins.internal.calls.Words;
import io.gnomon.spi.runtime.PluginAdmin.PluginStatus;
import io.gnomon.spi.runtime.PluginAdmin.State;
import io.gnomon.spi.runtime.PluginCatalogue;
import io.gnomon.spi.runtime.PluginCatalogue.Entry;
import io.gnomon.spi.runtime.PluginCatalogue.Standing;
import io.gnomon.spi.runtime.PluginRefused;

import org.osgi.framework.Version;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A local folder of jars from which an administrator may install. It is only read; what is taken
 * from it waits for its confirmation as an upload does. Any thread.
 */
final class CatalogueFolder {
    private static final Comparator<Entry> ORDER =
            Comparator.comparing(Entry::name, String.CASE_INSENSITIVE_ORDER)
                    .thenComparing(Entry::id)
                    .thenComparing(
                            entry -> Version.parseVersion(entry.version()),
                            Comparator.reverseOrder());

    private final String folder;

    /** Each jar is read once for each size and time. */
    private final Map<Path, Known> known = new HashMap<>();

    private record Known(long size, FileTime modified, Reading reading) {}

    /** What came of reading a file: the jar, or why it is no plugin. */
    private interface Reading {
        PluginJar get() throws PluginRefused;
    }

    /**
     * @param folder empty for none
     */
    CatalogueFolder(String folder) {
        this.folder = folder;
    }

    /**
     * What is in the folder now.
     *
     * @param installed what the server has
     */
    synchronized PluginCatalogue look(List<PluginStatus> installed) {
        List<Entry> entries = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Path file : files(problems)) {
            try {
                entries.add(entry(read(file), installed));
            } catch (PluginRefused e) {
                problems.add(Words.of(e));
            } catch (IOException e) {
                problems.add("%s cannot be read: %s".formatted(file.getFileName(), Words.of(e)));
            }
        }
        entries.sort(ORDER);
        return new PluginCatalogue(folder, List.copyOf(entries), List.copyOf(problems));
    }

    /**
     * The file with this content.
     *
     * @throws PluginRefused when there is none any more
     */
    synchronized Path file(String sha256) throws PluginRefused {
        for (Path file : files(new ArrayList<>())) {
            try {
                if (read(file).sha256().equals(sha256)) {
                    return file;
                }
            } catch (IOException | PluginRefused notThisOne) {
                // The list tells of it.
            }
        }
        throw new PluginRefused(
                "no jar of the catalogue has the SHA-256 %s (any more)".formatted(sha256));
    }

    private List<Path> files(List<String> problems) {
        if (folder.isEmpty()) {
            return List.of();
        }
        try (var files = Files.list(Path.of(folder))) {
            List<Path> jars =
                    files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
            known.keySet().retainAll(jars);
            return jars;
        } catch (IOException e) {
            problems.add(
                    "the folder %s of --gnomon.plugins.catalogue cannot be read: %s"
                            .formatted(folder, e));
            return List.of();
        }
    }

    private PluginJar read(Path file) throws IOException, PluginRefused {
        long size = Files.size(file);
        FileTime modified = Files.getLastModifiedTime(file);
        Known before = known.get(file);
        if (before != null && before.size() == size && before.modified().equals(modified)) {
            return before.reading().get();
        }
        Reading reading;
        try {
            PluginJar jar = PluginJar.read(file, file.getFileName().toString());
            reading = () -> jar;
        } catch (PluginRefused e) {
            reading =
                    () -> {
                        throw e;
                    };
        }
        known.put(file, new Known(size, modified, reading));
        return reading.get();
    }

    private static Entry entry(PluginJar jar, List<PluginStatus> installed) {
        String there = "";
        Standing standing = Standing.NEW;
        for (PluginStatus plugin : installed) {
            if (plugin.id().equals(jar.id()) && plugin.state() != State.WAITING_FOR_CONFIRMATION) {
                there = plugin.version();
                standing = standing(jar, plugin);
            }
        }
        return new Entry(
                jar.sha256(),
                jar.file().getFileName().toString(),
                jar.id(),
                jar.name(),
                jar.version().toString(),
                jar.description(),
                jar.kinds().stream().sorted().map(Kind::word).toList(),
                jar.publisher(),
                there,
                standing);
    }

    private static Standing standing(PluginJar jar, PluginStatus there) {
        if (there.sha256().equals(jar.sha256())) {
            return Standing.INSTALLED;
        }
        int order = jar.version().compareTo(Version.parseVersion(there.version()));
        if (order == 0 && there.official()) {
            return Standing.INSTALLED;
        }
        return order < 0 ? Standing.OLDER : Standing.UPDATE;
    }
}
