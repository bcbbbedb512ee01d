package io.gnomon.exporters.node.internal.system;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Numbers;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

/** Processes that supervisord watches, by its XML-RPC call supervisor.getAllProcessInfo. */
final class SupervisordCollector implements Collector {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final String CALL =
            "<?xml version=\"1.0\"?><methodCall>"
                    + "<methodName>supervisor.getAllProcessInfo</methodName></methodCall>";

    /** STARTING, RUNNING and STOPPING (supervisord.org/subprocess.html). */
    private static final Set<String> RUNNING = Set.of("10", "20", "40");

    private final URI url;

    /**
     * A collector.
     *
     * @param url of HTTP, or unix:// and the path of a socket
     * @throws IllegalArgumentException when it is neither
     */
    SupervisordCollector(String url) {
        try {
            this.url = new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "collector.supervisord.url: \"" + url + "\" is no URL: " + e.getReason(), e);
        }
        String scheme = String.valueOf(this.url.getScheme());
        if (!Set.of("http", "https", "unix").contains(scheme)) {
            throw new IllegalArgumentException(
                    "collector.supervisord.url: \""
                            + url
                            + "\" does not begin with http:// or unix://");
        }
        if (scheme.equals("unix") && String.valueOf(this.url.getPath()).isEmpty()) {
            throw new IllegalArgumentException(
                    "collector.supervisord.url: \"" + url + "\" lacks the socket's path");
        }
    }

    @Override
    public void collect(Metrics out) throws IOException {
        NodeList structs = call().getElementsByTagName("struct");
        for (int i = 0; i < structs.getLength(); i++) {
            report(out, members((Element) structs.item(i)));
        }
    }

    private void report(Metrics out, Map<String, String> process) throws IOException {
        String state = process.getOrDefault("state", "");
        if (!process.containsKey("name")) {
            throw new IOException(url + " answers: " + process.getOrDefault("faultString", "?"));
        }
        String[] labels = {
            "group", process.getOrDefault("group", ""), "name", process.getOrDefault("name", "")
        };
        boolean running = RUNNING.contains(state);
        gauge(out, "state", "State as supervisord counts.", number(process, "state"), labels);
        gauge(out, "exit_status", "Last exit status.", number(process, "exitstatus"), labels);
        gauge(out, "up", "1 while it starts, runs or stops.", running ? 1 : 0, labels);
        if (running) {
            out.counter(
                    "node_supervisord_start_time_seconds",
                    "When it was started.",
                    number(process, "start"),
                    labels);
        }
    }

    private static void gauge(
            Metrics out, String name, String help, double value, String... labels) {
        out.gauge("node_supervisord_" + name, help, value, labels);
    }

    private double number(Map<String, String> process, String name) throws IOException {
        return Numbers.of(process.getOrDefault(name, ""), name + " of " + url);
    }

    /** Members of a struct: their names, and the texts of their values. */
    private static Map<String, String> members(Element struct) {
        Map<String, String> members = new HashMap<>();
        NodeList all = struct.getElementsByTagName("member");
        for (int i = 0; i < all.getLength(); i++) {
            Element member = (Element) all.item(i);
            Node name = member.getElementsByTagName("name").item(0);
            Node value = member.getElementsByTagName("value").item(0);
            if (name != null && value != null) {
                members.put(name.getTextContent(), value.getTextContent().strip());
            }
        }
        return members;
    }

    private Document call() throws IOException {
        try (InputStream answer = url.getScheme().equals("unix") ? ofSocket() : ofServer()) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(answer);
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException(url + " does not answer in XML: " + e.getMessage(), e);
        }
    }

    private InputStream ofSocket() throws IOException {
        try {
            return UnixHttp.post(Path.of(url.getPath()), "/RPC2", CALL);
        } catch (IOException e) {
            throw new IOException(url + ": " + e.getMessage(), e);
        }
    }

    private InputStream ofServer() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "text/xml");
        try (OutputStream request = connection.getOutputStream()) {
            request.write(CALL.getBytes(StandardCharsets.UTF_8));
        }
        int status = connection.getResponseCode();
        if (status != HttpURLConnection.HTTP_OK) {
            connection.disconnect();
            throw new IOException(url + " answers with HTTP status " + status);
        }
        return connection.getInputStream();
    }
}
