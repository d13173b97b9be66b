package io.millrace.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/// Serves the per-minute report of a table of counts over HTTP, or prints it once.
public final class Report {
    /// From this share of failed requests on, a minute is an alert.
    private static final int ALERT_PERCENT = 5;

    private static final int OK = 200;

    private Report() {}

    /// Runs until it is asked to end.
    ///
    /// @param arguments the table of counts, then a port of this machine or `--once`
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            System.err.println("usage: Report TABLE PORT|--once");
            System.exit(2);
        }
        CountTable table = new CountTable(Clients.tables(), arguments[0]);
        table.create();
        if (arguments[1].equals("--once")) {
            System.out.print(report(table));
            System.exit(0);
        }
        serve(table, Integer.parseInt(arguments[1]));
    }

    private static void serve(CountTable table, int port) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> answer(exchange, report(table)));
        server.start();
        System.out.println("report on http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static String report(CountTable table) {
        return new Minutes(table.rows(), ALERT_PERCENT).text();
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(OK, bytes.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }
}
