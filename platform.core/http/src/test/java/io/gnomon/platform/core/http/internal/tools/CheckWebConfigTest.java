package io.gnomon.platform.core.http.internal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

class CheckWebConfigTest {
    @TempDir private Path folder;
    private final StringWriter err = new StringWriter();

    private int run(String... files) {
        return new CheckWebConfig()
                .run(new PrintWriter(new StringWriter()), new PrintWriter(err, true), files);
    }

    @Test
    void aLineForEachFile() throws IOException {
        String good = Files.writeString(folder.resolve("good.yml"), "").toString();
        String bad = Files.writeString(folder.resolve("bad.yml"), "tls: {}").toString();
        assertEquals(0, run(good));
        assertEquals(1, run(bad, good));
        String[] lines = err.toString().split("\n", -1);
        assertEquals(good + " SUCCESS", lines[0]);
        assertTrue(lines[1].startsWith(bad + " FAILED: " + bad + ":1:1: unknown key"), lines[1]);
        assertEquals(good + " SUCCESS", lines[2]);
    }

    @Test
    void certificatesAreRead() throws IOException {
        Path file = folder.resolve("web.yml");
        Files.writeString(file, "tls_server_config: {cert_file: c.pem, key_file: k.pem}");
        assertEquals(1, run(file.toString()));
        assertTrue(err.toString().contains("c.pem"), err::toString);
    }
}
