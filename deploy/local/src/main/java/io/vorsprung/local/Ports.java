package io.vorsprung.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where everything listens, on loopback. */
record Ports(int offset) {

    int ingest() {
        return 8081 + offset;
    }

    int metrics() {
        return 8082 + offset;
    }

    int alert() {
        return 8083 + offset;
    }

    int kafka() {
        return 9092 + offset;
    }

    int controller() {
        return 9093 + offset;
    }

    int database() {
        return 55432 + offset;
    }

    /** @throws Failure where one is taken */
    void requireFree() {
        Map<String, Integer> all = new LinkedHashMap<>();
        all.put("ingest-service", ingest());
        all.put("metrics-service", metrics());
        all.put("alert-service", alert());
        all.put("Kafka", kafka());
        all.put("Kafka's controller", controller());
        all.put("PostgreSQL", database());
        all.forEach((name, port) -> {
            if (port < 1 || port > 65_535) {
                throw new Failure("--port-offset " + offset + " moves " + name + " to " + port + ", which is no port");
            }
            if (!isFree(port)) {
                throw new Failure("port " + port + " (" + name
                        + ") is in use; end what listens there, or move every port with --port-offset N");
            }
        });
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
