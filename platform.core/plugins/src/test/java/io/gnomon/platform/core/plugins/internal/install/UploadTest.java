package io.gnomon.platform.core.plugins.internal.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.plugins.internal.Await;
import io.gnomon.platform.core.plugins.internal.PluginsTestBase;
import io.gnomon.platform.core.plugins.internal.Scrape;
import io.gnomon.platform.core.plugins.internal.TestFramework;
import io.gnomon.platform.core.plugins.internal.calls.Words;
import io.gnomon.spi.runtime.PluginAdmin.PluginStatus;
import io.gnomon.spi.runtime.PluginAdmin.State;
import io.gnomon.spi.runtime.PluginRefused;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Uploads wait for a confirmation; what was confirmed can be rolled back. */
class UploadTest extends PluginsTestBase {
    private PluginStatus upload(Path jar) throws Exception {
        try (var in = Files.newInputStream(jar)) {
            return framework.admin().upload(jar.getFileName().toString(), in, "ann");
        }
    }

    @Test
    void anUploadRunsOnlyAfterItsConfirmation() throws Exception {
        PluginStatus waiting = upload(demo().build("1.0.0"));
        assertEquals(State.WAITING_FOR_CONFIRMATION, waiting.state());
        assertEquals(DEMO, waiting.id());
        assertEquals("1.0.0", waiting.version());
        assertTrue(framework.loaders(DEMO).isEmpty());
        assertThrows(PluginRefused.class, () -> framework.admin().confirm("0".repeat(64), "ann"));
        restart();
        Await.until("it still waits", () -> framework.admin().list().size() == 1);
        PluginStatus active = framework.admin().confirm(waiting.sha256(), "ann");
        assertEquals(State.ACTIVE, active.state());
        assertEquals("1.0.0", Scrape.version(open("demo")));
        assertEquals(1, framework.admin().list().size());
        restart();
        awaitActive(DEMO, "1.0.0");
        assertEquals("1.0.0", Scrape.version(open("demo")));
    }

    @Test
    void aRollBackGoesThereAndBack() throws Exception {
        framework.admin().confirm(upload(demo().build("1.0.0")).sha256(), "ann");
        assertThrows(PluginRefused.class, () -> framework.admin().rollBack(DEMO, "ann"));
        PluginStatus second =
                framework.admin().confirm(upload(demo().build("2.0.0")).sha256(), "ann");
        assertEquals("1.0.0", second.previousVersion());
        PluginStatus back = framework.admin().rollBack(DEMO, "ann");
        assertEquals("1.0.0", back.version());
        assertEquals("2.0.0", back.previousVersion());
        assertEquals("1.0.0", Scrape.version(open("demo")));
        restart();
        awaitActive(DEMO, "1.0.0");
        assertEquals("2.0.0", framework.admin().rollBack(DEMO, "ann").version());
    }

    @Test
    void whatDoesNotStartStaysWaitingAndTheOldOneRuns() throws Exception {
        framework.admin().confirm(upload(demo().build("1.0.0")).sha256(), "ann");
        PluginStatus broken = upload(demo().header("imports", "not.there").build("2.0.0"));
        PluginRefused no =
                assertThrows(
                        PluginRefused.class,
                        () -> framework.admin().confirm(broken.sha256(), "ann"));
        assertTrue(Words.of(no).contains("needs the package not.there"), Words.of(no));
        assertTrue(isActive(DEMO, "1.0.0"));
        assertEquals(
                List.of("", Words.of(no)),
                framework.admin().list().stream()
                        .sorted(Comparator.comparing(PluginStatus::version))
                        .map(PluginStatus::error)
                        .toList(),
                "the list still tells when the dialog is closed");
        framework.admin().discard(broken.sha256(), "ann");
        assertEquals(1, framework.admin().list().size());
        assertTrue(isActive(DEMO, "1.0.0"), "the upload was thrown away, not what runs");
    }

    @Test
    void whatIsRemovedIsWhatRunsAndAnUploadGoesOnWaiting() throws Exception {
        framework.admin().confirm(upload(demo().build("1.0.0")).sha256(), "ann");
        upload(demo().build("2.0.0"));
        framework.admin().remove(DEMO, "ann");
        PluginStatus left = framework.admin().list().getFirst();
        assertEquals("2.0.0", left.version());
        assertEquals(State.WAITING_FOR_CONFIRMATION, left.state());
        framework.admin().remove(DEMO, "ann");
        assertEquals(List.of(), framework.admin().list());
    }

    @Test
    void oneUploadOfSeveralIsThrownAwayAndNothingElse() throws Exception {
        framework.admin().confirm(upload(demo().build("1.0.0")).sha256(), "ann");
        String second = upload(demo().build("2.0.0")).sha256();
        String third = upload(demo().build("3.0.0")).sha256();
        framework.admin().discard(second, "ann");
        assertEquals(
                List.of("1.0.0", "3.0.0"),
                framework.admin().list().stream().map(PluginStatus::version).sorted().toList());
        PluginRefused no =
                assertThrows(PluginRefused.class, () -> framework.admin().discard(second, "bob"));
        assertEquals("no upload with the SHA-256 " + second + " waits", Words.of(no));
        assertTrue(isActive(DEMO, "1.0.0"), "who comes second removes nothing that runs");
        framework.admin().confirm(third, "ann");
        assertThrows(PluginRefused.class, () -> framework.admin().discard(third, "bob"));
        assertTrue(isActive(DEMO, "3.0.0"));
    }

    @Test
    void whatIsNoPluginIsRefusedInWords() {
        PluginRefused no =
                assertThrows(
                        PluginRefused.class,
                        () ->
                                framework
                                        .admin()
                                        .upload(
                                                "notes.txt",
                                                new ByteArrayInputStream(new byte[100]),
                                                "ann"));
        assertTrue(
                Words.of(no).startsWith("notes.txt is no jar, or not a whole one: "), Words.of(no));
    }

    @Test
    void uploadsCanBeSwitchedOff() throws Exception {
        try (TestFramework closed = new TestFramework(temp.resolve("closed"), false)) {
            PluginRefused no =
                    assertThrows(
                            PluginRefused.class,
                            () ->
                                    closed.admin()
                                            .upload(
                                                    "demo.jar",
                                                    new ByteArrayInputStream(new byte[0]),
                                                    "ann"));
            assertTrue(Words.of(no).startsWith("uploads are switched off"), Words.of(no));
            assertFalse(Files.exists(closed.folder().resolve("demo.jar")));
        }
    }
}
