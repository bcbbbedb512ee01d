package io.gnomon.exporters.blackbox.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;
import io.gnomon.spi.settings.SettingsNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the bundle offers asks for what the exporter reports. */
class OffersTest {
    private static final Pattern METRIC = Pattern.compile("\\b(probe|blackbox)_[a-z0-9_]+");

    @TempDir Path folder;

    private static String offer(String path) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        OffersTest.class.getResourceAsStream("/offers/" + path), path)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /** Metrics of a text; file names and uids are not among them. */
    private static Set<String> metrics(String text) {
        Set<String> found = new TreeSet<>();
        METRIC.matcher(text).results().forEach(match -> found.add(match.group()));
        return found;
    }

    private Set<String> reported() throws Exception {
        Set<String> reported = new TreeSet<>();
        Path captures = PeerData.folder("exporters/captured");
        try (Stream<Path> files = Files.list(captures)) {
            for (Path file : files.filter(f -> f.toString().contains("-probe-")).toList()) {
                reported.addAll(metrics(Files.readString(file)));
            }
        }
        try (Exporters own = new Exporters(folder, "modules: {m: {prober: tcp}}")) {
            reported.addAll(RecordedMetrics.of(own.exporter).families().keySet());
        }
        return reported;
    }

    @Test
    void theRulesAskForWhatIsReported() throws Exception {
        String rules = offer("rules/blackbox.yml");
        Set<String> asked = metrics(rules);
        assertEquals(4, asked.size(), asked::toString);
        assertTrue(reported().containsAll(asked), asked::toString);
        assertTrue(new RecordBinder().parseYaml("r.yml", rules) instanceof SettingsNode.Mapping);
    }

    @Test
    void theDashboardAsksForWhatIsReported() throws Exception {
        String dashboard = offer("dashboards/blackbox.json");
        Set<String> asked = metrics(dashboard);
        assertTrue(asked.size() > 5, asked::toString);
        assertTrue(reported().containsAll(asked), asked::toString);
        assertTrue(new RecordBinder().parseJson(dashboard) instanceof SettingsNode.Mapping);
    }
}
