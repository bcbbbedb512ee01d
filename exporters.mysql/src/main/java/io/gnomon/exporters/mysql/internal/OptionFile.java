package io.gnomon.exporters.mysql.internal;

import io.gnomon.spi.common.Secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A my.cnf as mysqld_exporter reads it: sections, {@code key = value} or a key alone, comments with
 * # and ;, values in quotes, {@code ${NAME}} for the environment. {@code [client.a]} has what
 * {@code [client]} has unless it says otherwise. A section that is not valid is an error for who
 * asks for it only. A file that does not exist has no sections.
 */
final class OptionFile {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}|\\$(\\w+)");
    private static final List<String> TLS_VERSIONS =
            List.of("TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3");

    private final Path file;
    private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    private final UnaryOperator<String> environment;

    private OptionFile(Path file, UnaryOperator<String> environment) {
        this.file = file;
        this.environment = environment;
    }

    /**
     * Reads a file.
     *
     * @param environment value of a variable, empty for one that is not set
     * @throws IOException with place and line for a file that cannot be read
     */
    static OptionFile read(Path file, UnaryOperator<String> environment) throws IOException {
        OptionFile result = new OptionFile(file, environment);
        if (Files.isRegularFile(file)) {
            result.parse(Files.readAllLines(file));
        }
        return result;
    }

    private void parse(List<String> lines) throws IOException {
        Map<String, String> section = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty()
                    || line.startsWith("#")
                    || line.startsWith(";")
                    || line.startsWith("!")) {
                continue;
            }
            if (line.startsWith("[")) {
                if (!line.endsWith("]")) {
                    throw new IOException(file + ":" + (i + 1) + ": the section's ] is missing");
                }
                section =
                        sections.computeIfAbsent(
                                line.substring(1, line.length() - 1).strip(), _ -> new HashMap<>());
                continue;
            }
            int equals = line.indexOf('=');
            String key = equals < 0 ? line : line.substring(0, equals).strip();
            section.put(
                    key.replace('_', '-'),
                    equals < 0 ? "true" : value(line.substring(equals + 1).strip()));
        }
    }

    private static String value(String text) {
        boolean quoted =
                text.length() > 1
                        && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                        && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    boolean has(String section) {
        return sections.containsKey(section);
    }

    /**
     * The account of a section; settings stand in for what {@code [client]} does not say.
     *
     * @throws IllegalArgumentException with a sentence when the section cannot be used
     */
    Account account(String section, MysqlSettings settings) {
        Map<String, String> all = new HashMap<>();
        all.put("password", settings.password().reveal());
        all.putAll(sections.getOrDefault("client", Map.of()));
        all.putIfAbsent("user", settings.username());
        Map<String, String> options = new HashMap<>();
        if (section.equals("client") || section.startsWith("client.")) {
            options.putAll(all);
        }
        options.putAll(sections.getOrDefault(section, Map.of()));
        options.replaceAll((_, v) -> expand(v));
        String user = options.getOrDefault("user", "");
        if (user.isEmpty()) {
            throw bad(section, "no user specified in section or parent");
        }
        if (options.containsKey("tls-server-name")) {
            throw bad(section, "tls-server-name is not supported: the driver cannot do it");
        }
        if (options.containsKey("ssl-cert") != options.containsKey("ssl-key")) {
            throw bad(section, "ssl-cert and ssl-key have to be given together");
        }
        String[] at = settings.address().split(":(?=\\d+$)", 2);
        boolean unix = settings.address().startsWith("unix://");
        boolean elsewhere = options.containsKey("host") || options.containsKey("port");
        String socket =
                options.getOrDefault(
                        "socket",
                        unix && !elsewhere ? settings.address().substring("unix://".length()) : "");
        String host = options.getOrDefault("host", unix ? "localhost" : at[0]);
        String port = options.getOrDefault("port", unix || at.length < 2 ? "3306" : at[1]);
        if (!port.matches("\\d{1,5}")) {
            throw bad(section, "port \"" + port + "\" is no number");
        }
        return new Account(
                user,
                new Secret(options.getOrDefault("password", "")),
                host.replaceAll("[\\[\\]]", ""),
                Integer.parseInt(port),
                socket,
                sslMode(section, options, settings.insecureSkipVerify()),
                options.getOrDefault("ssl-ca", ""),
                options.getOrDefault("ssl-cert", ""),
                options.getOrDefault("ssl-key", ""),
                protocols(section, options));
    }

    private String sslMode(String section, Map<String, String> options, boolean skip) {
        boolean unchecked =
                skip
                        || options.getOrDefault("ssl-skip-verfication", "false").equals("true")
                        || options.getOrDefault("ssl-skip-verification", "false").equals("true");
        String checked = unchecked ? "trust" : "verify-full";
        boolean hasFiles = options.containsKey("ssl-ca") || options.containsKey("ssl-cert");
        String tls = options.getOrDefault("tls", hasFiles ? "true" : "false");
        return switch (tls) {
            case "false" -> "disable";
            case "true", "custom" -> checked;
            case "skip-verify" -> "trust";
            case "preferred" -> "prefer";
            default ->
                    throw bad(
                            section,
                            "tls = \"" + tls + "\" is none of true, false, preferred, skip-verify");
        };
    }

    private String protocols(String section, Map<String, String> options) {
        String min = options.getOrDefault("tls-min-version", "");
        String max = options.getOrDefault("tls-max-version", "");
        if (min.isEmpty() && max.isEmpty()) {
            return "";
        }
        int from = min.isEmpty() ? 2 : TLS_VERSIONS.indexOf(min);
        int to = max.isEmpty() ? 3 : TLS_VERSIONS.indexOf(max);
        if (from < 0 || to < from) {
            throw bad(
                    section,
                    "tls-min-version and tls-max-version have to be of "
                            + String.join(", ", TLS_VERSIONS)
                            + ", in that order");
        }
        return String.join(",", TLS_VERSIONS.subList(from, to + 1));
    }

    private IllegalArgumentException bad(String section, String what) {
        return new IllegalArgumentException(file + ": [" + section + "]: " + what);
    }

    private String expand(String text) {
        return VARIABLE.matcher(text)
                .replaceAll(m ->
                        Matcher.quoteReplacement(
                                environment.apply(m.group(1) == null ? m.group(2) : m.group(1))));
    }
}
