package io.gnomon.alerting.channels.push.internal.sns;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.alerting.channels.posting.Answer;
import io.gnomon.alerting.channels.posting.GroupKey;
import io.gnomon.alerting.channels.posting.Poster;
import io.gnomon.alerting.channels.posting.PostingFactory.Posting;
import io.gnomon.alerting.channels.posting.Shortened;
import io.gnomon.alerting.channels.posting.Urls;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.channel.DeliveryRefused;
import io.gnomon.spi.channel.Notification;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls Publish, https://docs.aws.amazon.com/sns/latest/api/API_Publish.html. */
record Sns(SnsSettings settings, Poster poster) implements Posting {
    private static final int MESSAGE_BYTES_MAX = 256 * 1024;
    private static final int SMS_BYTES_MAX = 1600;
    private static final int SUBJECT_CHARACTERS_MAX = 99;
    private static final Pattern MESSAGE =
            Pattern.compile("<Message>(.*?)</Message>", Pattern.DOTALL);

    @Override
    public Delivery send(Notification notification) throws Exception {
        Answer answer =
                poster.within(notification)
                        .send(
                                "POST",
                                url(notification),
                                Map.of(),
                                Urls.query(parameters(notification)).getBytes(UTF_8),
                                "application/x-www-form-urlencoded");
        Matcher said = MESSAGE.matcher(answer.text());
        return said.find() ? answer.delivery(said.group(1)) : answer.delivery();
    }

    private String url(Notification notification) throws DeliveryRefused {
        String given = notification.text(settings.apiUrl());
        if (!given.isEmpty()) {
            return given;
        }
        String region = settings.sigv4().region();
        for (String variable : new String[] {"AWS_REGION", "AWS_DEFAULT_REGION"}) {
            if (region.isEmpty() && System.getenv(variable) != null) {
                region = System.getenv(variable);
            }
        }
        if (region.isEmpty()) {
            throw new DeliveryRefused("sigv4.region is missing, and AWS_REGION is not set");
        }
        return "https://sns." + region + ".amazonaws.com/";
    }

    private Map<String, String> parameters(Notification notification) throws DeliveryRefused {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("Action", "Publish");
        parameters.put("Version", "2010-03-31");
        Map<String, String> attributes = new TreeMap<>();
        for (Map.Entry<String, String> attribute : settings.attributes().entrySet()) {
            attributes.put(
                    notification.text(attribute.getKey()), notification.text(attribute.getValue()));
        }
        int max = MESSAGE_BYTES_MAX;
        if (!settings.topicArn().isEmpty()) {
            String topic = notification.text(settings.topicArn());
            parameters.put("TopicArn", topic);
            if (topic.endsWith(".fifo")) {
                parameters.put("MessageDeduplicationId", GroupKey.hash(notification));
                parameters.put("MessageGroupId", GroupKey.hash(notification));
            }
        } else if (!settings.phoneNumber().isEmpty()) {
            parameters.put("PhoneNumber", notification.text(settings.phoneNumber()));
            max = SMS_BYTES_MAX;
        } else {
            parameters.put("TargetArn", notification.text(settings.targetArn()));
        }
        String message = notification.text(settings.message());
        if (Shortened.isLonger(message, max)) {
            message = Shortened.start(message, max);
            attributes.put("truncated", "true");
        }
        parameters.put("Message", message);
        String subject = subject(notification);
        if (!subject.isEmpty()) {
            parameters.put("Subject", subject);
        }
        int i = 0;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            String entry = "MessageAttributes.entry." + ++i;
            parameters.put(entry + ".Name", attribute.getKey());
            parameters.put(entry + ".Value.DataType", "String");
            parameters.put(entry + ".Value.StringValue", attribute.getValue());
        }
        return parameters;
    }

    /** SNS takes one line of less than 100 characters. */
    private String subject(Notification notification) throws DeliveryRefused {
        String line = notification.text(settings.subject()).strip().replaceAll("\\s+", " ");
        return Shortened.toCharacters(line, SUBJECT_CHARACTERS_MAX);
    }
}
