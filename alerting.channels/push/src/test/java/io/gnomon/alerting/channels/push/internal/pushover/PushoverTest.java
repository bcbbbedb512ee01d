package io.gnomon.alerting.channels.push.internal.pushover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.alerting.channels.push.internal.PushTest;
import io.gnomon.spi.common.HttpCaller;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.HttpSigning;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Map;

final class PushoverTest extends PushTest<PushoverSettings> {
    PushoverTest() {
        super(
                clients -> new PushoverFactory(new ToTitle(clients)),
                "{user_key: u, token: t, priority: 1, url_title: URL}");
    }

    /** Pushover's address is fixed: requests go to that in the title of the URL. */
    private record ToTitle(HttpClients clients) implements HttpClients {
        @Override
        public HttpCaller open(HttpSettings settings, @Nullable HttpSigning signing) {
            return new TitleCaller(clients.open(settings, signing));
        }
    }

    private record TitleCaller(HttpCaller caller) implements HttpCaller {
        @Override
        public Response send(Request request) throws IOException, InterruptedException {
            assertEquals("https://api.pushover.net/1/messages.json", request.uri().toString());
            String form = new String(request.body(), UTF_8);
            String title = form.replaceFirst(".*&url_title=([^&]*).*", "$1");
            return caller.send(
                    new Request(
                            request.method(),
                            URI.create(URLDecoder.decode(title, UTF_8)),
                            request.headers(),
                            request.body(),
                            request.timeout()));
        }

        @Override
        public void close() {
            caller.close();
        }
    }

    @Test
    void theParametersAreThoseOfAlertmanager() throws Exception {
        assertEquals(
                "device=d&expire=3600&message=pushover.default.message&monospace=1&priority=2&retry=90&sound=s"
                    + "&title=pushover.default.title&token=t&ttl=60&url=pushover.default.url&url_title=X&user=u",
                posted(
                                "{user_key: u, token: t, priority: 2, retry: 1m30s, ttl: 1m,"
                                        + " url_title: URL, device: d, sound: s, monospace: true}",
                                Map.of())
                        .replaceFirst("url_title=[^&]*", "url_title=X"));
        assertEquals(
                "application/x-www-form-urlencoded",
                server.asked().get(0).headers().get("Content-type"));
    }

    @Test
    void htmlIsEscapedAndNothingIsSaid() throws Exception {
        String action = "template \"pushover.default.message\" .";
        assertTrue(
                posted(
                                "{user_key: u, token: t, priority: 0, html: true, url_title: URL}",
                                Map.of(action, "a<b"))
                        .contains("html=1&message=a%26lt%3Bb&"));
        assertTrue(
                posted("{user_key: u, token: t, priority: 0, url_title: URL}", Map.of(action, " "))
                        .contains("message=%28no+details%29&"));
    }

    @Test
    void settingsThatContradictThemselvesAreRefused() {
        refused("{}", "one of user_key or user_key_file must be configured");
        refused("{user_key: a}", "one of token or token_file must be configured");
        refused(
                "{user_key: a, token: b, token_file: c}",
                "at most one of token & token_file must be configured");
        refused(
                "{user_key: a, token: b, html: true, monospace: true}",
                "at most one of monospace & html must be configured");
    }
}
