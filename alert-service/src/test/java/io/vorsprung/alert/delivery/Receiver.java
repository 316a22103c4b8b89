package io.vorsprung.alert.delivery;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A real HTTP server that webhooks reach: it keeps what it gets, by path, and answers as it is told. */
public final class Receiver implements AutoCloseable {

    /** What came. */
    public record Got(String id, String timestamp, String signature, String body, int answered) {}

    /** The answer that means: none, ever. */
    public static final int HANG = -1;

    private final HttpServer server;
    private final Map<String, List<Got>> got = new ConcurrentHashMap<>();
    private volatile Function<String, Integer> answers = path -> 204;

    public Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2_000);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "receiver");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int answer = answers.apply(path);
            got.computeIfAbsent(path, any -> Collections.synchronizedList(new ArrayList<>()))
                    .add(new Got(
                            exchange.getRequestHeaders().getFirst("webhook-id"),
                            exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                            exchange.getRequestHeaders().getFirst("webhook-signature"),
                            body,
                            answer));
            if (answer == HANG) {
                return; // neither answered nor closed
            }
            if (answer / 100 == 3) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        server.start();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** By path, from now on. */
    public void answer(Function<String, Integer> how) {
        answers = how;
    }

    public List<Got> at(String path) {
        return List.copyOf(got.getOrDefault(path, List.of()));
    }

    /** Those that were answered with success. */
    public List<Got> taken(String path) {
        return at(path).stream().filter(one -> one.answered() / 100 == 2).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
