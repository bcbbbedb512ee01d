package io.gnomon.alerting.channels.email.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.alerting.channels.posting.GroupKey;
import io.gnomon.spi.channel.DeliveryRefused;
import io.gnomon.spi.channel.Notification;
import io.gnomon.spi.channel.Picture;

import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;

import org.eclipse.angus.mail.smtp.SMTPMessage;

import java.io.UnsupportedEncodingException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The mail of a notification: headers, then the text and the HTML as alternatives, the preferred
 * one last (RFC 2046, 5.1.4), as Alertmanager writes it.
 *
 * @param from envelope address
 * @param to envelope addresses
 */
record MailMessage(SMTPMessage message, InternetAddress from, List<InternetAddress> to) {
    private static final String SUBJECT = "{{ template \"email.default.subject\" . }}";
    private static final Set<String> ADDRESS_HEADERS =
            Set.of("From", "To", "Cc", "Bcc", "Reply-To", "Sender");

    static MailMessage of(EmailSettings settings, Notification notification, Session session)
            throws DeliveryRefused, MessagingException, InterruptedException {
        InternetAddress[] from = addresses(notification.text(settings.from()), "from");
        if (from.length != 1) {
            throw new DeliveryRefused("must be exactly one from address");
        }
        InternetAddress[] to = addresses(notification.text(settings.to()), "to");
        if (to.length == 0) {
            throw new DeliveryRefused("parsing to addresses: mail: no address");
        }
        SMTPMessage message = new IdentifiedMessage(session, settings.hello());
        message.setEnvelopeFrom(from[0].getAddress());
        for (Map.Entry<String, String> header : headers(settings, notification).entrySet()) {
            message.setHeader(header.getKey(), encoded(header.getKey(), header.getValue()));
        }
        message.setHeader(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        ZonedDateTime.now(ZoneId.systemDefault())));
        message.setContent(body(settings, notification));
        message.saveChanges();
        return new MailMessage(message, from[0], List.of(to));
    }

    private static InternetAddress[] addresses(String text, String what) throws DeliveryRefused {
        try {
            return InternetAddress.parse(oneLine(text), true);
        } catch (AddressException e) {
            throw new DeliveryRefused(
                    "parsing " + what + " addresses: " + e.getMessage() + ": " + text, e);
        }
    }

    private static Map<String, String> headers(EmailSettings settings, Notification notification)
            throws DeliveryRefused {
        Map<String, String> templates = new LinkedHashMap<>();
        templates.put("Subject", SUBJECT);
        templates.put("To", settings.to());
        templates.put("From", settings.from());
        templates.putAll(settings.headers());
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, String> header : templates.entrySet()) {
            headers.put(header.getKey(), oneLine(notification.text(header.getValue())));
        }
        if (settings.threading().enabled()) {
            String root = threadRoot(settings.threading(), notification);
            headers.put("References", root);
            headers.put("In-Reply-To", root);
        }
        return headers;
    }

    /** A message that does not exist: mail programs put under it what refers to it. */
    private static String threadRoot(EmailSettings.Threading threading, Notification notification) {
        String day =
                threading.threadByDate().equals("daily")
                        ? LocalDate.ofInstant(notification.now(), ZoneId.systemDefault()).toString()
                        : "";
        return "<alert-"
                + GroupKey.hash(notification).substring(0, 16)
                + "-"
                + day
                + "@alertmanager>";
    }

    /** What a template gives cannot begin another header. */
    private static String oneLine(String text) {
        return text.strip().replaceAll("[\\r\\n\\x00]+[ \\t]*", " ");
    }

    private static String encoded(String name, String value) {
        try {
            if (ADDRESS_HEADERS.contains(name)) {
                InternetAddress[] addresses = InternetAddress.parseHeader(value, true);
                for (InternetAddress address : addresses) {
                    address.setPersonal(address.getPersonal(), UTF_8.name());
                }
                return MimeUtility.fold(name.length() + 2, InternetAddress.toString(addresses));
            }
        } catch (AddressException e) {
            // Then it is shown as it is.
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
        try {
            return MimeUtility.fold(
                    name.length() + 2, MimeUtility.encodeText(value, UTF_8.name(), "Q"));
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MimeMultipart body(EmailSettings settings, Notification notification)
            throws DeliveryRefused, MessagingException, InterruptedException {
        MimeMultipart alternatives = new MimeMultipart("alternative");
        if (!settings.text().isEmpty()) {
            alternatives.addBodyPart(part(notification.text(settings.text()), "text/plain"));
        }
        if (!settings.html().isEmpty() || settings.text().isEmpty()) {
            String html = notification.html(settings.html());
            List<Picture> pictures = notification.pictures();
            if (pictures.isEmpty()) {
                alternatives.addBodyPart(part(html, "text/html"));
            } else {
                MimeBodyPart whole = new MimeBodyPart();
                whole.setContent(InlinePictures.with(html, pictures));
                alternatives.addBodyPart(whole);
            }
        }
        return alternatives;
    }

    static MimeBodyPart part(String text, String type) throws MessagingException {
        String full = type + "; charset=UTF-8";
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(text.getBytes(UTF_8), full)));
        part.setHeader("Content-Type", full);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }

    /** Has a Message-ID of its own unless the settings give one. */
    private static final class IdentifiedMessage extends SMTPMessage {
        private final String host;

        IdentifiedMessage(Session session, String host) {
            super(session);
            this.host = host;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            if (getHeader("Message-Id") == null) {
                setHeader("Message-Id", "<" + UUID.randomUUID() + "@" + host + ">");
            }
        }
    }
}
