package io.gnomon.platform.core.http.internal.gnomon;

import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.platform.core.http.internal.ServerFacts;
import io.gnomon.platform.core.http.internal.front.Prefix;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.login.Accounts;
import io.gnomon.platform.core.http.internal.login.AuditLog;
import io.gnomon.platform.core.http.internal.login.FirstAdministrator;
import io.gnomon.platform.core.http.internal.login.Login;
import io.gnomon.platform.core.http.internal.login.PasswordRule;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Caller;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Role;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;

import org.eclipse.jetty.server.Request;

import java.io.IOException;
import java.sql.SQLException;

/** Logging in and out, and changing one's password. */
public final class SessionApi {
    private static final String PATH = GnomonApi.ROOT + "/session";
    private static final int BODY_BYTES_MAX = 16 * 1024;

    private final Accounts accounts;
    private final Login login;
    private final AuditLog audit;
    private final FirstAdministrator firstAdministrator;
    private final ServerFacts facts;
    private final Prefix prefix;

    public SessionApi(
            Accounts accounts,
            Login login,
            AuditLog audit,
            FirstAdministrator firstAdministrator,
            ServerFacts facts,
            Prefix prefix) {
        this.accounts = accounts;
        this.login = login;
        this.audit = audit;
        this.firstAdministrator = firstAdministrator;
        this.facts = facts;
        this.prefix = prefix;
    }

    public void addTo(Routes routes) {
        routes.group(Access.OPEN, ErrorStyle.GNOMON)
                .get(PATH, exchange -> answer(exchange, exchange.caller()))
                .add("POST", PATH, BODY_BYTES_MAX, this::logIn);
        routes.group(Access.USER, ErrorStyle.GNOMON)
                .delete(PATH, this::logOut)
                .add("POST", PATH + "/password", BODY_BYTES_MAX, this::changePassword);
    }

    private void answer(Exchange exchange, Caller caller) throws IOException {
        exchange.setHeader("Cache-Control", "no-store");
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartObject();
                    if (caller.role() == Role.ANONYMOUS) {
                        json.writeNullField("user");
                    } else {
                        json.writeObjectFieldStart("user");
                        json.writeStringField("name", caller.name());
                        json.writeStringField("role", caller.role().text());
                        json.writeEndObject();
                    }
                    json.writeStringField("csrf", caller.csrfToken());
                    json.writeObjectFieldStart("server");
                    json.writeStringField("version", facts.version());
                    json.writeStringField("hostname", facts.hostname());
                    json.writeStringField("startedAt", facts.startedAt().toString());
                    json.writeStringField(
                            "externalUrl",
                            prefix.externalUrl(Request.getLocalPort(exchange.request())));
                    json.writeEndObject();
                    json.writeEndObject();
                });
    }

    private void logIn(Exchange exchange) throws IOException, HttpError, SQLException {
        JsonNode body = Json.object(exchange);
        String name = Json.text(body, "user");
        Accounts.User user;
        try {
            user = login.check(name, Json.text(body, "password"), exchange.remoteAddress());
        } catch (HttpError e) {
            // Tries that come too early are not looked at, and would fill the log.
            if (e.status() == 401) {
                audit.noteFailedLogin(call(exchange, name, e.status()));
            }
            throw e;
        }
        audit.note(call(exchange, user.name(), 200));
        accounts.endSession(Login.sessionOf(exchange.request()));
        String session = accounts.beginSession(user.name());
        cookie(exchange, session, "");
        answer(exchange, new Caller(user.name(), user.role(), Login.csrfTokenOf(session)));
    }

    private static AuditLog.Call call(Exchange exchange, String name, int status) {
        return new AuditLog.Call(
                name, exchange.remoteAddress(), exchange.method(), PATH, "", status);
    }

    private void logOut(Exchange exchange) throws SQLException {
        accounts.endSession(Login.sessionOf(exchange.request()));
        cookie(exchange, "", "; Max-Age=0");
        exchange.empty(204);
    }

    private void cookie(Exchange exchange, String value, String more) {
        boolean secure = exchange.request().isSecure() || prefix.externalIsTls();
        exchange.addCookie(
                Login.COOKIE
                        + "="
                        + value
                        + "; Path="
                        + prefix.externalPath()
                        + "/; HttpOnly; SameSite=Lax"
                        + (secure ? "; Secure" : "")
                        + more);
    }

    private void changePassword(Exchange exchange) throws IOException, HttpError, SQLException {
        JsonNode body = Json.object(exchange);
        String name = exchange.caller().name();
        if (accounts.find(name) == null) {
            throw new HttpError(403, "only users have passwords");
        }
        String password = PasswordRule.checked(Json.text(body, "new"));
        login.check(name, Json.text(body, "old"), exchange.remoteAddress());
        accounts.setPassword(name, password, Login.sessionOf(exchange.request()));
        firstAdministrator.passwordChanged(name);
        exchange.empty(204);
    }
}
