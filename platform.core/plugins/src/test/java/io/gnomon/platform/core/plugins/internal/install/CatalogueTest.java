package io.gnomon.platform.core.plugins.internal.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.plugins.internal.PluginsTestBase;
import io.gnomon.platform.core.plugins.internal.Scrape;
import io.gnomon.platform.core.plugins.internal.calls.Words;
import io.gnomon.spi.runtime.PluginAdmin.PluginStatus;
import io.gnomon.spi.runtime.PluginAdmin.State;
import io.gnomon.spi.runtime.PluginCatalogue;
import io.gnomon.spi.runtime.PluginCatalogue.Entry;
import io.gnomon.spi.runtime.PluginRefused;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Plugins of a folder are listed, installed, updated and gone back from. */
class CatalogueTest extends PluginsTestBase {
    private Path offer(String version) throws Exception {
        Path jar =
                demo().header("Bundle-Name", "Demo")
                        .header("Bundle-Description", "Counts to one.")
                        .build(version);
        Path folder = Files.createDirectories(framework.catalogue());
        return Files.copy(jar, folder.resolve("demo-" + version + ".jar"));
    }

    private String standings() {
        return String.join(
                ", ",
                framework.admin().catalogue().plugins().stream()
                        .map(entry ->
                                "%s %s (%s)"
                                        .formatted(
                                                entry.version(),
                                                entry.standing(),
                                                entry.installedVersion()))
                        .toList());
    }

    private PluginStatus install(int index) throws Exception {
        Entry entry = framework.admin().catalogue().plugins().get(index);
        PluginStatus waiting = framework.admin().take(entry.sha256(), "ann");
        assertEquals(State.WAITING_FOR_CONFIRMATION, waiting.state());
        return framework.admin().confirm(waiting.sha256(), "ann");
    }

    @Test
    void whatIsInTheFolderIsInstalledUpdatedAndGoneBackFrom() throws Exception {
        offer("1.0.0");
        Entry entry = framework.admin().catalogue().plugins().get(0);
        assertEquals("Demo", entry.name());
        assertEquals("Counts to one.", entry.description());
        assertEquals("demo-1.0.0.jar", entry.file());
        assertEquals("1.0.0 NEW ()", standings());
        assertTrue(framework.loaders(DEMO).isEmpty(), "nothing of it runs");
        install(0);
        assertEquals("1.0.0", Scrape.version(open("demo")));
        assertEquals("1.0.0 INSTALLED (1.0.0)", standings());
        offer("1.1.0");
        assertEquals("1.1.0 UPDATE (1.0.0), 1.0.0 INSTALLED (1.0.0)", standings());
        assertEquals("1.0.0", install(0).previousVersion());
        assertEquals("1.1.0", Scrape.version(open("demo")));
        assertEquals("1.1.0 INSTALLED (1.1.0), 1.0.0 OLDER (1.1.0)", standings());
        framework.admin().rollBack(DEMO, "ann");
        assertEquals("1.1.0 UPDATE (1.0.0), 1.0.0 INSTALLED (1.0.0)", standings());
        framework.admin().remove(DEMO, "ann");
        assertEquals("1.1.0 NEW (), 1.0.0 NEW ()", standings());
    }

    @Test
    void whatIsNoPluginOrGoneIsSaid() throws Exception {
        Path jar = offer("1.0.0");
        String sha256 = framework.admin().catalogue().plugins().get(0).sha256();
        Files.writeString(framework.catalogue().resolve("notes.jar"), "no zip at all");
        PluginCatalogue catalogue = framework.admin().catalogue();
        assertEquals(1, catalogue.plugins().size());
        assertTrue(
                catalogue.problems().get(0).startsWith("notes.jar cannot be read: "),
                catalogue.problems().toString());
        Files.delete(jar);
        PluginRefused no =
                assertThrows(PluginRefused.class, () -> framework.admin().take(sha256, "ann"));
        assertEquals(
                "no jar of the catalogue has the SHA-256 %s (any more)".formatted(sha256),
                Words.of(no));
    }

    @Test
    void aFolderThatIsNotThereIsSaid() {
        PluginCatalogue catalogue = framework.admin().catalogue();
        assertEquals(List.of(), catalogue.plugins());
        assertTrue(
                catalogue
                        .problems()
                        .get(0)
                        .contains("of --gnomon.plugins.catalogue cannot be read"),
                catalogue.problems().toString());
        assertFalse(new CatalogueFolder("").look(List.of()).problems().iterator().hasNext());
    }
}
