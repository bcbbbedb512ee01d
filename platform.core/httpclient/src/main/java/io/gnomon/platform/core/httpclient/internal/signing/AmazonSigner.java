package io.gnomon.platform.core.httpclient.internal.signing;

import io.gnomon.spi.common.HttpSigning;

import org.eclipse.jetty.http.HttpField;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Signs with {@link SigV4} what tells of the body, and the headers that begin with x-. */
final class AmazonSigner implements Signer {
    private final HttpSigning.Amazon settings;
    private final Renewed<AmazonKeys> keys;
    private final UnaryOperator<String> environment;
    private final InstantSource clock;

    AmazonSigner(
            HttpSigning.Amazon settings,
            Renewed<AmazonKeys> keys,
            UnaryOperator<String> environment,
            InstantSource clock) {
        this.settings = settings;
        this.keys = keys;
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public void sign(Unsigned request, Duration timeLeft) throws IOException, InterruptedException {
        String region = region(settings, environment);
        Map<String, String> signed = new HashMap<>();
        for (HttpField field : request.headers()) {
            String name = field.getLowerCaseName();
            if (name.startsWith("content-") || name.startsWith("x-")) {
                signed.merge(name, String.valueOf(field.getValue()), (a, b) -> a + "," + b);
            }
        }
        new SigV4(settings.service(), region)
                .sign(
                        keys.get(timeLeft),
                        request.method(),
                        request.uri(),
                        signed,
                        request.body(),
                        clock.instant())
                .forEach(request.headers()::put);
    }

    /** The region of the settings or of the environment. */
    static String region(HttpSigning.Amazon settings, UnaryOperator<String> environment)
            throws IOException {
        String region = settings.region();
        for (String name : new String[] {"AWS_REGION", "AWS_DEFAULT_REGION"}) {
            region = region.isEmpty() ? environment.apply(name) : region;
        }
        if (region.isEmpty()) {
            throw new IOException(
                    "there is no region to sign for, neither in the configuration nor in"
                            + " AWS_REGION");
        }
        return region;
    }
}
