package io.vorsprung.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** Kafka's own {@link KafkaRaftServer}, one node that is broker and controller; formatted on first start, data kept. */
public final class EmbeddedBroker implements AutoCloseable {

    private static final int NODE = 1;
    private static final String CONTROLLER = "CONTROLLER";

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private EmbeddedBroker(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts and waits until the broker serves.
     *
     * @param directory of the log; created, or taken up again
     * @param port on loopback, for clients
     * @param controllerPort on loopback, for the quorum
     * @param overrides of the broker configuration
     * @throws IOException where the directory can not be formatted
     */
    public static EmbeddedBroker start(Path directory, int port, int controllerPort, Map<String, String> overrides)
            throws IOException {
        Properties properties = new Properties();
        properties.putAll(configuration(directory, port, controllerPort));
        properties.putAll(overrides);
        format(directory);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        server.startup();
        return new EmbeddedBroker(server, "localhost:" + port);
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Controlled shutdown: a restart after it takes seconds, whatever is in the log. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static Map<String, String> configuration(Path directory, int port, int controllerPort) {
        Map<String, String> map = new HashMap<>();
        map.put("process.roles", "broker,controller");
        map.put("node.id", Integer.toString(NODE));
        map.put("controller.quorum.voters", NODE + "@localhost:" + controllerPort);
        map.put("controller.listener.names", CONTROLLER);
        map.put("listeners", "PLAINTEXT://localhost:" + port + "," + CONTROLLER + "://localhost:" + controllerPort);
        map.put("advertised.listeners", "PLAINTEXT://localhost:" + port);
        map.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        map.put("log.dirs", directory.toAbsolutePath().toString());
        map.put("auto.create.topics.enable", "false");
        map.put("offsets.topic.num.partitions", "3");
        map.put("offsets.topic.replication.factor", "1");
        map.put("transaction.state.log.num.partitions", "1");
        map.put("transaction.state.log.replication.factor", "1");
        map.put("transaction.state.log.min.isr", "1");
        map.put("share.coordinator.state.topic.replication.factor", "1");
        map.put("share.coordinator.state.topic.min.isr", "1");
        map.put("group.initial.rebalance.delay.ms", "0");
        map.put("num.network.threads", "2");
        map.put("num.io.threads", "4");
        map.put("log.cleaner.dedupe.buffer.size", "16777216");
        return map;
    }

    private static void format(Path directory) throws IOException {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(directory);
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setNodeId(NODE)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setDirectories(List.of(directory.toAbsolutePath().toString()))
                    .setMetadataLogDirectory(directory.toAbsolutePath().toString())
                    .setControllerListenerName(CONTROLLER)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setPrintStream(silent)
                    .run();
        } catch (IOException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IOException("can not format " + directory + ": " + failed.getMessage(), failed);
        }
    }
}
