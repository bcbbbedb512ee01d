package io.gnomon.platform.core.http.internal.servlets;

import io.gnomon.platform.core.http.internal.front.FrontDoor;
import io.gnomon.platform.core.http.internal.routing.Caller;
import io.gnomon.platform.core.http.internal.routing.Role;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.apache.felix.webconsole.spi.SecurityProvider;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/**
 * Felix's console takes its user from the front door, which lets administrators through and nobody
 * else; its own admin/admin is never asked.
 */
@Component(property = "webconsole.security.provider.id=gnomon")
public final class ConsoleLogin implements SecurityProvider {
    @Override
    public @Nullable Object authenticate(HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(FrontDoor.CALLER_ATTRIBUTE) instanceof Caller caller
                && caller.role() == Role.ADMIN) {
            return caller.name();
        }
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        return null;
    }

    @Override
    public boolean authorize(Object user, String role) {
        return true;
    }

    /** Logging out happens on our own page. */
    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
