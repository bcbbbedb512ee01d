package io.gnomon.alerting.channels.chat.internal.wechat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.alerting.channels.chat.internal.ChatTest;
import io.gnomon.platform.testkit.channel.TestNotification;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;
import io.gnomon.platform.testkit.http.LoopbackServer.Asked;
import io.gnomon.spi.channel.Channel;
import io.gnomon.spi.channel.Delivery;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

final class WeChatTest extends ChatTest<WeChatSettings> {
    private static final String YAML = "{api_url: URL, api_secret: ws, corp_id: cid}";

    private final AtomicInteger tokens = new AtomicInteger();

    WeChatTest() {
        super(WeChatFactory::new, YAML);
    }

    @Override
    protected Answer taken(Asked asked) {
        if (asked.uri().getPath().endsWith("/gettoken")) {
            return Answer.json(
                    200,
                    asked.uri().getQuery().contains("corpsecret=wrong")
                            ? "{\"errcode\":40001}"
                            : "{\"access_token\":\"tok"
                                    + tokens.incrementAndGet()
                                    + "\",\"errcode\":0}");
        }
        if (asked.uri().getPath().startsWith("/taken/expired")
                && asked.uri().getQuery().equals("access_token=tok1")) {
            return Answer.json(200, "{\"errcode\":42001,\"errmsg\":\"access_token expired\"}");
        }
        return Answer.json(
                200,
                asked.body().contains("\"touser\":\"nobody\"")
                        ? "{\"errcode\":40003,\"errmsg\":\"invalid userid\"}"
                        : "{\"errcode\":0,\"errmsg\":\"ok\"}");
    }

    /** Fetching a token is no notification. */
    @Override
    protected int received() {
        return (int)
                server.asked().stream()
                        .filter(asked -> asked.uri().getPath().endsWith("/send"))
                        .count();
    }

    @Test
    void theMessageIsThatOfAlertmanager() throws Exception {
        Map<String, String> nobody =
                Map.of(
                        "template \"wechat.default.to_user\" .", "",
                        "template \"wechat.default.to_party\" .", "",
                        "template \"wechat.default.to_tag\" .", "",
                        "template \"wechat.default.agent_id\" .", "");
        String _ =
                posted(
                        "{api_url: URL, api_secret: ws, corp_id: cid, to_user: u, agent_id: a}",
                        nobody);
        assertEquals(
                "/taken/gettoken?corpid=cid&corpsecret=ws", server.asked().get(0).uri().toString());
        assertEquals(
                "/taken/message/send?access_token=tok1", server.asked().get(1).uri().toString());
        assertEquals(
                "{\"text\":{\"content\":\"wechat.default.message\"},\"touser\":\"u\",\"agentid\":\"a\","
                    + "\"safe\":\"0\",\"msgtype\":\"text\",\"markdown\":{\"content\":\"\"}}",
                server.asked().get(1).body());
        String _ =
                posted(
                        "{api_url: URL, api_secret: ws, corp_id: cid, message_type: markdown,"
                                + " message: m, to_party: p, to_tag: t}",
                        nobody);
        assertEquals(
                "{\"text\":{\"content\":\"\"},\"toparty\":\"p\",\"totag\":\"t\",\"safe\":\"0\","
                        + "\"msgtype\":\"markdown\",\"markdown\":{\"content\":\"m\"}}",
                server.asked().get(3).body());
    }

    @Test
    void aTokenIsUsedUntilItExpires() throws Exception {
        try (Channel channel = factory().create(at("/taken/expired", YAML))) {
            TestNotification notification = TestNotification.twoAlerts();
            assertEquals(new Delivery.Retry("access_token expired"), channel.send(notification));
            assertEquals(new Delivery.Delivered(), channel.send(notification));
            assertEquals(new Delivery.Delivered(), channel.send(notification));
            assertEquals(2, tokens.get());
        }
    }

    @Test
    void theReasonIsWeChats() throws Exception {
        TestNotification notification = TestNotification.twoAlerts();
        assertEquals(
                new Delivery.Refused("invalid userid"),
                send(
                        at(
                                "/taken",
                                "{api_url: URL, api_secret: ws, corp_id: cid, to_user: nobody}"),
                        notification));
        assertEquals(
                new Delivery.Refused("invalid APISecret for CorpID: cid"),
                send(
                        at("/taken", "{api_url: URL, api_secret: wrong, corp_id: cid}"),
                        notification));
    }

    @Test
    void settingsThatContradictThemselvesAreRefused() {
        refused("{}", "no global Wechat Api Secret set either inline or in a file");
        refused("{api_secret: a}", "no global Wechat CorpID set");
        refused(
                "{api_secret: a, corp_id: c, message_type: x}",
                "weChat message type \"x\" does not match valid options ^(text|markdown)$");
        refused(
                "{api_secret: a, api_secret_file: c}",
                "at most one of api_secret & api_secret_file must be configured");
    }
}
