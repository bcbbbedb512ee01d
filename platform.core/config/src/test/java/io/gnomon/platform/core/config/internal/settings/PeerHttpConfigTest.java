package io.gnomon.platform.core.config.internal.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.gnomon.platform.core.config.internal.text.YamlReader;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.TlsSettings;
import io.gnomon.spi.settings.SettingsException;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The {@code http_config} and {@code tls_config} files of prometheus/common. */
class PeerHttpConfigTest {
    /** Bad only when files are read, which the HTTP client does. */
    private static final Set<String> READ_LATER =
            Set.of("http.conf.invalid-bearer-token-file.bad.yml");

    @TestFactory
    Stream<DynamicTest> goodOnesBindAndBadOnesAreRefused() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(PeerData.folder("config/http-client"))) {
            files =
                    all.filter(f -> f.toString().matches(".*\\.(good|bad)\\.(ya?ml|json)"))
                            .toList();
        }
        assertTrue(files.size() > 30, "only " + files.size() + " files");
        return files.stream().map(file -> dynamicTest(name(file), () -> check(file)));
    }

    private static void check(Path file) throws IOException {
        boolean good = name(file).contains(".good.") || READ_LATER.contains(name(file));
        Class<? extends Record> type =
                name(file).startsWith("tls_config") ? TlsSettings.class : HttpSettings.class;
        String outcome = "bound";
        try {
            String text = Files.readString(file);
            var _ = new RecordBinder().bind(YamlReader.read(name(file), text), type);
        } catch (SettingsException e) {
            outcome = "refused: " + e.getMessage();
        }
        assertEquals(good, outcome.equals("bound"), outcome);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
