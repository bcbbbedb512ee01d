package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aQute.bnd.header.OSGiHeader;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;

/**
 * The public signatures of model and spi are text in cnf/api: a change to a contract shows in the
 * diff, beside the package's version. {@code -Dapi.write=true} writes the text anew.
 */
class PublicApiTest {
    @ParameterizedTest
    @ValueSource(strings = {"model", "spi"})
    void signaturesAreCommitted(String room) throws IOException {
        Path text = Distribution.checkout().resolve("cnf/api/" + room + ".txt");
        Path jar =
                Distribution.bundles().stream()
                        .filter(b ->
                                b.getFileName().toString().startsWith("io.gnomon." + room + "-"))
                        .findFirst()
                        .orElseThrow();
        String now = signatures(jar);
        if (Boolean.getBoolean("api.write")) {
            Files.writeString(text, now);
        }
        assertEquals(
                Files.exists(text) ? Files.readString(text) : "",
                now,
                "the contract changed: look at the version of the package, then run"
                        + " mvn verify -Dapi.write=true");
    }

    private static String signatures(Path jar) throws IOException {
        StringBuilder out = new StringBuilder();
        try (JarFile file = new JarFile(jar.toFile())) {
            String header = file.getManifest().getMainAttributes().getValue("Export-Package");
            for (var pkg : new TreeMap<>(OSGiHeader.parseHeader(header)).entrySet()) {
                out.append("package ").append(pkg.getKey());
                out.append(" version ").append(pkg.getValue().getVersion()).append("\n\n");
                String folder = pkg.getKey().replace('.', '/') + "/";
                List<String> classes = new ArrayList<>();
                file.stream()
                        .map(java.util.zip.ZipEntry::getName)
                        .filter(n -> n.startsWith(folder) && n.endsWith(".class"))
                        .filter(n -> n.indexOf('/', folder.length()) < 0)
                        .filter(n -> !n.endsWith("package-info.class"))
                        .sorted()
                        .forEach(
                                n -> classes.add(n.substring(0, n.length() - 6).replace('/', '.')));
                out.append(javap(jar, classes)).append('\n');
            }
        }
        return out.toString();
    }

    private static String javap(Path jar, List<String> classes) {
        List<String> arguments = new ArrayList<>(List.of("-protected", "-cp", jar.toString()));
        arguments.addAll(classes);
        StringWriter out = new StringWriter();
        ToolProvider javap = ToolProvider.findFirst("javap").orElseThrow();
        int exit =
                javap.run(
                        new PrintWriter(out),
                        new PrintWriter(out),
                        arguments.toArray(String[]::new));
        assertEquals(0, exit, out.toString());
        return out.toString()
                .lines()
                .filter(line -> !line.startsWith("Compiled from"))
                .map(line -> line + "\n")
                .reduce("", String::concat);
    }
}
