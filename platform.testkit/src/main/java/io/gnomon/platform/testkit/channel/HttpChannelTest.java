package io.gnomon.platform.testkit.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;
import io.gnomon.platform.testkit.http.LoopbackServer.Asked;
import io.gnomon.platform.testkit.http.PlainHttpClients;
import io.gnomon.spi.channel.Channel;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.util.Map;
import java.util.function.Function;

/**
 * The contract for a channel that posts over HTTP, and what its tests need. The server takes what
 * comes to {@code /taken...}; {@code /busy...} and {@code /gone...} say 503 and 404.
 *
 * @param <S> settings record
 */
public abstract class HttpChannelTest<S extends Record> extends ChannelContractTest<S> {
    private final SettingsBinder binder;
    private final Function<HttpClients, ChannelFactory<S>> maker;
    private final String yaml;

    protected LoopbackServer server;

    /**
     * Tests of a channel.
     *
     * @param binder the server's
     * @param yaml settings; URL stands for that of the server
     */
    protected HttpChannelTest(
            SettingsBinder binder, Function<HttpClients, ChannelFactory<S>> maker, String yaml) {
        this.binder = binder;
        this.maker = maker;
        this.yaml = yaml;
    }

    private Answer answer(Asked asked) {
        String path = asked.uri().getPath();
        if (path.startsWith("/busy")) {
            return Answer.text(503, "later");
        }
        return path.startsWith("/gone") ? Answer.text(404, "no such hook") : taken(asked);
    }

    /** What a server that takes a request says. */
    protected Answer taken(Asked asked) {
        return Answer.text(200, "");
    }

    @BeforeEach
    void start() {
        server = new LoopbackServer(this::answer);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    protected final S bound(String settings) {
        try {
            return binder.bind(binder.parseYaml("a.yml", settings), factory().settings());
        } catch (SettingsException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Settings with a path of the server in place of URL. */
    protected final S at(String path, String settings) {
        return bound(settings.replace("URL", server.uri(path).toString()));
    }

    @Override
    protected final ChannelFactory<S> factory() {
        return maker.apply(new PlainHttpClients());
    }

    @Override
    protected final S accepting() {
        return at("/taken", yaml);
    }

    @Override
    protected final S failing() {
        return at("/busy", yaml);
    }

    @Override
    protected final S refusing() {
        return at("/gone", yaml);
    }

    @Override
    protected final S unreachable() {
        return bound(yaml.replace("URL", LoopbackServer.nobody().toString()));
    }

    @Override
    protected int received() {
        return server.asked().size();
    }

    protected final Delivery send(S settings, TestNotification notification) throws Exception {
        try (Channel channel = factory().create(settings)) {
            return channel.send(notification);
        }
    }

    /** The body that was posted with settings and texts of templates. */
    protected final String posted(String settings, Map<String, String> texts) throws Exception {
        int before = server.asked().size();
        Delivery delivery =
                send(at("/taken", settings), TestNotification.twoAlerts().withTexts(texts));
        assertEquals(new Delivery.Delivered(), delivery);
        return server.asked().get(before).body();
    }

    /**
     * Settings are refused with a sentence, which is that of Alertmanager's amtool check-config.
     */
    protected final void refused(String settings, String sentence) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> bound(settings)).getMessage();
        assertTrue(String.valueOf(message).endsWith(": " + sentence), message);
    }
}
