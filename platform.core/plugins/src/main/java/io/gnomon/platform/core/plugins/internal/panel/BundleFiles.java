package io.gnomon.platform.core.plugins.internal.panel;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files in a bundle that browsers may fetch. Immutable.
 *
 * @param integrity path to "sha384-..." of all but classes, META-INF and texts
 * @param texts language ("ko", "pt-BR") to path of the texts in it: {@code i18n/ko.json}
 */
public record BundleFiles(Map<String, String> integrity, Map<String, String> texts) {
    private static final Pattern TEXTS =
            Pattern.compile("i18n/([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\\.json");

    public static BundleFiles of(Bundle bundle) throws IOException {
        Map<String, String> integrity = new TreeMap<>();
        Map<String, String> texts = new TreeMap<>();
        for (var file : files(bundle).entrySet()) {
            String path = file.getKey();
            Matcher named = TEXTS.matcher(path);
            if (named.matches()) {
                texts.put(named.group(1), path);
            } else if (isForBrowsers(path)) {
                MessageDigest digest = Digests.sha384();
                digest(file.getValue(), digest);
                integrity.put(path, integrity(digest));
            }
        }
        return new BundleFiles(
                Collections.unmodifiableMap(integrity), Collections.unmodifiableMap(texts));
    }

    /** All of them. */
    public Set<String> paths() {
        Set<String> all = new TreeSet<>(integrity.keySet());
        all.addAll(texts.values());
        return all;
    }

    /** SHA-256 over the paths and contents of all files, in hexadecimal digits. */
    public static String digest(Bundle bundle) throws IOException {
        MessageDigest all = Digests.sha256();
        for (var file : files(bundle).entrySet()) {
            all.update(file.getKey().getBytes(StandardCharsets.UTF_8));
            all.update((byte) 0);
            digest(file.getValue(), all);
        }
        return HexFormat.of().formatHex(all.digest());
    }

    private static Map<String, URL> files(Bundle bundle) {
        Map<String, URL> files = new TreeMap<>();
        var entries = bundle.findEntries("/", "*", true);
        if (entries != null) {
            for (URL entry : Collections.list(entries)) {
                if (!entry.getPath().endsWith("/")) {
                    files.put(entry.getPath().substring(1), entry);
                }
            }
        }
        return files;
    }

    private static void digest(URL file, MessageDigest into) throws IOException {
        try (var in = file.openStream();
                var out = new DigestOutputStream(OutputStream.nullOutputStream(), into)) {
            in.transferTo(out);
        }
    }

    private static boolean isForBrowsers(String path) {
        return !path.startsWith("META-INF/")
                && !path.startsWith("OSGI-INF/")
                && !path.startsWith("OSGI-OPT/")
                && !path.endsWith(".class");
    }

    private static String integrity(MessageDigest digest) {
        return "sha384-" + Base64.getEncoder().encodeToString(digest.digest());
    }

    /** The file when browsers may have it, else null. */
    public @Nullable URL url(Bundle bundle, String path) {
        try {
            return integrity.containsKey(path) || texts.containsValue(path)
                    ? bundle.getEntry(path)
                    : null;
        } catch (IllegalStateException uninstalledMeanwhile) {
            return null;
        }
    }
}
