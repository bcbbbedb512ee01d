package io.gnomon.alerting.channels.email.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.core.httpclient.internal.tls.JettyTlsSockets;
import io.gnomon.platform.testkit.channel.ChannelContractTest;
import io.gnomon.platform.testkit.channel.TestNotification;
import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.ServerKey;
import io.gnomon.spi.channel.Channel;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.channel.DeliveryRefused;
import io.gnomon.spi.channel.Picture;
import io.gnomon.spi.settings.SettingsException;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.imageio.ImageIO;

final class EmailTest extends ChannelContractTest<EmailSettings> {
    private static final Map<String, String> TEXTS =
            Map.of(
                    "template \"email.default.subject\" .", "[FIRING:2] Größe – a\r\nBcc: evil@x",
                    "template \"email.default.html\" .", "disk > 90 % – äöü",
                    ".CommonLabels.job", "node");

    @TempDir Path folder;

    private final GreenMail mailbox =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final List<ScriptedSmtp> scripted = new ArrayList<>();

    @BeforeEach
    void start() {
        mailbox.start();
    }

    @AfterEach
    void stop() {
        mailbox.stop();
        scripted.forEach(ScriptedSmtp::close);
    }

    private static EmailSettings bound(String yaml) {
        RecordBinder binder = new RecordBinder();
        try {
            return binder.bind(binder.parseYaml("a.yml", yaml), EmailSettings.class);
        } catch (SettingsException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static EmailSettings to(String smarthost, String more) {
        return bound(
                """
                {to: 'ops@example.org', from: 'gnomon@example.org', smarthost: '%s', require_tls: false%s}
                """
                        .formatted(smarthost, more.isEmpty() ? "" : ", " + more));
    }

    private EmailSettings toMailbox(String more) {
        return to("127.0.0.1:" + mailbox.getSmtp().getPort(), more);
    }

    private ScriptedSmtp says(String... commandsAndReplies) {
        Map<String, String> replies = new HashMap<>();
        for (int i = 0; i < commandsAndReplies.length; i += 2) {
            replies.put(commandsAndReplies[i], commandsAndReplies[i + 1]);
        }
        ScriptedSmtp server = new ScriptedSmtp(List.of(), replies::get);
        scripted.add(server);
        return server;
    }

    @Override
    protected ChannelFactory<EmailSettings> factory() {
        return new EmailFactory(new JettyTlsSockets());
    }

    @Override
    protected EmailSettings accepting() {
        return toMailbox("");
    }

    @Override
    protected EmailSettings failing() {
        return to(says("RCPT TO:<ops@example.org>", "451 4.7.1 greylisted").smarthost(), "");
    }

    @Override
    protected EmailSettings refusing() {
        return to(says("RCPT TO:<ops@example.org>", "550 5.1.1 no such user").smarthost(), "");
    }

    @Override
    protected EmailSettings unreachable() {
        return to("127.0.0.1:" + LoopbackServer.nobody().getPort(), "");
    }

    @Override
    protected int received() {
        return mailbox.getReceivedMessages().length;
    }

    private Delivery send(EmailSettings settings) throws Exception {
        return send(settings, TestNotification.twoAlerts());
    }

    private Delivery send(EmailSettings settings, TestNotification notification) throws Exception {
        try (Channel channel = factory().create(settings)) {
            return channel.send(notification.withTexts(TEXTS));
        }
    }

    private MimeMessage mail() {
        return mailbox.getReceivedMessages()[0];
    }

    private static String header(MimeMessage mail, String name) throws Exception {
        String[] values = mail.getHeader(name);
        assertEquals(1, values.length, name);
        return MimeUtility.unfold(values[0]);
    }

    @Test
    void theMailHasTheHeadersOfAlertmanager() throws Exception {
        Delivery _ = send(toMailbox("hello: mon.example.org"));
        MimeMessage mail = mail();
        assertEquals("gnomon@example.org", header(mail, "From"));
        assertEquals("ops@example.org", header(mail, "To"));
        assertEquals("[FIRING:2] Größe – a Bcc: evil@x", mail.getSubject());
        assertTrue(header(mail, "Subject").contains("=?UTF-8?Q?"), header(mail, "Subject"));
        assertNull(mail.getHeader("Bcc"));
        assertTrue(header(mail, "Message-Id").endsWith("@mon.example.org>"));
        assertEquals("1.0", header(mail, "MIME-Version"));
        assertTrue(header(mail, "Content-Type").startsWith("multipart/alternative"));
        assertNull(mail.getHeader("References"));
        assertTrue(header(mail, "Date").matches("[A-Z][a-z]{2}, [0-9]{1,2} .* (GMT|[-+][0-9]{4})"));
    }

    @Test
    void theHtmlIsEscapedAndStandsLast() throws Exception {
        Delivery _ = send(toMailbox("text: 'job {{ .CommonLabels.job }} – ä'"));
        MimeMultipart parts = assertInstanceOf(MimeMultipart.class, mail().getContent());
        assertEquals(2, parts.getCount());
        assertEquals("text/plain; charset=UTF-8", parts.getBodyPart(0).getContentType());
        assertEquals("job node – ä", parts.getBodyPart(0).getContent());
        assertEquals("text/html; charset=UTF-8", parts.getBodyPart(1).getContentType());
        assertEquals("disk &gt; 90 % – äöü", parts.getBodyPart(1).getContent());
        assertEquals(
                "quoted-printable", parts.getBodyPart(1).getHeader("Content-Transfer-Encoding")[0]);
    }

    @Test
    void picturesAreInTheMailAndShownByTheHtml() throws Exception {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), "png", png));
        Picture graph = new Picture("graph-1.png", "image/png", "disk > \"90\"", png.toByteArray());
        Delivery _ =
                send(
                        toMailbox("text: plain, html: '<body><p>full</p></BODY>'"),
                        TestNotification.twoAlerts().withPictures(graph));
        MimeMultipart alternatives = assertInstanceOf(MimeMultipart.class, mail().getContent());
        assertEquals("plain", alternatives.getBodyPart(0).getContent());
        assertTrue(
                alternatives.getBodyPart(1).getContentType().startsWith("multipart/related"),
                alternatives.getBodyPart(1).getContentType());
        MimeMultipart related =
                assertInstanceOf(MimeMultipart.class, alternatives.getBodyPart(1).getContent());
        assertEquals(2, related.getCount());
        MimeBodyPart picture = assertInstanceOf(MimeBodyPart.class, related.getBodyPart(1));
        String id = picture.getContentID();
        assertEquals(
                "<body><p>full</p><p style=\"text-align: center\"><img width=\"640\" src=\"cid:"
                        + id.substring(1, id.length() - 1)
                        + "\" alt=\"disk &gt; &quot;90&quot;\" style=\"max-width: 100%\"></p>\n"
                        + "</BODY>",
                related.getBodyPart(0).getContent().toString().replace("\r\n", "\n"));
        assertEquals("inline", picture.getDisposition());
        assertEquals("graph-1.png", picture.getFileName());
        assertEquals(3, ImageIO.read(picture.getInputStream()).getWidth());
    }

    @Test
    void headersAreTemplatesAndReplaceTheUsualOnes() throws Exception {
        Delivery _ =
                send(
                        toMailbox(
                                """
                                headers: {subject: 'job {{ .CommonLabels.job }}', X-Team: 'größe',
                                  to: 'Jörg Müller <ops@example.org>', reply-to: 'a@example.org, b@example.org'}\
                                """));
        MimeMessage mail = mail();
        assertEquals("job node", mail.getSubject());
        assertEquals("größe", MimeUtility.decodeText(header(mail, "X-Team")));
        assertEquals(
                "Jörg Müller",
                ((InternetAddress) mail.getRecipients(MimeMessage.RecipientType.TO)[0])
                        .getPersonal());
        assertEquals(2, mail.getReplyTo().length);
    }

    @Test
    void severalRecipientsGetTheMail() throws Exception {
        String yaml =
                """
                {to: 'Ops <ops@example.org>, dev@example.org', from: 'Gnomon <g@example.org>',
                 smarthost: '127.0.0.1:%d', require_tls: false}
                """
                        .formatted(mailbox.getSmtp().getPort());
        assertEquals(new Delivery.Delivered(), send(bound(yaml)));
        assertEquals(2, mailbox.getReceivedMessages().length);
        assertEquals(2, mail().getAllRecipients().length);
    }

    @Test
    void addressesThatAreNoneAreRefused() {
        assertEquals(
                "must be exactly one from address",
                refusedBy("{to: a@x, from: 'a@x, b@x', smarthost: 'S', require_tls: false}"));
        assertTrue(
                refusedBy("{to: 'a b@@x', from: a@x, smarthost: 'S', require_tls: false}")
                        .startsWith("parsing to addresses: "));
    }

    private String refusedBy(String yaml) {
        String smarthost = "127.0.0.1:" + mailbox.getSmtp().getPort();
        DeliveryRefused refused =
                assertThrows(
                        DeliveryRefused.class,
                        () -> send(bound(yaml.replace("'S'", "'" + smarthost + "'"))));
        return String.valueOf(refused.getMessage());
    }

    @Test
    void mailsOfAGroupAreAThread() throws Exception {
        Delivery _ = send(toMailbox("threading: {enabled: true, thread_by_date: none}"));
        // The first 16 digits of Alertmanager's hash of the group key.
        assertTrue(header(mail(), "References").matches("<alert-[0-9a-f]{16}-@alertmanager>"));
        assertEquals(header(mail(), "References"), header(mail(), "In-Reply-To"));
        Delivery _ = send(toMailbox("threading: {enabled: true, thread_by_date: daily}"));
        assertTrue(
                header(mailbox.getReceivedMessages()[1], "References")
                        .matches("<alert-[0-9a-f]{16}-2026-01-0[123]@alertmanager>"));
    }

    @Test
    void aRealServerChecksThePassword() throws Exception {
        mailbox.setUser("gnomon@example.org", "gnomon", "s3cret");
        mailbox.getUserManager().setAuthRequired(true);
        Path file = folder.resolve("password");
        Files.writeString(file, "s3cret\n");
        String user = "auth_username: gnomon, ";
        assertEquals(
                new Delivery.Delivered(),
                send(toMailbox(user + "auth_password_file: '" + file + "'")));
        Delivery.Retry wrong =
                assertInstanceOf(
                        Delivery.Retry.class, send(toMailbox(user + "auth_password: wr0ng")));
        assertTrue(wrong.reason().startsWith("AUTH "), wrong.reason());
        assertFalse(wrong.reason().contains("wr0ng"), wrong.reason());
        assertEquals(1, mailbox.getReceivedMessages().length);
    }

    private ScriptedSmtp offering(String mechanisms, Map<String, String> replies) {
        ScriptedSmtp server = new ScriptedSmtp(List.of("AUTH " + mechanisms), replies::get);
        scripted.add(server);
        return server;
    }

    @Test
    void theFirstMechanismWithASecretIsTaken() throws Exception {
        String user = "auth_username: tim, ";
        ScriptedSmtp plain =
                offering("CRAM-MD5 PLAIN LOGIN", Map.of("AUTH PLAIN aWQAdGltAHB3", "235 ok"));
        assertEquals(
                new Delivery.Delivered(),
                send(to(plain.smarthost(), user + "auth_password: pw, auth_identity: id")));
        ScriptedSmtp login =
                offering(
                        "LOGIN PLAIN",
                        Map.of(
                                "AUTH LOGIN", "334 VXNlcm5hbWU6",
                                "dGlt", "334 UGFzc3dvcmQ6",
                                "cHc=", "235 ok"));
        assertEquals(
                new Delivery.Delivered(), send(to(login.smarthost(), user + "auth_password: pw")));
        // The example of RFC 2195.
        ScriptedSmtp cram =
                offering(
                        "CRAM-MD5",
                        Map.of(
                                "AUTH CRAM-MD5",
                                "334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+",
                                "dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw",
                                "235 ok"));
        assertEquals(
                new Delivery.Delivered(),
                send(to(cram.smarthost(), user + "auth_secret: tanstaaftanstaaf")));
        assertEquals(
                new Delivery.Retry("missing secret for CRAM-MD5 auth mechanism"),
                send(to(cram.smarthost(), user + "auth_password: pw")));
        assertEquals(
                new Delivery.Retry("unknown auth mechanism: GSSAPI"),
                send(to(offering("GSSAPI", Map.of()).smarthost(), user + "auth_password: pw")));
    }

    @Test
    void whatTheServerSaysDecides() throws Exception {
        assertEquals(
                new Delivery.Refused("sending rcpt to: 550 5.1.1 no such user"), send(refusing()));
        assertEquals(new Delivery.Retry("sending rcpt to: 451 4.7.1 greylisted"), send(failing()));
        assertEquals(
                new Delivery.Refused("554 5.7.1 spam"),
                send(to(says(".", "554 5.7.1 spam").smarthost(), "")));
        assertEquals(
                new Delivery.Retry("452 4.3.1 disk full"),
                send(to(says(".", "452 4.3.1 disk full").smarthost(), "")));
        assertEquals(
                new Delivery.Refused("sending mail from: 553 5.1.8 bad sender"),
                send(
                        to(
                                says("MAIL FROM:<gnomon@example.org>", "553 5.1.8 bad sender")
                                        .smarthost(),
                                "")));
    }

    @Test
    void oneRecipientThatDoesNotExistDoesNotKeepTheOthersFromTheMail() throws Exception {
        String two = "{to: 'a@x, b@x', from: c@x, smarthost: '%s', require_tls: false}";
        ScriptedSmtp gone = says("RCPT TO:<a@x>", "550 5.1.1 gone");
        assertEquals(new Delivery.Delivered(), send(bound(two.formatted(gone.smarthost()))));
        assertEquals(1, gone.commands().stream().filter("DATA"::equals).count());
        ScriptedSmtp busy = says("RCPT TO:<a@x>", "450 4.2.1 busy");
        assertInstanceOf(Delivery.Retry.class, send(bound(two.formatted(busy.smarthost()))));
        assertFalse(busy.commands().contains("DATA"));
    }

    private ScriptedSmtp withStartTls(ServerKey key) throws Exception {
        ScriptedSmtp server = new ScriptedSmtp(List.of("STARTTLS"), _ -> null, key.context());
        scripted.add(server);
        return server;
    }

    private static EmailSettings encrypted(String smarthost, String tls) {
        return bound(
                """
                {to: a@x, from: b@x, smarthost: '%s', tls_config: {%s}}
                """
                        .formatted(smarthost, tls));
    }

    @Test
    void startTlsIsRequiredByDefault() throws Exception {
        ScriptedSmtp server = withStartTls(ServerKey.in(folder));
        assertEquals(
                new Delivery.Delivered(),
                send(encrypted(server.smarthost(), "insecure_skip_verify: true")));
        assertEquals(2, server.commands().stream().filter(c -> c.startsWith("EHLO")).count());
        String without = says().smarthost();
        assertEquals(
                new Delivery.Retry(
                        "require_tls: true (default), but \""
                                + without
                                + "\" does not advertise the STARTTLS extension"),
                send(encrypted(without, "")));
    }

    @Test
    void theCertificateIsChecked() throws Exception {
        ServerKey key = ServerKey.in(folder);
        ScriptedSmtp server = withStartTls(key);
        String ca = "ca_file: '" + key.certificate(folder) + "'";
        assertEquals(
                new Delivery.Delivered(),
                send(encrypted(server.smarthost(), ca + ", server_name: localhost")));
        assertInstanceOf(
                Delivery.Retry.class,
                send(encrypted(server.smarthost(), ca + ", server_name: other.example")));
        assertInstanceOf(Delivery.Retry.class, send(encrypted(server.smarthost(), "")));
    }

    @Test
    void tlsMayBeThereFromTheFirstByte() throws Exception {
        GreenMail smtps =
                new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
        smtps.start();
        try {
            EmailSettings settings =
                    bound(
                            """
                            {to: a@x, from: b@x, smarthost: '127.0.0.1:%d', force_implicit_tls: true,
                             tls_config: {insecure_skip_verify: true}}
                            """
                                    .formatted(smtps.getSmtps().getPort()));
            assertEquals(new Delivery.Delivered(), send(settings));
            assertEquals(1, smtps.getReceivedMessages().length);
        } finally {
            smtps.stop();
        }
        assertTrue(to("h:465", "").implicitTls());
        assertFalse(to("h:465", "force_implicit_tls: false").implicitTls());
        assertFalse(to("h:587", "").implicitTls());
    }

    @Test
    void aServerThatSaysNothingIsNotWaitedFor() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            EmailSettings settings = to("127.0.0.1:" + silent.getLocalPort(), "");
            assertInstanceOf(
                    Delivery.Retry.class,
                    send(
                            settings,
                            TestNotification.twoAlerts().withTimeout(Duration.ofMillis(50))));
            Thread sender = Thread.currentThread();
            Thread.ofVirtual()
                    .start(() -> {
                        try (var connection = silent.accept()) {
                            sender.interrupt();
                            int _ = connection.getInputStream().read();
                        } catch (IOException e) {
                            // The test is over.
                        }
                    });
            assertThrows(InterruptedException.class, () -> send(settings));
        }
    }

    /** The sentences are those of Alertmanager's amtool check-config. */
    @Test
    void settingsThatContradictThemselvesAreRefused() {
        String good = "to: a, smarthost: 'x:25', from: b";
        refused("{}", "missing to address in email config");
        refused("{to: a}", "no global SMTP smarthost set");
        refused("{to: a, smarthost: 'x:1'}", "no global SMTP from set");
        refused("{to: a, smarthost: x, from: b}", "address x: missing port in address");
        refused("{" + good + ", headers: {a: x, A: y}}", "duplicate header \"A\" in email config");
        refused(
                "{" + good + ", headers: {'a b': x}}",
                "\"a b\" is not a valid header name in email config");
        refused(
                "{" + good + ", threading: {enabled: true}}",
                "threading.thread_by_date must be either 'none' or 'daily'");
        refused(
                "{"
                        + good
                        + ", threading: {enabled: true, thread_by_date: daily}, headers:"
                        + " {references: x}}",
                "conflicting configuration: threading.enabled conflicts with custom References"
                        + " header");
        assertNull(bound("{" + good + ", auth_password: x, auth_password_file: y}").authPassword());
        assertEquals(
                List.of("localhost", "::1", "h"),
                Arrays.stream(new String[] {":25", "[::1]:25", "h:25"})
                        .map(text -> EmailSettings.SmartHost.of(text).host())
                        .toList());
    }

    private static void refused(String yaml, String sentence) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> bound(yaml)).getMessage();
        assertTrue(String.valueOf(message).endsWith(": " + sentence), message);
    }
}
