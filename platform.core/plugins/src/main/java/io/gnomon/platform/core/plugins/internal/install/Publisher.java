package io.gnomon.platform.core.plugins.internal.install;

import io.gnomon.spi.runtime.PluginRefused;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Who signed a jar. */
final class Publisher {
    private static final String SIGNATURE_FILE = "META-INF/[^/]+\\.SF";

    private Publisher() {}

    /**
     * The name in the certificate that signed all files of the jar, empty when there is none such.
     * The signature is checked against the content, the certificate against nobody: who may sign is
     * for the administrator to judge.
     *
     * @param called see {@link PluginJar#read}
     * @throws PluginRefused when the jar was changed after it was signed
     */
    static String of(Path file, String called) throws PluginRefused, IOException {
        try (JarFile jar = new JarFile(file.toFile(), true)) {
            if (jar.stream().noneMatch(entry -> entry.getName().matches(SIGNATURE_FILE))) {
                return "";
            }
            String publisher = null;
            for (JarEntry entry : files(jar)) {
                // Signers are known only after the whole entry was read.
                jar.getInputStream(entry).transferTo(OutputStream.nullOutputStream());
                String signer = signer(entry.getCodeSigners());
                if (publisher != null && !publisher.equals(signer)) {
                    return "";
                }
                publisher = signer;
            }
            return publisher == null ? "" : publisher;
        } catch (SecurityException e) {
            throw new PluginRefused(
                    "the signature of %s does not fit its content: %s"
                            .formatted(called, e.getMessage()),
                    e);
        }
    }

    private static List<JarEntry> files(JarFile jar) {
        return jar.stream()
                .filter(entry -> !entry.isDirectory() && !isSignature(entry.getName()))
                .toList();
    }

    private static boolean isSignature(String name) {
        return name.equals(JarFile.MANIFEST_NAME)
                || name.matches(SIGNATURE_FILE)
                || name.matches("META-INF/[^/]+\\.(RSA|DSA|EC)");
    }

    private static String signer(CodeSigner[] signers) {
        if (signers == null
                || !(signers[0].getSignerCertPath().getCertificates().getFirst()
                        instanceof X509Certificate certificate)) {
            return "";
        }
        return certificate.getSubjectX500Principal().getName();
    }
}
