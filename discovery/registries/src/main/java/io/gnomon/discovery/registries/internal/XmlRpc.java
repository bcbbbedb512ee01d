package io.gnomon.discovery.registries.internal;

import io.gnomon.discovery.polling.Api;
import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.Xml;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls by XML-RPC; format: xmlrpc.com/spec.md.
 *
 * @param url where calls go
 */
record XmlRpc(Api api, String url) {
    /**
     * Calls a method.
     *
     * @param parameters texts, whole numbers and lists of them
     * @throws IOException when it does not answer or answers a fault
     */
    Json call(String method, Object... parameters) throws IOException, InterruptedException {
        StringBuilder body = new StringBuilder("<?xml version=\"1.0\"?><methodCall><methodName>");
        body.append(method).append("</methodName><params>");
        for (Object parameter : parameters) {
            body.append("<param>");
            write(parameter, body);
            body.append("</param>");
        }
        body.append("</params></methodCall>");
        Xml answer = Xml.read(api.post(url, "text/xml", body.toString()).body());
        if (answer.at("fault").exists()) {
            throw new IOException(
                    "%s was refused: %s"
                            .formatted(
                                    method,
                                    value(answer.at("fault", "value")).text("faultString")));
        }
        return value(answer.at("params", "param", "value"));
    }

    private static void write(Object value, StringBuilder out) {
        out.append("<value>");
        switch (value) {
            case List<?> list -> {
                out.append("<array><data>");
                list.forEach(item -> write(item, out));
                out.append("</data></array>");
            }
            case Number number -> out.append("<int>").append(number).append("</int>");
            default ->
                    out.append("<string>")
                            .append(
                                    value.toString()
                                            .replace("&", "&amp;")
                                            .replace("<", "&lt;")
                                            .replace(">", "&gt;"))
                            .append("</string>");
        }
        out.append("</value>");
    }

    private static Json value(Xml value) throws IOException {
        if (value.children().isEmpty()) {
            return Json.of(value.text());
        }
        Xml typed = value.children().get(0);
        return switch (typed.name()) {
            case "array" -> {
                List<Json> items = new ArrayList<>();
                for (Xml item : typed.at("data").all("value")) {
                    items.add(value(item));
                }
                yield Json.of(items);
            }
            case "struct" -> {
                Map<String, Json> members = new LinkedHashMap<>();
                for (Xml member : typed.all("member")) {
                    members.put(member.text("name"), value(member.at("value")));
                }
                yield Json.of(members);
            }
            case "boolean" -> Json.of(typed.text().equals("1"));
            default -> Json.of(typed.text());
        };
    }
}
