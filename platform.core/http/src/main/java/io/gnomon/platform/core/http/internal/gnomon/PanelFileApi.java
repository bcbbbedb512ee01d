package io.gnomon.platform.core.http.internal.gnomon;

import io.gnomon.platform.core.dashboards.PanelFile;
import io.gnomon.platform.core.dashboards.PanelFile.Format;
import io.gnomon.platform.core.dashboards.PanelRunner;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;

import org.eclipse.jetty.util.Fields;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Panels of saved dashboards as files: {@code panels/4.csv}, {@code panels/4.png}. */
public final class PanelFileApi {
    private static final Pattern FILE = Pattern.compile("([0-9]{1,9})\\.(csv|png)");
    private static final String VARIABLE = "var-";

    /** A number; which pictures there are says PanelFile. */
    private static final int PIXELS_MAX = 100_000;

    private static final long HOUR = 3_600_000;

    private final Rooms rooms;

    public PanelFileApi(Rooms rooms) {
        this.rooms = rooms;
    }

    public void addTo(Routes routes) {
        routes.group(Access.READ, ErrorStyle.GNOMON)
                .get(GnomonApi.ROOT + "/dashboards/{uid}/panels/{file}", this::file);
    }

    private void file(Exchange exchange) throws IOException, HttpError, InterruptedException {
        String file = exchange.variable("file");
        Matcher named = FILE.matcher(file);
        if (!named.matches()) {
            throw new HttpError(
                    404,
                    "there is no file \"%s\" of a panel; valid are ID.csv and ID.png"
                            .formatted(file));
        }
        Format format = named.group(2).equals("csv") ? Format.CSV : Format.PNG;
        PanelRunner runner = rooms.require(PanelRunner.class);
        long now = System.currentTimeMillis();
        byte[] bytes;
        try {
            PanelFile wanted =
                    new PanelFile(
                            exchange.variable("uid"),
                            Integer.parseInt(named.group(1)),
                            format,
                            time(exchange, "from", now - HOUR),
                            time(exchange, "to", now),
                            (int) Numbers.parameter(exchange, "width", 1000, PIXELS_MAX),
                            (int) Numbers.parameter(exchange, "height", 500, PIXELS_MAX),
                            variables(exchange.parameters()),
                            zone(exchange.parameter("tz")));
            bytes = runner.file(wanted, DashboardApi.access(exchange));
        } catch (IllegalArgumentException e) {
            throw new HttpError(400, String.valueOf(e.getMessage()));
        } catch (RequestRefused e) {
            throw DashboardApi.refused(e);
        }
        exchange.setHeader("Cache-Control", "no-store");
        exchange.setHeader("Content-Disposition", "inline; filename=\"panel-" + file + "\"");
        exchange.bytes(200, format == Format.CSV ? "text/csv; charset=utf-8" : "image/png", bytes);
    }

    /** Milliseconds, or ISO 8601. */
    private static long time(Exchange exchange, String name, long usual)
            throws IOException, HttpError {
        String text = exchange.parameter(name);
        if (text.isEmpty()) {
            return usual;
        }
        try {
            return text.matches("-?[0-9]{1,15}")
                    ? Long.parseLong(text)
                    : Instant.parse(text).toEpochMilli();
        } catch (DateTimeException e) {
            throw new HttpError(
                    400,
                    "%s must be milliseconds since 1970 or a time such as 2026-01-31T12:00:00Z, not \"%s\""
                            .formatted(name, text));
        }
    }

    private static ZoneId zone(String name) throws HttpError {
        try {
            return name.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new HttpError(400, "there is no time zone \"" + name + "\"");
        }
    }

    /** {@code var-host=a&var-host=b}, as in the address of the page. */
    private static Map<String, List<String>> variables(Fields parameters) {
        Map<String, List<String>> variables = new HashMap<>();
        for (Fields.Field field : parameters) {
            if (field.getName().startsWith(VARIABLE)) {
                variables.put(
                        field.getName().substring(VARIABLE.length()),
                        List.copyOf(field.getValues()));
            }
        }
        return variables;
    }
}
