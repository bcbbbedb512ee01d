package io.gnomon.platform.core.remote;

import io.gnomon.model.labels.Matcher;

import org.osgi.annotation.versioning.ProviderType;

import java.io.IOException;
import java.util.List;

/**
 * The remote protocols, an OSGi service. Many threads call it at once; a call may block on the
 * request's body, on the store, and for at most half a minute on its turn. What is wrong with a
 * request is said in the answer.
 */
@ProviderType
public interface RemoteProtocols {
    /**
     * Remote write 1.0 and 2.0. A reply of 204 means that the samples survive a power cut.
     *
     * @throws IOException when the body cannot be read
     */
    Reply write(Incoming request) throws IOException;

    /**
     * Metrics of OpenTelemetry (OTLP). A reply of 200 means that all survive a power cut; 400 says
     * what was not taken, the rest was.
     *
     * @throws IOException when the body cannot be read
     */
    Reply writeOtlp(Incoming request) throws IOException;

    /**
     * Remote read: samples in one message or a stream of chunks, as the request prefers.
     *
     * @throws IOException when the body cannot be read, or the answer, once begun, not be ended
     */
    void read(Incoming request, Output output) throws IOException;

    /**
     * The newest sample of each series that satisfies a selector, for another server to scrape.
     *
     * @param selectors at least one matcher each
     * @throws IOException when the answer, once begun, cannot be ended
     */
    void federate(List<List<Matcher>> selectors, Incoming request, Output output)
            throws IOException;

    /**
     * Samples of the past: JSON lines, or a text format when the Content-Type is one. A reply of
     * 204 means that all survive a power cut; 400 says what was not taken, the rest was.
     *
     * @throws IOException when the body cannot be read; what came before may be written
     */
    Reply importSamples(Incoming request) throws IOException;
}
