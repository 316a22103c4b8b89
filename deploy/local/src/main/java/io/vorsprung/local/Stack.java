package io.vorsprung.local;

import io.vorsprung.embedded.BrokerProcess;
import io.vorsprung.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Broker, database and the three services, as processes of their own: started together, stopped together. */
final class Stack implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);

    /**
     * Optimised after a tenth of the usual calls: events are few, and by the usual count the first few thousand are evaluated by
     * code that counts its own calls (docs/decisions/0015).
     */
    private static final List<String> COMPILE_SOON = List.of(
            "-XX:Tier4InvocationThreshold=500", "-XX:Tier4MinInvocationThreshold=60", "-XX:Tier4CompileThreshold=1500");

    private final Path home;
    private final DataDirectory data;
    private final Ports ports;
    private final Map<String, Child> services = new LinkedHashMap<>();
    private @Nullable Child broker;
    private @Nullable CompletableFuture<EmbeddedDatabase> database;
    private volatile boolean closed;

    Stack(Path home, DataDirectory data, Ports ports) {
        this.home = home;
        this.data = data;
        this.ports = ports;
    }

    /** Returns when every service is ready. */
    void start() throws InterruptedException {
        CompletableFuture<EmbeddedDatabase> postgres = launchDatabase();
        Child kafka = launchBroker();
        await(kafka, () -> logSays(kafka, "READY"));
        await(postgres);
        for (Service service : Service.values()) {
            launch(service);
        }
        for (Service service : Service.values()) {
            awaitReady(service);
        }
    }

    private synchronized Child launchBroker() {
        requireNotStopping();
        Child kafka = Child.start(
                "kafka",
                List.of(
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        data.kafka().toString(),
                        Integer.toString(ports.kafka()),
                        Integer.toString(ports.controller())),
                data);
        broker = kafka;
        return kafka;
    }

    private synchronized CompletableFuture<EmbeddedDatabase> launchDatabase() {
        requireNotStopping();
        CompletableFuture<EmbeddedDatabase> starting = CompletableFuture.supplyAsync(this::startDatabase);
        database = starting;
        return starting;
    }

    /** What is launched while it stops would run on. */
    private void requireNotStopping() {
        if (closed) {
            throw new Failure("stopped while it was starting");
        }
    }

    /** The services, and what each is told beside its port and the broker. */
    enum Service {
        INGEST("ingest-service"),
        METRICS("metrics-service"),
        ALERT("alert-service");

        private final String module;

        Service(String module) {
            this.module = module;
        }
    }

    /** Starts a service, for the first time or after its end. */
    synchronized void launch(Service service) {
        requireNotStopping();
        List<String> settings = service == Service.INGEST ? List.of() : databaseSettings();
        services.put(service.module, start(service.module, port(service), settings));
    }

    void awaitReady(Service service) throws InterruptedException {
        await(child(service), new Api(port(service))::isReady);
    }

    Child child(Service service) {
        return Objects.requireNonNull(services.get(service.module), "not launched");
    }

    private int port(Service service) {
        return switch (service) {
            case INGEST -> ports.ingest();
            case METRICS -> ports.metrics();
            case ALERT -> ports.alert();
        };
    }

    /** Completes when a process ends by itself. */
    CompletableFuture<Child> anyEnd() {
        List<Child> all = children();
        CompletableFuture<Child> first = new CompletableFuture<>();
        for (Child child : all) {
            var unused = child.process().onExit().thenAccept(ended -> first.complete(child));
        }
        return first;
    }

    /** Whether it is being stopped on purpose. */
    boolean isStopping() {
        return closed;
    }

    private List<Child> children() {
        List<Child> all = new ArrayList<>(services.values());
        if (broker != null) {
            all.add(broker);
        }
        return all;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            services.values().forEach(Child::askToStop);
            for (Child service : services.values()) {
                service.awaitStop();
            }
            if (broker != null) {
                broker.askToStop();
                broker.awaitStop();
            }
            if (database != null) {
                await(database).close();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Failure neverStarted) {
            return; // whoever waits for the database is told why
        } catch (IOException failed) {
            throw new Failure("PostgreSQL did not stop: " + failed.getMessage());
        } finally {
            data.forgetProcesses();
        }
    }

    private Child start(String name, int port, List<String> settings) {
        Path jar = home.resolve(name).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new Failure(name + " is not built: run mvn -Dquick package in " + home);
        }
        List<String> arguments = new ArrayList<>(COMPILE_SOON);
        arguments.addAll(List.of(
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Dquarkus.http.port=" + port,
                "-Dkafka.bootstrap.servers=localhost:" + ports.kafka(),
                "-Dquarkus.oidc.public-key=" + data.tokens().publicKey(),
                "-Dquarkus.oidc.token.issuer=" + Tokens.ISSUER,
                "-Dquarkus.oidc.token.audience=" + Tokens.AUDIENCE));
        arguments.addAll(settings);
        if (name.equals(Service.ALERT.module)) {
            arguments.add("-Dvorsprung.alert.metrics-url=http://localhost:" + ports.metrics());
        }
        arguments.addAll(ownOptions(name));
        arguments.addAll(List.of("-jar", jar.toString()));
        return Child.start(name, arguments, data);
    }

    /** What whoever starts it adds, in VORSPRUNG_INGEST_OPTS and so on: settings (-Dkey=value), a heap size. */
    private static List<String> ownOptions(String service) {
        String variable = "VORSPRUNG_" + service.replace("-service", "").toUpperCase(Locale.ROOT) + "_OPTS";
        String options = System.getenv().getOrDefault(variable, "").strip();
        return options.isEmpty() ? List.of() : List.of(options.split("\\s+"));
    }

    private List<String> databaseSettings() {
        EmbeddedDatabase started =
                Objects.requireNonNull(database, "not launched").join();
        return List.of(
                "-Dquarkus.datasource.jdbc.url=" + started.jdbcUrl(),
                "-Dquarkus.datasource.username=" + started.user());
    }

    private EmbeddedDatabase startDatabase() {
        try {
            return EmbeddedDatabase.start(data.postgres(), ports.database());
        } catch (IOException | RuntimeException failed) {
            throw new Failure("PostgreSQL did not start: " + failed.getMessage() + "; its log is "
                    + data.postgres().resolve("postgresql.log"));
        }
    }

    private static EmbeddedDatabase await(CompletableFuture<EmbeddedDatabase> starting) throws InterruptedException {
        try {
            return starting.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Failure failure
                    ? failure
                    : new Failure(String.valueOf(failed.getCause()));
        }
    }

    private static void await(Child child, java.util.function.BooleanSupplier ready) throws InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!ready.getAsBoolean()) {
            child.requireAlive();
            if (System.nanoTime() > deadline) {
                throw new Failure(
                        child.name() + " is not ready after " + START.toSeconds() + " s; its log is " + child.log());
            }
            Thread.sleep(100);
        }
    }

    private static boolean logSays(Child child, String word) {
        try {
            return Files.readString(child.log()).contains(word);
        } catch (IOException notYet) {
            return false;
        }
    }
}
