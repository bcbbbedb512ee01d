package io.gnomon.alerting.channels.email.internal;

import io.gnomon.alerting.channels.posting.Checks;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.FilePath;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.common.TlsSettings;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An entry of Alertmanager's {@code email_configs}. Addresses, headers and bodies are templates.
 *
 * @param sendResolved whether the server sends resolved alerts at all; it decides before the
 *     channel is called
 * @param headers by canonical name, such as {@code Reply-To}
 */
@Doc("Sends e-mail through an SMTP server")
public record EmailSettings(
        @Doc("Tell when alerts are over") @Default("false") boolean sendResolved,
        @Doc("Addresses, separated by commas") @Default("") String to,
        @Doc("Address of the sender") @Default("") String from,
        @Doc("Name by which this host greets the server")
                @Default("localhost")
                @Form(advanced = true)
                String hello,
        @Doc("Host and port of the SMTP server")
                @Default("")
                @Form(placeholder = "smtp.example.org:587")
                String smarthost,
        @Default("") String authUsername,
        @Doc("For AUTH PLAIN and LOGIN") @Nullable Secret authPassword,
        @FilePath @Form(advanced = true) @Nullable String authPasswordFile,
        @Doc("For AUTH CRAM-MD5") @Form(advanced = true) @Nullable Secret authSecret,
        @FilePath @Form(advanced = true) @Nullable String authSecretFile,
        @Doc("Identity of AUTH PLAIN, usually none") @Default("") @Form(advanced = true)
                String authIdentity,
        @Form(advanced = true) Map<String, String> headers,
        @Default("'{{ template \"email.default.html\" . }}'") @Form(widget = "textarea")
                String html,
        @Default("") @Form(widget = "textarea") String text,
        @Doc("Refuse servers that do not offer STARTTLS") @Key("require_tls") @Default("true")
                boolean requireTls,
        @Form(advanced = true) @Nullable TlsSettings tlsConfig,
        @Doc("TLS from the first byte; by default at port 465 alone")
                @Key("force_implicit_tls")
                @Form(advanced = true)
                @Nullable Boolean forceImplicitTls,
        @Form(advanced = true) Threading threading) {

    private static final Pattern HEADER_NAME = Pattern.compile("[!-9;-~]+");

    public EmailSettings {
        Checks.refuse(to.isEmpty(), "missing to address in email config");
        Checks.refuse(smarthost.isEmpty(), "no global SMTP smarthost set");
        Checks.refuse(from.isEmpty(), "no global SMTP from set");
        // Alertmanager takes both, and then that of the file.
        authPassword = Checks.isSet(authPasswordFile) ? null : authPassword;
        authSecret = Checks.isSet(authSecretFile) ? null : authSecret;
        hello = hello.isEmpty() ? "localhost" : hello;
        SmartHost _ = SmartHost.of(smarthost);
        headers = canonical(headers);
        if (threading.enabled()) {
            conflict(headers, "References");
            conflict(headers, "In-Reply-To");
        }
    }

    private static void conflict(Map<String, String> headers, String name) {
        Checks.refuse(
                headers.containsKey(name),
                "conflicting configuration: threading.enabled conflicts with custom "
                        + name
                        + " header");
    }

    private static Map<String, String> canonical(Map<String, String> headers) {
        Map<String, String> canonical = new TreeMap<>();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            Checks.refuse(
                    !HEADER_NAME.matcher(header.getKey()).matches(),
                    "\"" + header.getKey() + "\" is not a valid header name in email config");
            String name = canonical(header.getKey());
            Checks.refuse(
                    canonical.put(name, header.getValue()) != null,
                    "duplicate header \"" + name + "\" in email config");
        }
        return canonical;
    }

    /** "reply-to" is "Reply-To". */
    private static String canonical(String name) {
        return Pattern.compile("(^|-)([a-z])")
                .matcher(name.toLowerCase(Locale.ROOT))
                .replaceAll(part -> part.group(1) + part.group(2).toUpperCase(Locale.ROOT));
    }

    boolean implicitTls() {
        return forceImplicitTls == null ? SmartHost.of(smarthost).port() == 465 : forceImplicitTls;
    }

    /** Mails of one group stand under each other in mail programs. */
    public record Threading(
            boolean enabled,
            @Doc("none, or daily: another thread each day") @Default("") String threadByDate) {
        public Threading {
            Checks.refuse(
                    enabled && !threadByDate.equals("none") && !threadByDate.equals("daily"),
                    "threading.thread_by_date must be either 'none' or 'daily'");
        }
    }

    /** Where mail is given to; an empty host is this machine. */
    record SmartHost(String host, int port) {
        static SmartHost of(String text) {
            int colon = text.lastIndexOf(':');
            boolean bracketOpen = text.startsWith("[") && colon < text.indexOf(']');
            Checks.refuse(
                    colon < 0 || bracketOpen || colon == text.length() - 1,
                    "address " + text + ": missing port in address");
            String host = text.substring(0, colon).replaceAll("^\\[|\\]$", "");
            Checks.refuse(
                    host.contains(":") && !text.startsWith("["),
                    "address " + text + ": too many colons in address");
            String port = text.substring(colon + 1);
            Checks.refuse(
                    !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535,
                    "address " + text + ": the port must be a number up to 65535");
            return new SmartHost(host.isEmpty() ? "localhost" : host, Integer.parseInt(port));
        }

        boolean isLocal() {
            return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("::1");
        }
    }
}
