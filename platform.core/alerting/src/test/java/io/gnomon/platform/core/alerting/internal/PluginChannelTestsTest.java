package io.gnomon.platform.core.alerting.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.alerting.ChannelTests.ChannelType;
import io.gnomon.platform.core.alerting.ChannelTests.TestResult;
import io.gnomon.platform.core.config.alerting.Receiver.ChannelEntry;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.testkit.runtime.LocalPlugins;
import io.gnomon.spi.channel.Channel;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.channel.Notification;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.settings.SettingsException;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

final class PluginChannelTestsTest {
    private final List<Notification> sent = new ArrayList<>();
    private final LocalPlugins plugins = new LocalPlugins(new RecordBinder(), new Factory());
    private final PluginChannelTests tests =
            new PluginChannelTests(
                    plugins,
                    new RecordBinder(),
                    URI.create("http://gnomon.example"),
                    InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z")),
                    () -> Rig.PLAIN);

    @Doc("Remembers")
    record Settings(String answer) {}

    private final class Factory implements ChannelFactory<Settings> {
        @Override
        public String name() {
            return "memory";
        }

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public Channel create(Settings settings) {
            return notification -> {
                sent.add(notification);
                return switch (settings.answer()) {
                    case "yes" -> new Delivery.Delivered();
                    case "later" -> new Delivery.Retry("come back later");
                    case "no" -> new Delivery.Refused("no such receiver");
                    default -> throw new IllegalStateException("out of paper");
                };
            };
        }
    }

    private TestResult send(String answer) throws Exception {
        return tests.send(entry("memory", "{\"answer\": \"" + answer + "\"}"));
    }

    private static ChannelEntry entry(String type, String settings) throws SettingsException {
        return new ChannelEntry(type, 0, new RecordBinder().parseJson(settings), true);
    }

    @Test
    void theTypesCarryTheirForms() {
        List<ChannelType> types = tests.types();
        assertEquals(1, types.size());
        assertEquals("memory", types.get(0).type());
        assertEquals("Remembers", types.get(0).name());
        assertTrue(types.get(0).schema().contains("\"answer\""), types.get(0).schema());
    }

    @Test
    void aFiringTestAlertIsSentOnce() throws Exception {
        assertTrue(send("yes").ok());
        assertEquals(1, sent.size());
        Notification notification = sent.get(0);
        assertEquals("firing", notification.status());
        assertEquals("TestAlert", notification.alerts().get(0).labels().get("alertname"));
        assertEquals(notification.alerts().get(0).labels(), notification.commonLabels());
        assertEquals(0, plugins.openHandles());
    }

    @Test
    void whatTheReceiverSaysIsTheResult() throws Exception {
        assertEquals(new TestResult(false, "come back later"), send("later"));
        assertEquals(new TestResult(false, "no such receiver"), send("no"));
        assertEquals(new TestResult(false, "out of paper"), send("?"));
        assertEquals(0, plugins.openHandles());
    }

    @Test
    void wrongSettingsAndAbsentChannelsAreSaid() throws Exception {
        SettingsException wrong =
                assertThrows(SettingsException.class, () -> tests.send(entry("memory", "{}")));
        assertFalse(wrong.problems().isEmpty());
        assertEquals(
                new TestResult(false, "the channel \"pigeon\" is not installed"),
                tests.send(entry("pigeon", "{}")));
    }

    @Test
    void theAddressOfTheServerIsTheFlagOrWhereItListens() {
        assertEquals(
                URI.create("https://m.example/x"),
                ChannelTestsComponent.externalUrl("https://m.example/x", "127.0.0.1:9090"));
        assertEquals(
                URI.create("http://127.0.0.1:9090"),
                ChannelTestsComponent.externalUrl("", "127.0.0.1:9090,[::1]:9091"));
        assertEquals(
                URI.create("http://localhost:9090"),
                ChannelTestsComponent.externalUrl(null, "0.0.0.0:9090"));
        assertEquals(
                URI.create("http://localhost:9090"),
                ChannelTestsComponent.externalUrl(null, ":9090"));
        assertEquals(
                URI.create("http://localhost:9090/mon"),
                ChannelTestsComponent.externalUrl("/mon", ":9090"));
        assertEquals(
                URI.create("http://127.0.0.1:9090"), ChannelTestsComponent.externalUrl("", ""));
    }
}
