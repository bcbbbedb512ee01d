package io.gnomon.exporters.blackbox.internal.config;

import io.gnomon.model.labels.Regex;
import io.gnomon.spi.common.ByteSize;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.FilePath;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Inline;
import io.gnomon.spi.common.JsonConditions;
import io.gnomon.spi.common.Key;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * Options of the prober http.
 *
 * @param noFollowRedirects older form of follow_redirects, which it overrides
 * @param bodySizeLimit bytes of the answer's body, 0 for any number
 */
public record HttpModule(
        List<Integer> validStatusCodes,
        List<String> validHttpVersions,
        @Default("ip6") IpProtocol preferredIpProtocol,
        @Default("true") boolean ipProtocolFallback,
        boolean skipResolvePhaseWithProxy,
        @Nullable Boolean noFollowRedirects,
        boolean failIfSsl,
        boolean failIfNotSsl,
        @Default("GET") String method,
        Map<String, String> headers,
        List<Regex> failIfBodyMatchesRegexp,
        List<Regex> failIfBodyNotMatchesRegexp,
        @Default("") String failIfBodyJsonMatchesCel,
        @Default("") String failIfBodyJsonNotMatchesCel,
        List<HeaderMatch> failIfHeaderMatches,
        List<HeaderMatch> failIfHeaderNotMatches,
        @Default("") String body,
        @FilePath @Nullable String bodyFile,
        @Default("") String compression,
        @ByteSize @Default("0") long bodySizeLimit,
        @Key("enable_http3") boolean enableHttp3,
        @Inline HttpSettings client) {

    private static final List<String> COMPRESSIONS =
            List.of("", "identity", "gzip", "deflate", "br");

    public HttpModule {
        refuse(
                !body.isEmpty() && bodyFile != null,
                "body and body_file must not both be configured");
        refuse(
                !COMPRESSIONS.contains(compression),
                "compression \""
                        + compression
                        + "\" is unknown; valid: gzip, deflate, br, identity");
        String accepted = AcceptEncoding.of(headers);
        refuse(
                !compression.isEmpty() && !AcceptEncoding.accepts(accepted, compression),
                "the header Accept-Encoding \""
                        + accepted
                        + "\" does not accept the compression "
                        + compression);
        refuse(
                enableHttp3 && client.enableHttp2(),
                "enable_http3 and enable_http2 must not both be true");
        refuse(
                enableHttp3
                        && !validHttpVersions.isEmpty()
                        && !validHttpVersions.equals(List.of("HTTP/3.0")),
                "with enable_http3 valid_http_versions can be [HTTP/3.0] only");
    }

    private static void refuse(boolean wrong, String sentence) {
        if (wrong) {
            throw new IllegalArgumentException(sentence);
        }
    }

    public boolean followsRedirects() {
        return noFollowRedirects == null ? client.followRedirects() : !noFollowRedirects;
    }

    /** Whether a proxy is asked, so that the target's name may be the proxy's business. */
    public boolean resolves() {
        return !skipResolvePhaseWithProxy
                || client.proxyUrl() == null
                || client.proxyFromEnvironment();
    }

    /** Whether the answer's body is looked at as JSON. */
    public boolean hasCel() {
        return !failIfBodyJsonMatchesCel.isEmpty() || !failIfBodyJsonNotMatchesCel.isEmpty();
    }

    /** See {@link ProbeModule#refusal}. */
    String refusal(@Nullable JsonConditions conditions) {
        if (enableHttp3) {
            return "enable_http3: Java 25 has no client for HTTP/3";
        }
        String reason = celRefusal(conditions, failIfBodyJsonMatchesCel);
        if (!reason.isEmpty()) {
            return "fail_if_body_json_matches_cel: " + reason;
        }
        reason = celRefusal(conditions, failIfBodyJsonNotMatchesCel);
        return reason.isEmpty() ? "" : "fail_if_body_json_not_matches_cel: " + reason;
    }

    private static String celRefusal(@Nullable JsonConditions conditions, String expression) {
        if (expression.isEmpty()) {
            return "";
        } else if (conditions == null) {
            return "the bundle io.gnomon.exporters.cel, which evaluates CEL, is not installed";
        }
        try {
            var _ = conditions.compile(expression);
            return "";
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
