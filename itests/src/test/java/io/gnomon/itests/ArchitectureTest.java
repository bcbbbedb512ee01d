package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aQute.bnd.header.OSGiHeader;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** Who may import whom, as the table in ARCHITECTURE.md says; and no cycles. */
class ArchitectureTest {
    private static final String PREFIX = "io.gnomon.";

    /** A row of the table: bundle name behind the prefix, "*" at its end; what it may import. */
    private static final Map<String, List<String>> allowed = new LinkedHashMap<>();

    /** Imported packages of ours by bundle name behind the prefix. */
    private static final Map<String, Set<String>> imports = new TreeMap<>();

    private static final Map<String, String> exporterOf = new HashMap<>();

    @BeforeAll
    static void read() throws IOException {
        for (String line : Files.readAllLines(Distribution.checkout().resolve("ARCHITECTURE.md"))) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 5 && !cells[1].isBlank() && !cells[1].startsWith("-")) {
                List<String> may = new ArrayList<>();
                for (String word : cells[3].split(",", -1)) {
                    may.add(word.strip());
                }
                allowed.put(cells[1].strip(), may);
            }
        }
        for (Path jar : Distribution.bundles()) {
            try (JarFile file = new JarFile(jar.toFile())) {
                Attributes manifest = file.getManifest().getMainAttributes();
                String name = manifest.getValue("Bundle-SymbolicName").substring(PREFIX.length());
                Set<String> ours = new TreeSet<>();
                for (String pkg : packages(manifest.getValue("Import-Package"))) {
                    if (pkg.startsWith(PREFIX)) {
                        ours.add(pkg.substring(PREFIX.length()));
                    }
                }
                Set<String> exported = packages(manifest.getValue("Export-Package"));
                exported.forEach(pkg -> exporterOf.put(pkg, name));
                ours.removeIf(pkg -> exported.contains(PREFIX + pkg));
                imports.put(name.replace("nativecalls", "native"), ours);
            }
        }
    }

    private static Set<String> packages(String header) {
        return header == null ? Set.of() : OSGiHeader.parseHeader(header).keySet();
    }

    @Test
    void everyBundleImportsOnlyWhatTheTableAllows() {
        assertTrue(imports.size() >= 20, "too few bundles seen: " + imports.keySet());
        List<String> wrong = new ArrayList<>();
        imports.forEach((bundle, packages) -> {
            if (bundle.startsWith("lib.")) {
                return;
            }
            List<String> may = row(bundle);
            if (may == null) {
                wrong.add(bundle + " has no row in the table of ARCHITECTURE.md");
                return;
            }
            for (String pkg : packages) {
                if (may.stream().noneMatch(word -> covers(word, pkg))) {
                    wrong.add(bundle + " must not import " + PREFIX + pkg);
                }
            }
        });
        assertEquals(List.of(), wrong);
    }

    private static List<String> row(String bundle) {
        for (var row : allowed.entrySet()) {
            String name = row.getKey();
            boolean family = name.endsWith(".*");
            if (family
                    ? bundle.startsWith(name.substring(0, name.length() - 1))
                    : bundle.equals(name)) {
                return row.getValue();
            }
        }
        return null;
    }

    /** "spi" covers spi.common, "scrape" covers platform.core.scrape. */
    private static boolean covers(String word, String pkg) {
        return !word.isEmpty() && (isUnder(word, pkg) || isUnder("platform.core." + word, pkg));
    }

    private static boolean isUnder(String room, String pkg) {
        return pkg.equals(room) || pkg.startsWith(room + ".");
    }

    @Test
    void everyRowOfTheTableIsARoomOfTheDistribution() {
        for (String room : allowed.keySet()) {
            String start = room.endsWith(".*") ? room.substring(0, room.length() - 1) : room;
            assertTrue(
                    room.equals("room")
                            || imports.keySet().stream().anyMatch(b -> b.startsWith(start)),
                    room);
        }
    }

    @Test
    void internalPackagesAreNotExported() {
        for (String pkg : exporterOf.keySet()) {
            assertTrue(!pkg.startsWith(PREFIX) || !pkg.contains(".internal"), pkg);
        }
    }

    @Test
    void bundlesDoNotImportEachOtherInCircles() {
        Map<String, Set<String>> graph = new TreeMap<>();
        imports.forEach((bundle, packages) -> {
            Set<String> needed = new TreeSet<>();
            packages.forEach(pkg -> needed.add(exporterOf.getOrDefault(PREFIX + pkg, pkg)));
            needed.remove(bundle);
            graph.put(bundle, needed);
        });
        Set<String> done = new HashSet<>();
        graph.keySet().forEach(bundle -> visit(bundle, graph, new ArrayList<>(), done));
        assertTrue(done.containsAll(graph.keySet()));
    }

    private static void visit(
            String bundle, Map<String, Set<String>> graph, List<String> path, Set<String> done) {
        if (path.contains(bundle)) {
            throw new AssertionError("a circle of imports: " + path + " -> " + bundle);
        }
        if (!done.contains(bundle)) {
            path.add(bundle);
            graph.getOrDefault(bundle, Set.of()).forEach(next -> visit(next, graph, path, done));
            path.remove(bundle);
            done.add(bundle);
        }
    }
}
