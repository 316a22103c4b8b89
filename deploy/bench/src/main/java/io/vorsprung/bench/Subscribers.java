package io.vorsprung.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The receivers of many subscribers: some take what comes at once, some never answer. */
final class Subscribers implements AutoCloseable {

    private static final int BACKLOG = 4_000;
    private static final int THREADS = 32;
    private static final String GOOD = "/good/";
    private static final int NO_CONTENT = 204;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final List<String> paths = new ArrayList<>();
    private final int good;
    private volatile Round round = new Round(0);

    /** One message to all. */
    private static final class Round {
        final Set<String> told = ConcurrentHashMap.newKeySet();
        final CountDownLatch missing;
        volatile long last;

        Round(int good) {
            missing = new CountDownLatch(good);
        }

        void take(String path) {
            if (told.add(path)) {
                last = System.nanoTime();
                missing.countDown();
            }
        }
    }

    /** Warmed up: the yardstick is not to be measured. */
    Subscribers(int all, int hanging) throws IOException {
        good = all - hanging;
        for (int i = 0; i < all; i++) {
            boolean hangs = (long) (i + 1) * hanging / all != (long) i * hanging / all; // spread evenly
            paths.add((hangs ? "/hang/" : GOOD) + i);
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            if (path.startsWith(GOOD)) {
                round.take(path);
                exchange.sendResponseHeaders(NO_CONTENT, -1);
                exchange.close();
            } // else neither answered nor closed
        });
        server.start();
        warmUp();
    }

    private void warmUp() throws IOException {
        for (URI url : urls()) {
            if (url.getPath().startsWith(GOOD)) {
                HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
                connection.setRequestProperty("Connection", "close");
                connection.getResponseCode();
            }
        }
    }

    List<URI> urls() {
        return paths.stream()
                .map(path ->
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path))
                .toList();
    }

    /** From now on what comes is another message. */
    void expect() {
        round = new Round(good);
    }

    /**
     * Waits until every one that does not hang has it.
     *
     * @return when the last one got it, as {@link System#nanoTime}
     */
    long lastTold(long atMostSeconds) throws InterruptedException, TimeoutException {
        if (!round.missing.await(atMostSeconds, TimeUnit.SECONDS)) {
            throw new TimeoutException(
                    round.missing.getCount() + " of " + good + " were not told within " + atMostSeconds + " s");
        }
        return round.last;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
