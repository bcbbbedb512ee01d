package io.gnomon.alerting.channels.push.internal.sns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.alerting.channels.push.internal.PushTest;
import io.gnomon.platform.testkit.channel.TestNotification;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;
import io.gnomon.platform.testkit.http.LoopbackServer.Asked;
import io.gnomon.spi.channel.Delivery;

import org.junit.jupiter.api.Test;

import java.util.Map;

final class SnsTest extends PushTest<SnsSettings> {
    private static final String SIGNED =
            "{topic_arn: 'arn:aws:sns:us-east-2:123456789012:My-Topic', api_url: URL,"
                    + " sigv4: {region: us-east-2, access_key: AK, secret_key: SK}}";

    SnsTest() {
        super(SnsFactory::new, SIGNED);
    }

    @Override
    protected Answer taken(Asked asked) {
        return asked.uri().getPath().startsWith("/taken/bad")
                ? Answer.text(
                        400,
                        "<ErrorResponse><Error><Code>InvalidParameter</Code><Message>Invalid"
                                + " parameter: TopicArn</Message></Error></ErrorResponse>")
                : Answer.text(200, "<PublishResponse/>");
    }

    @Test
    void theRequestIsThatOfAlertmanager() throws Exception {
        assertEquals(
                "Action=Publish&Message=sns.default.message&MessageAttributes.entry.1.Name=b"
                    + "&MessageAttributes.entry.1.Value.DataType=String&MessageAttributes.entry.1.Value.StringValue=two"
                    + "&MessageAttributes.entry.2.Name=k&MessageAttributes.entry.2.Value.DataType=String"
                    + "&MessageAttributes.entry.2.Value.StringValue=firing&Subject=%5BFIRING%3A2%5D+DiskFull"
                    + "&TopicArn=arn%3Aaws%3Asns%3Aus-east-2%3A123456789012%3AMy-Topic&Version=2010-03-31",
                posted(
                        SIGNED.replace(
                                "api_url", "attributes: {k: '{{ .Status }}', b: two}, api_url"),
                        Map.of(
                                ".Status", "firing",
                                "template \"sns.default.subject\" .", "[FIRING:2]\n DiskFull")));
        String signing = String.valueOf(server.asked().get(0).headers().get("Authorization"));
        assertTrue(signing.contains("service=sns, region=us-east-2, accessKey=AK"), signing);
    }

    @Test
    void queuesAndPhonesHaveTheirOwnParameters() throws Exception {
        String queue = posted(SIGNED.replace("My-Topic", "My-Topic.fifo"), Map.of());
        assertTrue(
                queue.matches(
                        ".*&MessageDeduplicationId=([0-9a-f]{64})&MessageGroupId=\\1&Subject=.*"),
                queue);
        String phone =
                posted(
                        "{phone_number: '+49', api_url: URL, subject: '', message: '%s'}"
                                .formatted("ä".repeat(900)),
                        Map.of());
        assertTrue(phone.contains("&PhoneNumber=%2B49&"), phone);
        assertTrue(phone.contains("Message=" + "%C3%A4".repeat(800) + "&MessageAttributes"), phone);
        assertTrue(phone.contains("entry.1.Name=truncated&"), phone);
    }

    @Test
    void theReasonIsAmazons() throws Exception {
        assertEquals(
                new Delivery.Refused("unexpected status code 400: Invalid parameter: TopicArn"),
                send(at("/taken/bad", SIGNED), TestNotification.twoAlerts()));
    }

    @Test
    void settingsThatContradictThemselvesAreRefused() {
        String one = "must provide either a Target ARN, Topic ARN, or Phone Number for SNS config";
        refused("{}", one);
        refused("{topic_arn: a, phone_number: b}", one);
        refused(
                "{topic_arn: a, sigv4: {access_key: x}}",
                "must provide a AWS SigV4 Access key and Secret Key if credentials are specified in"
                        + " the SigV4 config");
    }
}
