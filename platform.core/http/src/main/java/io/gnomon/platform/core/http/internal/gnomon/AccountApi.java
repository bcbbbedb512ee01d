package io.gnomon.platform.core.http.internal.gnomon;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.login.Accounts;
import io.gnomon.platform.core.http.internal.login.FirstAdministrator;
import io.gnomon.platform.core.http.internal.login.PasswordRule;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Role;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Users and API tokens, for administrators. */
public final class AccountApi {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    /** Of a token. */
    private static final int DAYS_MAX = 3650;

    private final Accounts accounts;
    private final FirstAdministrator firstAdministrator;

    public AccountApi(Accounts accounts, FirstAdministrator firstAdministrator) {
        this.accounts = accounts;
        this.firstAdministrator = firstAdministrator;
    }

    public void addTo(Routes routes) {
        routes.group(Access.ADMIN, ErrorStyle.GNOMON)
                .get(GnomonApi.ROOT + "/users", this::users)
                .post(GnomonApi.ROOT + "/users", this::createUser)
                .put(GnomonApi.ROOT + "/users/{name}", this::changeUser)
                .delete(GnomonApi.ROOT + "/users/{name}", this::deleteUser)
                .get(GnomonApi.ROOT + "/tokens", this::tokens)
                .post(GnomonApi.ROOT + "/tokens", this::createToken)
                .delete(GnomonApi.ROOT + "/tokens/{name}", this::deleteToken);
    }

    private void users(Exchange exchange) throws IOException, SQLException {
        List<Accounts.User> users = accounts.users();
        Json.list(exchange, users, (json, user) -> named(json, user.name(), user.role()));
    }

    private static void named(JsonGenerator json, String name, Role role) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("role", role.text());
        json.writeEndObject();
    }

    private void createUser(Exchange exchange) throws IOException, HttpError, SQLException {
        JsonNode body = Json.object(exchange);
        String name = name(body);
        Role role = role(body);
        exchange.about(name + ", " + role.text());
        if (!accounts.create(name, PasswordRule.checked(Json.text(body, "password")), role)) {
            throw new HttpError(
                    409, "there is a user \"" + name + "\" already, in upper or lower case");
        }
        Json.answer(exchange, 201, json -> named(json, name, role));
    }

    private void changeUser(Exchange exchange) throws IOException, HttpError, SQLException {
        String name = exchange.variable("name");
        JsonNode body = Json.object(exchange);
        Role role = body.has("role") ? role(body) : null;
        String password =
                body.has("password") ? PasswordRule.checked(Json.text(body, "password")) : null;
        if (role == null && password == null) {
            throw new HttpError(400, "say a \"password\", a \"role\" or both");
        }
        exchange.about(
                Stream.of(role == null ? "" : role.text(), password == null ? "" : "password")
                        .filter(change -> !change.isEmpty())
                        .collect(Collectors.joining(", ")));
        change(name, role, password);
        exchange.empty(204);
    }

    /** One change at a time: two administrators cannot take each other's role. */
    private synchronized void change(String name, @Nullable Role role, @Nullable String password)
            throws IOException, HttpError, SQLException {
        if (accounts.find(name) == null) {
            throw noUser(name);
        }
        if (role != null) {
            if (role != Role.ADMIN) {
                keepAnAdministrator(name);
            }
            accounts.setRole(name, role);
        }
        if (password != null) {
            accounts.setPassword(name, password, "");
            firstAdministrator.passwordChanged(name);
        }
    }

    private void deleteUser(Exchange exchange) throws HttpError, SQLException {
        String name = exchange.variable("name");
        synchronized (this) {
            keepAnAdministrator(name);
            if (!accounts.delete(name)) {
                throw noUser(name);
            }
        }
        exchange.empty(204);
    }

    private void keepAnAdministrator(String leaving) throws HttpError, SQLException {
        boolean another =
                accounts.users().stream()
                        .anyMatch(u -> u.role() == Role.ADMIN && !u.name().equals(leaving));
        if (!another) {
            throw new HttpError(409, "there must be an administrator besides \"" + leaving + "\"");
        }
    }

    private static HttpError noUser(String name) {
        return new HttpError(404, "there is no user \"" + name + "\"");
    }

    private void tokens(Exchange exchange) throws IOException, SQLException {
        List<Accounts.Token> tokens = accounts.tokens();
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartArray();
                    for (Accounts.Token token : tokens) {
                        json.writeStartObject();
                        json.writeStringField("name", token.name());
                        json.writeStringField("role", token.role().text());
                        json.writeStringField("createdAt", token.createdAt().toString());
                        OffsetDateTime used = token.usedAt();
                        json.writeStringField("usedAt", used == null ? null : used.toString());
                        OffsetDateTime end = token.expiresAt();
                        json.writeStringField("expiresAt", end == null ? null : end.toString());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
    }

    private void createToken(Exchange exchange) throws IOException, HttpError, SQLException {
        JsonNode body = Json.object(exchange);
        String name = name(body);
        Role role = role(body);
        Duration life = life(body);
        exchange.about(name + ", " + role.text());
        String token = accounts.createToken(name, role, life);
        if (token == null) {
            throw new HttpError(409, "there is a token \"" + name + "\" already");
        }
        exchange.setHeader("Cache-Control", "no-store");
        Json.answer(
                exchange,
                201,
                json -> {
                    json.writeStartObject();
                    json.writeStringField("name", name);
                    json.writeStringField("token", token);
                    json.writeEndObject();
                });
    }

    private void deleteToken(Exchange exchange) throws HttpError, SQLException {
        String name = exchange.variable("name");
        if (!accounts.deleteToken(name)) {
            throw new HttpError(404, "there is no token \"" + name + "\"");
        }
        exchange.empty(204);
    }

    /** How long a token is to be valid; null for always. */
    private static @Nullable Duration life(JsonNode body) throws HttpError {
        JsonNode days = body.path("days");
        if (days.isMissingNode() || days.isNull()) {
            return null;
        }
        if (!days.isIntegralNumber()
                || !days.canConvertToInt()
                || days.asInt() < 1
                || days.asInt() > DAYS_MAX) {
            throw HttpError.invalid(
                    "\"days\" must be a whole number from 1 to " + DAYS_MAX + ", or left out",
                    List.of(new HttpError.Problem("/days", "must be from 1 to " + DAYS_MAX)));
        }
        return Duration.ofDays(days.asInt());
    }

    private static String name(JsonNode body) throws HttpError {
        String name = Json.text(body, "name");
        if (!NAME.matcher(name).matches()) {
            throw HttpError.invalid(
                    "a name has 1 to 64 letters, digits and . _ @ -, and begins with a letter or"
                            + " digit",
                    List.of(new HttpError.Problem("/name", "is not a valid name")));
        }
        return name;
    }

    private static Role role(JsonNode body) throws HttpError {
        try {
            return Role.of(Json.text(body, "role"));
        } catch (IllegalArgumentException e) {
            throw HttpError.invalid(
                    String.valueOf(e.getMessage()),
                    List.of(new HttpError.Problem("/role", "is not a role")));
        }
    }
}
