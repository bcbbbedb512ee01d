package io.gnomon.platform.core.database.internal;

import io.gnomon.platform.core.database.Secrets;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

import java.nio.file.Path;

/** The key file in the data directory. */
@Component
public final class SecretsComponent implements Secrets {
    private final KeyFileSecrets secrets;

    @Activate
    public SecretsComponent(BundleContext context) {
        secrets = new KeyFileSecrets(Path.of(context.getProperty("gnomon.data"), "secrets.key"));
    }

    @Override
    public byte[] seal(String text, String place) {
        return secrets.seal(text, place);
    }

    @Override
    public String open(byte[] sealed, String place) {
        return secrets.open(sealed, place);
    }
}
