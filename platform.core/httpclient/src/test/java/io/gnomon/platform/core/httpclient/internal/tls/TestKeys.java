package io.gnomon.platform.core.httpclient.internal.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A key and its self-signed certificate, made by the JDK's keytool. */
public record TestKeys(KeyStore store, String certificatePem, String keyPem) {
    public static final char[] PASSWORD = "changeit".toCharArray();

    private static final Map<String, TestKeys> MADE = new ConcurrentHashMap<>();

    /**
     * A pair; keytool is slow, so equal wishes get the same one.
     *
     * @param algorithm RSA, EC ...
     * @param names subject alternative names, such as {@code dns:localhost,ip:127.0.0.1}
     */
    public static TestKeys make(Path folder, String algorithm, String names)
            throws IOException, InterruptedException, GeneralSecurityException {
        return make(folder, algorithm, names, "CN=test");
    }

    /** As {@link #make(Path, String, String)}, with the subject of the certificate. */
    public static TestKeys make(Path folder, String algorithm, String names, String subject)
            throws IOException, InterruptedException, GeneralSecurityException {
        String wish = algorithm + " " + names + " " + subject;
        TestKeys known = MADE.get(wish);
        if (known == null) {
            known = generate(folder, algorithm, names, subject);
            MADE.put(wish, known);
        }
        return known;
    }

    private static TestKeys generate(Path folder, String algorithm, String names, String subject)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path file = Files.createTempFile(folder, "keys", ".p12");
        Files.delete(file);
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "key",
                                "-keyalg",
                                algorithm,
                                "-dname",
                                subject,
                                "-ext",
                                "san=" + names,
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                "changeit"));
        if (algorithm.equals("EC")) {
            command.addAll(List.of("-groupname", "secp256r1"));
        }
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        byte[] output = keytool.getInputStream().readAllBytes();
        assertEquals(0, keytool.waitFor(), new String(output, StandardCharsets.UTF_8));
        KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD);
        return new TestKeys(
                store,
                pem("CERTIFICATE", store.getCertificate("key").getEncoded()),
                pem("PRIVATE KEY", store.getKey("key", PASSWORD).getEncoded()));
    }

    static String pem(String type, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
    }
}
