package io.vorsprung.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedIT {

    @TempDir
    Path directory;

    @Test
    void brokerKeepsItsTopicsAndRecordsAcrossRestarts() throws Exception {
        int port = FreePorts.next();
        int controller = FreePorts.next();
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, port, controller, Map.of())) {
            DeclaredTopics.load().createOn(broker.bootstrapServers());
            try (KafkaProducer<byte[], byte[]> producer = producer(broker, "lz4")) {
                producer.send(new ProducerRecord<>("kept", "told".getBytes(StandardCharsets.UTF_8)))
                        .get();
            }
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, port, controller, Map.of())) {
            DeclaredTopics.load().createOn(broker.bootstrapServers());
            assertThat(TopicContents.read(broker.bootstrapServers(), "kept")).hasSize(1);
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                assertThat(admin.describeTopics(List.of("kept"))
                                .allTopicNames()
                                .get()
                                .get("kept")
                                .partitions())
                        .hasSize(2);
            }
        }
    }

    @Test
    void databaseIsDurableAndKeepsItsData() throws Exception {
        int port = FreePorts.next();
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, port);
                var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), "");
                var statement = connection.createStatement()) {
            statement.execute("create table kept (id int)");
            for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
                try (var rows = statement.executeQuery("show " + setting)) {
                    rows.next();
                    assertThat(rows.getString(1)).as(setting).isEqualTo("on");
                }
            }
        }

        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, port);
                var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), "");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from kept")) {
            assertThat(rows.next()).isTrue();
        }
    }

    @Test
    void databaseThatOutlivedItsJvmIsStoppedFirst() throws Exception {
        int port = FreePorts.next();
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartDatabaseAndHalt.class.getName(),
                        directory.toString(),
                        Integer.toString(port))
                .inheritIO()
                .start();
        assertThat(other.waitFor()).isEqualTo(StartDatabaseAndHalt.HALTED);

        // the server of the halted JVM still runs and holds port and lock
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, port);
                var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), "")) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(EmbeddedBroker broker, String compression) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "compression.type", compression),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
