package io.vorsprung.embedded;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Quarkus test resource: one broker with the declared topics and one database for the test run, on random ports and
 * temporary directories. A service without a data source simply does not use the database.
 */
public final class KafkaAndPostgres implements QuarkusTestResourceLifecycleManager {

    private @Nullable EmbeddedBroker broker;
    private @Nullable EmbeddedDatabase database;

    @Override
    public Map<String, String> start() {
        try {
            Path directory = Files.createTempDirectory("vorsprung-it");
            EmbeddedBroker kafka =
                    EmbeddedBroker.start(directory.resolve("kafka"), FreePorts.next(), FreePorts.next(), Map.of());
            broker = kafka;
            DeclaredTopics.load().createOn(kafka.bootstrapServers());
            EmbeddedDatabase postgres = EmbeddedDatabase.start(directory.resolve("postgres"), FreePorts.next());
            database = postgres;
            return Map.of(
                    "kafka.bootstrap.servers", kafka.bootstrapServers(),
                    "quarkus.datasource.jdbc.url", postgres.jdbcUrl(),
                    "quarkus.datasource.username", postgres.user());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("topics were not created", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    @Override
    public void stop() {
        try {
            if (broker != null) {
                broker.close();
            }
            if (database != null) {
                database.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
