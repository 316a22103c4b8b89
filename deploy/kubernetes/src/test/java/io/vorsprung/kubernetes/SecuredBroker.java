package io.vorsprung.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vorsprung.embedded.DeclaredTopics;
import io.vorsprung.embedded.EmbeddedBroker;
import io.vorsprung.embedded.FreePorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A broker as the manifests of {@code production} want it: SCRAM over TLS, nobody has a right that is not given, and the users
 * and rights are those of the manifests.
 *
 * @param bootstrapServers of the secured listener
 * @param ca that signed its certificate, PEM
 */
record SecuredBroker(EmbeddedBroker broker, String bootstrapServers, Path ca) implements AutoCloseable {

    static final String PASSWORD = "a-long-password-for-tests";

    static SecuredBroker start(Path directory) throws IOException, InterruptedException, ExecutionException {
        certificate(directory);
        int plain = FreePorts.next();
        int clients = FreePorts.next();
        int controller = FreePorts.next();
        EmbeddedBroker broker = EmbeddedBroker.start(
                directory.resolve("kafka"),
                plain,
                controller,
                Map.ofEntries(
                        Map.entry(
                                "listeners",
                                "PLAINTEXT://localhost:" + plain + ",SCRAM://localhost:" + clients
                                        + ",CONTROLLER://localhost:" + controller),
                        Map.entry(
                                "advertised.listeners",
                                "PLAINTEXT://localhost:" + plain + ",SCRAM://localhost:" + clients),
                        Map.entry(
                                "listener.security.protocol.map",
                                "PLAINTEXT:PLAINTEXT,SCRAM:SASL_SSL,CONTROLLER:PLAINTEXT"),
                        Map.entry("inter.broker.listener.name", "PLAINTEXT"),
                        Map.entry("sasl.enabled.mechanisms", "SCRAM-SHA-512"),
                        Map.entry(
                                "listener.name.scram.scram-sha-512.sasl.jaas.config",
                                "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
                        Map.entry(
                                "ssl.keystore.location",
                                directory.resolve("broker.p12").toString()),
                        Map.entry("ssl.keystore.type", "PKCS12"),
                        Map.entry("ssl.keystore.password", PASSWORD),
                        Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                        Map.entry("super.users", "User:ANONYMOUS")));
        DeclaredTopics.load().createOn(broker.bootstrapServers());
        users(broker.bootstrapServers());
        return new SecuredBroker(broker, "localhost:" + clients, directory.resolve("ca.crt"));
    }

    @Override
    public void close() {
        broker.close();
    }

    private static void certificate(Path directory) throws IOException, InterruptedException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        run(
                keytool,
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-validity",
                "30",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-ext",
                "bc:c=ca:true",
                "-storetype",
                "PKCS12",
                "-keystore",
                directory.resolve("broker.p12").toString(),
                "-storepass",
                PASSWORD);
        run(
                keytool,
                "-exportcert",
                "-rfc",
                "-alias",
                "broker",
                "-keystore",
                directory.resolve("broker.p12").toString(),
                "-storepass",
                PASSWORD,
                "-file",
                directory.resolve("ca.crt").toString());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /** As Strimzi's user operator does: credentials and rights of every KafkaUser of the manifests. */
    private static void users(String bootstrapServers) throws ExecutionException, InterruptedException {
        List<UserScramCredentialAlteration> credentials = new ArrayList<>();
        List<AclBinding> rights = new ArrayList<>();
        for (JsonNode object : Rendered.of("production")) {
            if (!object.path("kind").asText().equals("KafkaUser")) {
                continue;
            }
            String user = object.at("/metadata/name").asText();
            credentials.add(new UserScramCredentialUpsertion(
                    user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD));
            for (JsonNode acl : object.at("/spec/authorization/acls")) {
                ResourcePattern pattern = new ResourcePattern(
                        ResourceType.fromString(acl.at("/resource/type").asText()),
                        acl.at("/resource/name").asText(),
                        acl.at("/resource/patternType").asText().equals("prefix")
                                ? PatternType.PREFIXED
                                : PatternType.LITERAL);
                for (JsonNode operation : acl.path("operations")) {
                    rights.add(new AclBinding(
                            pattern,
                            new AccessControlEntry(
                                    "User:" + user,
                                    "*",
                                    AclOperation.fromString(operation.asText()),
                                    AclPermissionType.ALLOW)));
                }
            }
        }
        assertThat(credentials).hasSize(5);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.alterUserScramCredentials(credentials).all().get();
            admin.createAcls(rights).all().get();
        }
    }

    static String jaas(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                + password + "\";";
    }

    /** As docs/subscribe.md gives them to a subscriber. */
    Map<String, Object> settings(String user) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("security.protocol", "SASL_SSL");
        settings.put("sasl.mechanism", "SCRAM-SHA-512");
        settings.put("sasl.jaas.config", jaas(user, PASSWORD));
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.location", ca.toString());
        return settings;
    }
}
