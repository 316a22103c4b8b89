package io.vorsprung.embedded;

import java.nio.file.Path;
import java.util.Map;

/**
 * The broker as a process of its own: {@code BrokerProcess DIRECTORY PORT CONTROLLER_PORT}. Creates the declared topics,
 * prints {@code READY}, and serves until it is told to end (SIGTERM).
 */
public final class BrokerProcess {

    private BrokerProcess() {}

    public static void main(String[] arguments) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(
                Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), Map.of());
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-shutdown"));
        DeclaredTopics.load().createOn(broker.bootstrapServers());
        System.out.println("READY " + broker.bootstrapServers());
        Thread.currentThread().join();
    }
}
