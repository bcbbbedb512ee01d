package io.gnomon.alerting.channels.chat.internal.webex;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.alerting.channels.chat.internal.ChatTest;

import org.junit.jupiter.api.Test;

import java.util.Map;

final class WebexTest extends ChatTest<WebexSettings> {
    private static final String AUTHORIZED =
            "{api_url: URL, room_id: r, http_config: {authorization: {credentials: t}}}";

    WebexTest() {
        super(WebexFactory::new, AUTHORIZED);
    }

    @Test
    void theMessageIsThatOfAlertmanager() throws Exception {
        assertEquals(
                "{\"markdown\":\"webex.default.message\",\"roomId\":\"r\"}",
                posted(AUTHORIZED, Map.of()));
    }

    @Test
    void aLongMessageIsCutInBytes() throws Exception {
        String body =
                posted(
                        AUTHORIZED,
                        Map.of("template \"webex.default.message\" .", "ä".repeat(4000)));
        assertEquals("{\"markdown\":\"" + "ä".repeat(3718) + "…\",\"roomId\":\"r\"}", body);
    }

    @Test
    void settingsThatContradictThemselvesAreRefused() {
        refused("{}", "missing room_id on webex_config");
        refused("{room_id: x}", "missing webex_configs.http_config.authorization");
    }
}
