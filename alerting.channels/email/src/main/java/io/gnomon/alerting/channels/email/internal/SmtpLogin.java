package io.gnomon.alerting.channels.email.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.alerting.channels.posting.SecretText;

import jakarta.mail.MessagingException;

import org.eclipse.angus.mail.smtp.SMTPTransport;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * SMTP AUTH (RFC 4954): of the mechanisms that the server offers the first one for which there is a
 * secret, as Alertmanager chooses. A server that offers no AUTH is not asked for any.
 */
record SmtpLogin(EmailSettings settings, SMTPTransport smtp, boolean encrypted) {
    private static final Pattern BLANKS = Pattern.compile(" +");
    private static final int CONTINUE = 334;
    private static final int AUTHENTICATED = 235;

    void run() throws IOException, MessagingException {
        if (settings.authUsername().isEmpty() || !smtp.supportsExtension("AUTH")) {
            return;
        }
        String password =
                new SecretText(
                                "auth_password",
                                settings.authPassword(),
                                settings.authPasswordFile())
                        .reveal();
        String secret =
                new SecretText("auth_secret", settings.authSecret(), settings.authSecretFile())
                        .reveal();
        String offered = String.valueOf(smtp.getExtensionParameter("AUTH"));
        List<String> missing = new ArrayList<>();
        for (String mechanism : List.of(BLANKS.split(offered.toUpperCase(Locale.ROOT)))) {
            switch (mechanism) {
                case "CRAM-MD5" -> {
                    if (!secret.isEmpty()) {
                        cramMd5(secret);
                        return;
                    }
                    missing.add("missing secret for CRAM-MD5 auth mechanism");
                }
                case "PLAIN" -> {
                    if (!password.isEmpty()) {
                        plain(password);
                        return;
                    }
                    missing.add("missing password for PLAIN auth mechanism");
                }
                case "LOGIN" -> {
                    if (!password.isEmpty()) {
                        login(password);
                        return;
                    }
                    missing.add("missing password for LOGIN auth mechanism");
                }
                default -> {}
            }
        }
        throw new MessagingException(
                missing.isEmpty()
                        ? "unknown auth mechanism: " + offered
                        : String.join("; ", missing));
    }

    private void plain(String password) throws MessagingException {
        if (!encrypted && !EmailSettings.SmartHost.of(settings.smarthost()).isLocal()) {
            throw new MessagingException(
                    "AUTH PLAIN failed: the password would go over an unencrypted connection");
        }
        String secret = settings.authIdentity() + "\0" + settings.authUsername() + "\0" + password;
        done("PLAIN", smtp.simpleCommand("AUTH PLAIN " + base64(secret)));
    }

    private void login(String password) throws MessagingException {
        continued("LOGIN", smtp.simpleCommand("AUTH LOGIN"));
        continued("LOGIN", smtp.simpleCommand(base64(settings.authUsername())));
        done("LOGIN", smtp.simpleCommand(base64(password)));
    }

    /** RFC 2195: the keyed hash of the server's challenge. */
    private void cramMd5(String secret) throws MessagingException {
        continued("CRAM-MD5", smtp.simpleCommand("AUTH CRAM-MD5"));
        try {
            String challenge = smtp.getLastServerResponse().strip().substring(4);
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacMD5"));
            byte[] hash = mac.doFinal(Base64.getMimeDecoder().decode(challenge));
            String answer = settings.authUsername() + " " + HexFormat.of().formatHex(hash);
            done("CRAM-MD5", smtp.simpleCommand(base64(answer)));
        } catch (GeneralSecurityException e) {
            throw new MessagingException("AUTH CRAM-MD5 failed: " + e.getMessage(), e);
        }
    }

    private void continued(String mechanism, int code) throws MessagingException {
        expect(mechanism, code, CONTINUE);
    }

    private void done(String mechanism, int code) throws MessagingException {
        expect(mechanism, code, AUTHENTICATED);
    }

    private void expect(String mechanism, int code, int expected) throws MessagingException {
        if (code != expected) {
            throw new MessagingException(
                    "AUTH " + mechanism + " failed: " + smtp.getLastServerResponse().strip());
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
