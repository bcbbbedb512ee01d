package io.gnomon.platform.core.config;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.FilePath;
import io.gnomon.spi.common.HttpSigning;
import io.gnomon.spi.common.HttpSigning.Azure;
import io.gnomon.spi.common.Secret;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code azuread}: requests carry a token of Microsoft's identity platform. */
@Doc("Sends a token of Microsoft's identity platform; exactly one method")
public record AzureAdConfig(
        @Doc("AzurePublic, AzureGovernment or AzureChina") @Default("AzurePublic") String cloud,
        @Nullable ManagedIdentity managedIdentity,
        @Nullable WorkloadIdentity workloadIdentity,
        @Nullable OAuth oauth,
        @Nullable Sdk sdk,
        @Nullable Certificate certificate,
        @Doc("What the token is for, usually sending to Azure Monitor") @Default("") String scope) {
    private static final Pattern ID =
            Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern TENANT = Pattern.compile("[0-9a-zA-Z.-]+");
    private static final Pattern SCOPE = Pattern.compile("[\\w\\s:/.-]*");

    public AzureAdConfig {
        if (login(cloud).isEmpty()) {
            throw new IllegalArgumentException(
                    "must provide a cloud in the Azure AD config: AzurePublic, AzureGovernment or"
                            + " AzureChina");
        }
        long methods =
                Stream.of(managedIdentity, workloadIdentity, oauth, sdk, certificate)
                        .filter(Objects::nonNull)
                        .count();
        if (methods == 0) {
            throw new IllegalArgumentException(
                    "must provide an Azure Managed Identity, Azure Workload Identity, Azure OAuth,"
                            + " Azure Certificate or Azure SDK in the Azure AD config");
        }
        if (methods > 1) {
            throw new IllegalArgumentException(
                    "cannot provide multiple authentication methods in the Azure AD config");
        }
        if (!SCOPE.matcher(scope).matches()) {
            throw new IllegalArgumentException(
                    "the provided scope contains invalid characters: \"" + scope + "\"");
        }
    }

    /** The identity that Azure gave the machine. */
    public record ManagedIdentity(@Default("") String clientId) {
        public ManagedIdentity {
            if (!clientId.isEmpty()) {
                checkId("Managed Identity", clientId);
            }
        }
    }

    /** A token of the cluster that the application trusts. */
    public record WorkloadIdentity(
            @Default("") String clientId,
            @Default("") String tenantId,
            @FilePath @Default("/var/run/secrets/azure/tokens/azure-identity-token")
                    String tokenFilePath) {
        public WorkloadIdentity {
            checkId("Workload Identity", clientId);
            checkTenant("Workload Identity", tenantId);
        }
    }

    /** A secret of an application. */
    public record OAuth(
            @Default("") String clientId,
            @Default("") Secret clientSecret,
            @Default("") String tenantId) {
        public OAuth {
            checkId("OAuth", clientId);
            require("OAuth", "client_secret", clientSecret.isEmpty());
            checkTenant("OAuth", tenantId);
        }
    }

    /** What the environment tells of. */
    public record Sdk(@Default("") String tenantId) {
        public Sdk {
            if (!tenantId.isEmpty()) {
                checkTenant("SDK", tenantId);
            }
        }
    }

    /** A certificate of an application. */
    public record Certificate(
            @Default("") String clientId,
            @Default("") String tenantId,
            @FilePath @Default("") String certificatePath,
            @FilePath @Default("") String certificateKeyPath,
            @Nullable Secret certificatePassword,
            boolean sendCertificateChain) {
        public Certificate {
            checkId("Certificate", clientId);
            checkTenant("Certificate", tenantId);
            require("Certificate", "certificate_path", certificatePath.isEmpty());
        }
    }

    private static void require(String method, String key, boolean missing) {
        if (missing) {
            throw new IllegalArgumentException(
                    "must provide an Azure %s %s in the Azure AD config".formatted(method, key));
        }
    }

    private static void checkId(String method, String clientId) {
        require(method, "client_id", clientId.isEmpty());
        if (!ID.matcher(clientId).matches()) {
            throw new IllegalArgumentException(
                    "the provided Azure " + method + " client_id is invalid");
        }
    }

    private static void checkTenant(String method, String tenantId) {
        require(method, "tenant_id", tenantId.isEmpty());
        if (!TENANT.matcher(tenantId).matches()) {
            throw new IllegalArgumentException(
                    "the provided Azure " + method + " tenant_id is invalid");
        }
    }

    /** URL of a cloud's identity service, empty for a cloud that is unknown. */
    private static String login(String cloud) {
        return switch (cloud) {
            case "AzurePublic" -> "https://login.microsoftonline.com";
            case "AzureGovernment" -> "https://login.microsoftonline.us";
            case "AzureChina" -> "https://login.chinacloudapi.cn";
            default -> "";
        };
    }

    private static String monitor(String cloud) {
        return switch (cloud) {
            case "AzureGovernment" -> "https://monitor.azure.us//.default";
            case "AzureChina" -> "https://monitor.azure.cn//.default";
            default -> "https://monitor.azure.com//.default";
        };
    }

    /** What the HTTP client is to do. */
    public HttpSigning signing() {
        return new Azure(login(cloud), scope.isEmpty() ? monitor(cloud) : scope, proof());
    }

    private Azure.Proof proof() {
        if (managedIdentity != null) {
            return new Azure.ManagedIdentity(managedIdentity.clientId);
        } else if (workloadIdentity != null) {
            return new Azure.Workload(
                    workloadIdentity.tenantId,
                    workloadIdentity.clientId,
                    workloadIdentity.tokenFilePath);
        } else if (oauth != null) {
            return new Azure.ClientSecret(oauth.tenantId, oauth.clientId, oauth.clientSecret);
        } else if (certificate != null) {
            return new Azure.Certificate(
                    certificate.tenantId,
                    certificate.clientId,
                    certificate.certificatePath,
                    certificate.certificateKeyPath,
                    certificate.certificatePassword,
                    certificate.sendCertificateChain);
        }
        return new Azure.Environment(sdk == null ? "" : sdk.tenantId, "");
    }
}
