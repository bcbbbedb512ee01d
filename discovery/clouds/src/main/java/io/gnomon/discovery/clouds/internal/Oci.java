package io.gnomon.discovery.clouds.internal;

import io.gnomon.discovery.polling.PolledFactory;
import io.gnomon.discovery.polling.PolledSettings;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.FilePath;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Inline;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.discovery.DiscoveryFactory;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.time.Duration;
import java.util.List;

/** The discovery {@code oci}; interface: docs.oracle.com/iaas/api. */
@Component(service = DiscoveryFactory.class)
public final class Oci extends PolledFactory<Oci.Settings> {
    private static final String API_KEY = "api_key";
    private static final String INSTANCE = "instance_principal";

    /** An entry of {@code oci_sd_configs}. */
    @Doc("Compute instances of Oracle Cloud Infrastructure")
    public record Settings(
            @Doc("api_key or instance_principal") @Default(API_KEY) String auth,
            @Doc("OCID of the tenancy, for the method api_key") @Default("") String tenancy,
            @Default("") String user,
            @Default("") String fingerprint,
            @Doc("PEM of the user's private key") @FilePath @Default("") String keyFile,
            @Nullable Secret keyPassphrase,
            @FilePath @Nullable String keyPassphraseFile,
            @Default("") String region,
            @Doc("OCIDs of compartments; all that are active when there are none")
                    List<String> compartments,
            @Default("80") int port,
            @Default("60s") @Limit(min = 0.001) Duration refreshInterval,
            @Inline HttpSettings http)
            implements PolledSettings {
        public Settings {
            refuse(region.isEmpty(), "region is required");
            boolean passphrase = keyPassphrase != null || keyPassphraseFile != null;
            switch (auth) {
                case API_KEY -> {
                    refuse(tenancy.isEmpty(), "api_key auth requires tenancy");
                    refuse(user.isEmpty(), "api_key auth requires user");
                    refuse(fingerprint.isEmpty(), "api_key auth requires fingerprint");
                    refuse(keyFile.isEmpty(), "api_key auth requires key_file");
                    refuse(
                            keyPassphrase != null && keyPassphraseFile != null,
                            "at most one of key_passphrase and key_passphrase_file must be"
                                    + " configured");
                }
                case INSTANCE ->
                        refuse(
                                passphrase || !(tenancy + user + fingerprint + keyFile).isEmpty(),
                                "instance_principal auth must not have tenancy, user, fingerprint,"
                                        + " key_file, key_passphrase, or key_passphrase_file set");
                default ->
                        refuse(
                                true,
                                "unknown auth method \"%s\", expected \"%s\" or \"%s\""
                                        .formatted(auth, API_KEY, INSTANCE));
            }
            for (int i = 0; i < compartments.size(); i++) {
                refuse(compartments.get(i).isEmpty(), "compartments[" + i + "] must not be empty");
            }
        }

        private static void refuse(boolean wrong, String sentence) {
            if (wrong) {
                throw new IllegalArgumentException("oci_sd: " + sentence);
            }
        }

        boolean byInstance() {
            return auth.equals(INSTANCE);
        }
    }

    @Activate
    public Oci(@Reference HttpClients clients) {
        this(clients, OciCloud.PUBLIC);
    }

    /** The discovery in another cloud. */
    Oci(HttpClients clients, OciCloud cloud) {
        super(
                "oci",
                Settings.class,
                clients,
                (settings, api) -> new OciInstances(settings, cloud, clients, api));
    }
}
