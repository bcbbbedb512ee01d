package io.gnomon.platform.core.http.internal.front;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.BodyTooLarge;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;

import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;

/** Errors in the form that the callers of a route expect. */
final class ErrorAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    private ErrorAnswers() {}

    /** Tells the caller what went wrong, if there is still somebody to be told. */
    static void answer(Exchange exchange, ErrorStyle style, Exception e) {
        HttpError error = asHttpError(e);
        if (error == null) {
            exchange.fail(e);
            return;
        }
        if (exchange.isCommitted()) {
            LOG.debug("an answer was broken off", e);
            exchange.fail(e);
            return;
        }
        try {
            write(exchange, style, error);
            exchange.complete();
        } catch (Exception unwritable) {
            exchange.fail(unwritable);
        }
    }

    /** Null when the other end is gone and nobody is left to be told. */
    private static @Nullable HttpError asHttpError(Exception e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof HttpError error) {
                return error;
            }
            if (t instanceof BodyTooLarge) {
                return new HttpError(413, t.getMessage() == null ? "" : t.getMessage());
            }
            if (t instanceof HttpException malformed) {
                String reason = malformed.getReason();
                return new HttpError(
                        malformed.getCode(), reason == null ? "the request is not valid" : reason);
            }
            if (t instanceof TimeoutException) {
                return new HttpError(408, "the request did not come in time");
            }
            if (t instanceof EOFException || t instanceof ClosedChannelException) {
                return null;
            }
        }
        LOG.error("a request failed", e);
        return new HttpError(500, "the server failed: " + e);
    }

    private static void write(Exchange exchange, ErrorStyle style, HttpError error)
            throws IOException {
        error.headers().forEach(exchange::setHeader);
        exchange.setHeader("Cache-Control", "no-store");
        // A page of ours asks for the password itself; a browser's own window would come on top.
        if (error.status() == 401
                && style != ErrorStyle.GNOMON
                && exchange.answerHeader("WWW-Authenticate").isEmpty()) {
            exchange.setHeader("WWW-Authenticate", "Basic realm=\"Gnomon\", charset=\"UTF-8\"");
        }
        String message = error.getMessage() == null ? "" : error.getMessage();
        switch (style) {
            case TEXT -> exchange.text(error.status(), "text/plain; charset=utf-8", message + "\n");
            case GNOMON -> Json.answer(exchange, error.status(), g -> gnomon(g, error, message));
            case PROMETHEUS ->
                    Json.answer(exchange, error.status(), g -> prometheus(g, error, message));
            case ALERTMANAGER ->
                    Json.answer(exchange, error.status(), g -> alertmanager(g, error, message));
        }
    }

    private static void gnomon(JsonGenerator g, HttpError error, String message)
            throws IOException {
        g.writeStartObject();
        g.writeStringField("error", message);
        if (!error.problems().isEmpty()) {
            g.writeArrayFieldStart("problems");
            for (HttpError.Problem problem : error.problems()) {
                g.writeStartObject();
                g.writeStringField("path", problem.path());
                g.writeStringField("message", problem.message());
                g.writeEndObject();
            }
            g.writeEndArray();
        }
        g.writeEndObject();
    }

    private static void prometheus(JsonGenerator g, HttpError error, String message)
            throws IOException {
        g.writeStartObject();
        g.writeStringField("status", "error");
        g.writeStringField(
                "errorType", error.type().isEmpty() ? errorType(error.status()) : error.type());
        g.writeStringField("error", message);
        g.writeEndObject();
    }

    private static void alertmanager(JsonGenerator g, HttpError error, String message)
            throws IOException {
        g.writeStartObject();
        g.writeNumberField("code", error.status());
        g.writeStringField("message", message);
        g.writeEndObject();
    }

    /** Prometheus's word for a status. */
    private static String errorType(int status) {
        return switch (status) {
            case 404 -> "not_found";
            case 406 -> "not_acceptable";
            case 422 -> "execution";
            case 499 -> "canceled";
            case 503 -> "unavailable";
            default -> status < 500 ? "bad_data" : "internal";
        };
    }
}
