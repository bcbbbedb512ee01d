package io.gnomon.exporters.blackbox.internal.probers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.exporters.blackbox.internal.config.HeaderMatch;
import io.gnomon.exporters.blackbox.internal.config.HttpModule;
import io.gnomon.spi.common.HttpCaller.Response;
import io.gnomon.spi.common.JsonConditions;

import org.brotli.dec.BrotliInputStream;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** What a module expects of an answer; any number of threads. */
final class HttpAnswer {
    private static final String REGEX = "probe_failed_due_to_regex";
    private static final String REGEX_HELP = "Whether an expression was not found, or found.";
    private static final String CEL = "probe_failed_due_to_cel";
    private static final String CEL_HELP = "Whether a condition on the JSON body did not pass.";

    /** Bytes of a body in which expressions are looked for, unless the module says how many. */
    private static final long SEARCHED_MAX = 32L << 20;

    private static final int BUFFER = 16 << 10;

    private final HttpModule module;
    private final List<Search> bodyMatches;
    private final List<Search> bodyNotMatches;
    private final List<HeaderCheck> headerMatches;
    private final List<HeaderCheck> headerNotMatches;
    private final List<JsonCheck> jsonChecks;

    private record HeaderCheck(HeaderMatch match, Search search) {
        List<String> values(Response response) {
            return response.headers()
                    .getOrDefault(match.header().toLowerCase(Locale.ROOT), List.of());
        }
    }

    /**
     * What a module expects.
     *
     * @param conditions for a module that looks at JSON, null for others
     */
    HttpAnswer(HttpModule module, @Nullable JsonConditions conditions) {
        this.module = module;
        this.jsonChecks = JsonCheck.of(module, conditions);
        this.bodyMatches = Search.of(module.failIfBodyMatchesRegexp());
        this.bodyNotMatches = Search.of(module.failIfBodyNotMatchesRegexp());
        this.headerMatches = checks(module.failIfHeaderMatches());
        this.headerNotMatches = checks(module.failIfHeaderNotMatches());
    }

    private static List<HeaderCheck> checks(List<HeaderMatch> matches) {
        return matches.stream().map(m -> new HeaderCheck(m, Search.of(m.regexp()))).toList();
    }

    /** Sets what the peer reports before it knows anything. */
    void begin(Gauges gauges) {
        gauges.set(REGEX, REGEX_HELP, 0);
        if (!jsonChecks.isEmpty()) {
            gauges.set(CEL, CEL_HELP, 0);
        }
    }

    boolean statusIsValid(int status, ProbeLog log) {
        List<Integer> valid = module.validStatusCodes();
        if (valid.isEmpty() ? status / 100 == 2 : valid.contains(status)) {
            return true;
        }
        log.error(
                "Invalid HTTP response status code",
                "status_code",
                status,
                "valid_status_codes",
                valid.isEmpty() ? "2xx" : valid);
        return false;
    }

    boolean versionIsValid(String version, ProbeLog log) {
        if (module.validHttpVersions().isEmpty() || module.validHttpVersions().contains(version)) {
            return true;
        }
        log.error("Invalid HTTP version number", "version", version);
        return false;
    }

    boolean tlsIsValid(boolean tls, ProbeLog log) {
        if (tls ? module.failIfSsl() : module.failIfNotSsl()) {
            log.error(tls ? "Final request was over SSL" : "Final request was not over SSL");
            return false;
        }
        return true;
    }

    boolean headersAreValid(Response response, Probe probe) {
        boolean valid =
                headerMatches.stream().allMatch(c -> passes(c, response, true, probe.log()))
                        && headerNotMatches.stream()
                                .allMatch(c -> passes(c, response, false, probe.log()));
        if (!valid) {
            probe.gauges().set(REGEX, REGEX_HELP, 1);
        }
        return valid;
    }

    private static boolean passes(
            HeaderCheck check, Response response, boolean failsIfFound, ProbeLog log) {
        List<String> values = check.values(response);
        if (values.isEmpty()) {
            if (!check.match.allowMissing()) {
                log.error("Missing required header", "header", check.match.header());
            }
            return check.match.allowMissing();
        }
        boolean passes = values.stream().anyMatch(check.search::finds) != failsIfFound;
        if (!passes) {
            log.error(
                    failsIfFound
                            ? "Header matched regular expression"
                            : "Header did not match regular expression",
                    "header",
                    check.match.header(),
                    "regexp",
                    check.search,
                    "values",
                    values);
        }
        return passes;
    }

    /**
     * Reads the body to its end.
     *
     * @return how many bytes it has when it is unpacked
     * @throws IOException when it cannot be read or is too long
     */
    Body read(InputStream body) throws IOException {
        boolean searched =
                !bodyMatches.isEmpty() || !bodyNotMatches.isEmpty() || !jsonChecks.isEmpty();
        long limit = module.bodySizeLimit();
        InputStream in = new Limited(body, limit == 0 ? Long.MAX_VALUE : limit);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        long length = 0;
        byte[] buffer = new byte[BUFFER];
        InputStream unpacked = unpacked(in);
        for (int n = unpacked.read(buffer); n >= 0; n = unpacked.read(buffer)) {
            length += n;
            if (limit > 0 && length > limit) {
                throw tooLong(limit);
            }
            if (searched) {
                if (length > SEARCHED_MAX) {
                    throw tooLong(SEARCHED_MAX);
                }
                text.write(buffer, 0, n);
            }
        }
        return new Body(length, text.toString(UTF_8));
    }

    /**
     * A body.
     *
     * @param text empty when nothing is looked for in it
     */
    record Body(long length, String text) {}

    boolean bodyIsValid(Body body, Probe probe) {
        boolean valid = true;
        for (Search search : bodyMatches) {
            if (valid && search.finds(body.text)) {
                probe.log().error("Body matched regular expression", "regexp", search);
                valid = false;
            }
        }
        for (Search search : bodyNotMatches) {
            if (valid && !search.finds(body.text)) {
                probe.log().error("Body did not match regular expression", "regexp", search);
                valid = false;
            }
        }
        if (!valid) {
            probe.gauges().set(REGEX, REGEX_HELP, 1);
        }
        return valid && jsonIsValid(body, probe);
    }

    private boolean jsonIsValid(Body body, Probe probe) {
        boolean valid = jsonChecks.stream().allMatch(c -> c.passes(body.text, probe.log()));
        if (!valid) {
            probe.gauges().set(CEL, CEL_HELP, 1);
        }
        return valid;
    }

    private InputStream unpacked(InputStream in) throws IOException {
        return switch (module.compression()) {
            case "gzip" -> new GZIPInputStream(in, BUFFER);
            case "deflate" -> new InflaterInputStream(in);
            case "br" -> new BrotliInputStream(in, BUFFER);
            default -> in;
        };
    }

    private static IOException tooLong(long limit) {
        return new IOException("the body is longer than " + limit + " bytes");
    }

    /** Fails when more than a number of bytes come. */
    private static final class Limited extends FilterInputStream {
        private final long limit;
        private long count;

        Limited(InputStream in, long limit) {
            super(in);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = super.read(bytes, offset, length);
            count(n);
            return n;
        }

        private void count(int n) throws IOException {
            count += Math.max(0, n);
            if (count > limit) {
                throw tooLong(limit);
            }
        }
    }
}
