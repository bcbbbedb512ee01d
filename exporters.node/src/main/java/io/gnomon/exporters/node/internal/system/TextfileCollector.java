package io.gnomon.exporters.node.internal.system;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.model.sample.MetricType;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Passes on what jobs of the host wrote into files *.prom, as node_exporter's textfile collector: a
 * file whose samples have times is refused as a whole, a family with another help than in the file
 * before is left out of the later one; both set node_textfile_scrape_error.
 */
final class TextfileCollector implements Collector {
    private static final Logger LOG = LoggerFactory.getLogger(TextfileCollector.class);

    private final HostFiles files;
    private final List<String> directories;

    /** Mistakes that were said already. */
    private Set<String> said = new HashSet<>();

    TextfileCollector(HostFiles files, List<String> directories) {
        this.files = files;
        this.directories = List.copyOf(directories);
    }

    @Override
    public void collect(Metrics out) throws IOException {
        Set<String> mistakes = new HashSet<>();
        List<TextFile.Family> families = new ArrayList<>();
        Map<String, String> helps = new HashMap<>();
        Map<String, MetricType> types = new HashMap<>();
        Map<String, List<String>> sources = new HashMap<>();
        for (Path file : files(mistakes)) {
            TextFile read;
            double modified;
            try {
                modified = Files.getLastModifiedTime(file).toMillis() / 1e3;
                read = TextFile.of(files.read(file), file);
            } catch (IOException e) {
                mistakes.add(file + " cannot be read: " + e.getMessage());
                continue;
            }
            if (read.timed()) {
                mistakes.add(file + " is left out: its samples have times");
                continue;
            }
            for (TextFile.Family family : read.families()) {
                String help = helps.getOrDefault(family.name(), "");
                MetricType type = types.putIfAbsent(family.name(), family.type());
                if (type != null && type != family.type()) {
                    mistakes.add(
                            file
                                    + ": "
                                    + family.name()
                                    + " has another type than in a file before");
                } else if (!help.isEmpty()
                        && !family.help().isEmpty()
                        && !help.equals(family.help())) {
                    mistakes.add(
                            file
                                    + ": "
                                    + family.name()
                                    + " has another help than in a file before");
                } else {
                    helps.put(family.name(), help.isEmpty() ? family.help() : help);
                    sources.computeIfAbsent(family.name(), _ -> new ArrayList<>())
                            .add(file.toString());
                    families.add(family);
                }
            }
            if (read.mistake().isEmpty()) {
                out.gauge(
                        "node_textfile_mtime_seconds",
                        "When the file was last written.",
                        modified,
                        "file",
                        file.toString());
            } else {
                mistakes.add(read.mistake());
            }
        }
        for (TextFile.Family family : families) {
            String help = helps.getOrDefault(family.name(), "");
            String read = "Metric read from " + String.join(", ", of(sources, family.name()));
            out.family(family.name(), family.type(), help.isEmpty() ? read : help);
            for (TextFile.Sample sample : family.samples()) {
                out.suffixed(sample.suffix(), sample.value(), sample.pairs());
            }
        }
        out.gauge(
                "node_textfile_scrape_error",
                "1 when a file or folder could not be read or is not valid, else 0.",
                mistakes.isEmpty() ? 0 : 1);
        mistakes.stream().filter(m -> !said.contains(m)).forEach(m -> LOG.warn("textfile: {}", m));
        said = mistakes;
    }

    private static List<String> of(Map<String, List<String>> sources, String name) {
        return sources.getOrDefault(name, List.of());
    }

    private List<Path> files(Set<String> mistakes) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String directory : directories) {
            for (Path folder : folders(directory)) {
                if (Files.isDirectory(folder)) {
                    found.addAll(files.list(folder, "*.prom"));
                } else {
                    mistakes.add("the folder " + folder + " does not exist");
                }
            }
        }
        return found;
    }

    /** Folders that a path stands for whose parts may have *, ? and [...] in them. */
    private List<Path> folders(String pattern) throws IOException {
        Path whole = Path.of(pattern);
        if (!pattern.matches(".*[*?\\[].*")) {
            return List.of(whole);
        }
        List<Path> folders = List.of(whole.isAbsolute() ? whole.getRoot() : Path.of(""));
        for (Path part : whole) {
            List<Path> next = new ArrayList<>();
            for (Path folder : folders) {
                next.addAll(files.list(folder, part.toString()));
            }
            folders = next;
        }
        return folders;
    }
}
