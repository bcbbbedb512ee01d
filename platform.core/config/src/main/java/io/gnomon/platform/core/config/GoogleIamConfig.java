package io.gnomon.platform.core.config;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.FilePath;
import io.gnomon.spi.common.HttpSigning;

/**
 * {@code google_iam}: requests carry a token of Google's cloud.
 *
 * @param credentialsFile empty for the application default credentials
 */
@Doc("Sends a token of Google's cloud")
public record GoogleIamConfig(@FilePath @Default("") String credentialsFile) {
    private static final String SCOPE = "https://www.googleapis.com/auth/monitoring.write";

    /** What the HTTP client is to do. */
    public HttpSigning signing() {
        return new HttpSigning.Google(credentialsFile, SCOPE);
    }
}
