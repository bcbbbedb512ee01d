package io.gnomon.platform.core.dashboards.internal.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.dashboards.DataSources.Entry;
import io.gnomon.platform.core.dashboards.DataSources.TestResult;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.RequestRefused.Kind;
import io.gnomon.platform.core.dashboards.internal.panel.FakeEngine;
import io.gnomon.spi.settings.SettingsException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.util.List;

final class SavedSourcesTest {
    private final TestSources sources = new TestSources();
    private final EchoSourceFactory echo = new EchoSourceFactory();
    private SavedSources saved = sources.open(new FakeEngine());

    SavedSourcesTest() throws Exception {}

    @BeforeEach
    void install() {
        sources.plugins.add(echo);
    }

    @AfterEach
    void close() {
        saved.close();
        assertEquals(0, sources.plugins.openHandles());
    }

    private static String request(String name, String password) {
        return "{\"name\":\"%s\",\"type\":\"echo\",\"settings\":{\"url\":\"http://a\",\"password\":\"%s\",\"tokens\":[\"t1\",\"t2\"]}}"
                .formatted(name, password);
    }

    private static Kind refusal(Executable executable) {
        return assertThrows(RequestRefused.class, executable).kind();
    }

    @Test
    void theBuiltInOneIsThereAndStays() throws Exception {
        assertEquals(
                List.of(
                        new Entry("gnomon", "Gnomon", "prometheus-builtin", true, true, "{}"),
                        new Entry("gnomon-server", "This server", "gnomon", false, true, "{}")),
                saved.list());
        assertTrue(saved.test("{\"uid\":\"gnomon\"}").ok());
        assertEquals(Kind.CONFLICT, refusal(() -> saved.delete("gnomon-server")));
        assertEquals(Kind.CONFLICT, refusal(() -> saved.delete("gnomon")));
        assertEquals(Kind.CONFLICT, refusal(() -> saved.update("gnomon", "{}")));
    }

    @Test
    void secretsAreNeitherShownNorStoredInTheOpen() throws Exception {
        Entry entry = saved.create(request("Echo", "open sesame"));
        assertEquals(
                "{\"url\":\"http://a\",\"password\":\"<secret>\",\"tokens\":[\"<secret>\",\"<secret>\"]}",
                entry.settings());
        assertEquals(entry, saved.list().get(1));
        assertFalse(sources.stored().contains("sesame"));
    }

    @Test
    void sourcesSurviveAReopening() throws Exception {
        String uid = saved.create(request("Echo", "open sesame")).uid();
        saved.close();
        saved = sources.open(new FakeEngine());
        assertEquals(uid, saved.list().get(1).uid());
        assertEquals(
                new TestResult(true, "tokens: [t1, t2]"), saved.test("{\"uid\":\"" + uid + "\"}"));
    }

    @Test
    void secretsThatAreGivenBackAsShownAreKept() throws Exception {
        Entry entry = saved.create(request("Echo", "open sesame"));
        saved.update(
                entry.uid(),
                "{\"name\":\"Other\",\"settings\":{\"url\":\"http://b\",\"password\":\"<secret>\",\"tokens\":[\"<secret>\",\"new\"]}}");
        assertEquals("Other", saved.list().get(1).name());
        assertEquals(
                new TestResult(true, "tokens: [t1, new]"),
                saved.test("{\"uid\":\"" + entry.uid() + "\"}"));
        saved.update(entry.uid(), "{\"name\":\"Other\",\"settings\":{\"url\":\"http://b\"}}");
        assertEquals(
                new TestResult(false, "wrong password"),
                saved.test("{\"uid\":\"" + entry.uid() + "\"}"));
    }

    @Test
    void unsavedSettingsCanBeTested() throws Exception {
        assertTrue(saved.test(request("x", "open sesame")).ok());
        assertFalse(saved.test(request("x", "<secret>")).ok());
        Entry entry = saved.create(request("Echo", "open sesame"));
        String changed =
                "{\"uid\":\"%s\",\"settings\":{\"url\":\"http://b\",\"password\":\"<secret>\"}}"
                        .formatted(entry.uid());
        assertEquals(new TestResult(true, "tokens: []"), saved.test(changed));
    }

    @Test
    void wrongRequestsAreRefusedInWords() throws Exception {
        saved.create(request("Echo", "p"));
        assertEquals(Kind.CONFLICT, refusal(() -> saved.create(request("ECHO", "p"))));
        assertEquals(Kind.INVALID, refusal(() -> saved.create(request(" ", "p"))));
        assertEquals(Kind.INVALID, refusal(() -> saved.create("{\"name\":\"x\"}")));
        assertEquals(
                Kind.INVALID,
                refusal(() -> saved.create("{\"name\":\"x\",\"type\":\"nope\",\"settings\":{}}")));
        assertEquals(Kind.NOT_FOUND, refusal(() -> saved.delete("nope")));
        SettingsException wrong =
                assertThrows(
                        SettingsException.class,
                        () ->
                                saved.create(
                                        "{\"name\":\"x\",\"type\":\"echo\",\"settings\":{\"url\":\"http://a\",\"depth\":0}}"));
        assertEquals("/depth", wrong.problems().get(0).path());
    }

    @Test
    void withoutItsPluginASourceIsListedWithoutSettings() throws Exception {
        Entry entry = saved.create(request("Echo", "open sesame"));
        sources.plugins.remove(echo);
        assertNull(saved.list().get(1).settings());
        assertEquals(Kind.INVALID, refusal(() -> saved.test("{\"uid\":\"" + entry.uid() + "\"}")));
        sources.plugins.add(echo);
        assertTrue(saved.test("{\"uid\":\"" + entry.uid() + "\"}").ok());
    }

    @Test
    void whatIsDeletedIsGone() throws Exception {
        Entry entry = saved.create(request("Echo", "p"));
        saved.delete(entry.uid());
        assertEquals(2, saved.list().size());
        assertEquals("", sources.stored());
        assertEquals(2, saved.sources().all().size());
    }
}
