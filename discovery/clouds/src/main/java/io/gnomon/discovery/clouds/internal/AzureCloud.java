package io.gnomon.discovery.clouds.internal;

import java.util.Locale;
import java.util.Map;

/**
 * One of Azure's clouds.
 *
 * @param management URL of the resource manager
 * @param login URL of the identity service
 */
record AzureCloud(String management, String login) {
    private static final AzureCloud PUBLIC =
            new AzureCloud("https://management.azure.com", "https://login.microsoftonline.com");
    private static final AzureCloud GOVERNMENT =
            new AzureCloud(
                    "https://management.usgovcloudapi.net", "https://login.microsoftonline.us");
    private static final AzureCloud CHINA =
            new AzureCloud("https://management.chinacloudapi.cn", "https://login.chinacloudapi.cn");

    private static final Map<String, AzureCloud> BY_NAME =
            Map.of(
                    "AZURECLOUD", PUBLIC,
                    "AZUREPUBLICCLOUD", PUBLIC,
                    "AZUREGERMANCLOUD", PUBLIC,
                    "AZURECHINACLOUD", CHINA,
                    "AZUREUSGOVERNMENT", GOVERNMENT,
                    "AZUREUSGOVERNMENTCLOUD", GOVERNMENT);

    static boolean isKnown(String name) {
        return BY_NAME.containsKey(name.toUpperCase(Locale.ROOT));
    }

    /** The cloud of a name that is known. */
    static AzureCloud of(String name) {
        return BY_NAME.getOrDefault(name.toUpperCase(Locale.ROOT), PUBLIC);
    }
}
