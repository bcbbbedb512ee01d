package io.gnomon.platform.core.http.internal.routing;

import io.gnomon.platform.core.http.internal.server.ReadDeadlines;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;
import org.jspecify.annotations.Nullable;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A request and its answer. For one thread at a time. */
public final class Exchange {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Caller caller;
    private final Map<String, String> variables;
    private final long bodyBytesMax;
    private @Nullable Fields parameters;
    private String subject = "";
    private boolean detached;
    private volatile boolean abandoned;

    public Exchange(
            Request request,
            Response response,
            Callback callback,
            Caller caller,
            Map<String, String> variables,
            long bodyBytesMax) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.caller = caller;
        this.variables = variables;
        this.bodyBytesMax = bodyBytesMax;
        request.addFailureListener(failure -> abandoned = true);
    }

    /**
     * Whether the client is known to have gone, so that the answer need not be made any more. Over
     * HTTP/1.1 that is known only during a {@link #work}. Any thread.
     */
    public boolean isAbandoned() {
        return abandoned;
    }

    /** Something that takes long and makes an answer. */
    public interface Work<T, E extends Exception> {
        T run() throws E;
    }

    /**
     * Does something that takes long; meanwhile {@link #isAbandoned} becomes true as soon as the
     * client closes its connection. The request's body must have been read.
     */
    public <T, E extends Exception> T work(Work<T, E> work) throws E {
        ClientWatch watch = ClientWatch.over(request, () -> abandoned = true);
        try {
            return work.run();
        } finally {
            if (watch != null) {
                watch.close();
            }
        }
    }

    public String method() {
        return request.getMethod();
    }

    public Caller caller() {
        return caller;
    }

    /**
     * Refuses callers of a lesser role, where the route's access does not tell it all.
     *
     * @throws HttpError 401 or 403
     */
    public void requireRole(Role role) throws HttpError {
        caller.require(role);
    }

    /** Says for the audit log what the call is about, when the path does not tell; no secrets. */
    public void about(String what) {
        subject = what;
    }

    /** See {@link #about}; empty when nothing was said. */
    public String subject() {
        return subject;
    }

    /** A part of the path, by its name in the route's pattern. */
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no part {" + name + "}");
        }
        return value;
    }

    /** First value of a header, empty when there is none. */
    public String header(String name) {
        String value = request.getHeaders().get(name);
        return value == null ? "" : value;
    }

    /** The request itself, for what reads credentials. */
    public Request request() {
        return request;
    }

    /** Address of the other end, without port. */
    public String remoteAddress() {
        return Request.getRemoteAddr(request);
    }

    /** First value of a parameter of a form in the body, else of the URL, empty when not given. */
    public String parameter(String name) throws IOException, HttpError {
        String value = parameters().getValue(name);
        return value == null ? "" : value;
    }

    /** All values of a parameter; those of the body first, as Go reads them. */
    public List<String> parameters(String name) throws IOException, HttpError {
        List<String> values = parameters().getValues(name);
        return values == null ? List.of() : values;
    }

    /** All parameters. */
    public Fields parameters() throws IOException, HttpError {
        Fields all = parameters;
        if (all == null) {
            all = new Fields(true);
            String type = header("Content-Type");
            try {
                if (type.startsWith("application/x-www-form-urlencoded")) {
                    String form = new String(body().readAllBytes(), StandardCharsets.UTF_8);
                    UrlEncoded.decodeTo(form, all::add, StandardCharsets.UTF_8);
                }
                String query = request.getHttpURI().getQuery();
                if (query != null) {
                    UrlEncoded.decodeTo(query, all::add, StandardCharsets.UTF_8);
                }
            } catch (IllegalArgumentException e) {
                throw new HttpError(400, "the parameters are not valid URL encoding");
            }
            parameters = all;
        }
        return all;
    }

    /** The body; reading past the route's limit throws {@link BodyTooLarge}. */
    public InputStream body() throws BodyTooLarge {
        if (request.getLength() > bodyBytesMax) {
            throw new BodyTooLarge(bodyBytesMax);
        }
        return new LimitedInput(
                Content.Source.asInputStream(request), bodyBytesMax, ReadDeadlines.of(request));
    }

    /** Sets a header of the answer. */
    public void setHeader(String name, String value) {
        response.getHeaders().put(name, value);
    }

    /** Adds a cookie line. */
    public void addCookie(String setCookie) {
        response.getHeaders().add(new HttpField(HttpHeader.SET_COOKIE, setCookie));
    }

    /** A header of the answer as set so far, empty when it is not. */
    public String answerHeader(String name) {
        String value = response.getHeaders().get(name);
        return value == null ? "" : value;
    }

    /**
     * Status and type, then the body: written through a buffer, sent on flush, closed at the end.
     * The request's body is not read any more.
     */
    public OutputStream open(int status, String contentType) {
        begin(status, contentType);
        return new BufferedOutputStream(Content.Sink.asOutputStream(response), 16 * 1024);
    }

    /** Answers with a text. */
    public void text(int status, String contentType, String text) throws IOException {
        bytes(status, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers with bytes, in one piece: each further one would be a write to the socket. */
    public void bytes(int status, String contentType, byte[] body) throws IOException {
        begin(status, contentType);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        Content.Sink.write(response, true, ByteBuffer.wrap(body));
    }

    private void begin(int status, String contentType) {
        forgetBody();
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
    }

    /**
     * Nobody will read the rest of the body: the client is told when the connection cannot be used
     * again because of that.
     */
    private void forgetBody() {
        boolean oneConnectionForEach =
                request.getConnectionMetaData().getHttpVersion().getVersion()
                        <= HttpVersion.HTTP_1_1.getVersion();
        if (!request.consumeAvailable() && oneConnectionForEach) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
    }

    /** Answers with a status only, such as 204. */
    public void empty(int status) {
        forgetBody();
        response.setStatus(status);
    }

    /** Sends the browser elsewhere. */
    public void redirect(String location) {
        response.getHeaders().put(HttpHeader.LOCATION, location);
        response.setStatus(302);
    }

    /** Whether the head of the answer has gone out, so that no error can be reported any more. */
    public boolean isCommitted() {
        return response.isCommitted();
    }

    /**
     * Leaves the answer open when the endpoint returns; somebody else goes on writing and calls
     * {@link #complete}.
     */
    public void detach() {
        detached = true;
    }

    public boolean isDetached() {
        return detached;
    }

    /** Ends the answer. */
    public void complete() {
        callback.succeeded();
    }

    /** Ends the connection: the answer is broken off. */
    public void fail(Throwable cause) {
        callback.failed(cause);
    }
}
