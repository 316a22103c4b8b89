package io.vorsprung.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vorsprung.common.wire.EventEnvelope;
import io.vorsprung.common.wire.KafkaEvents;
import io.vorsprung.common.wire.Topics;
import io.vorsprung.embedded.KafkaAndPostgres;
import io.vorsprung.embedded.TopicContents;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may tell, and how much at a time; with real tokens. */
@QuarkusTest
@WithTestResource(KafkaAndPostgres.class)
@WithTestResource(AccessIT.KeysAndLimits.class)
class AccessIT {

    private static final String ISSUER = "https://issuer.example";
    private static final int PER_SECOND = 20;
    private static final String RELEASE = """
            {"model":"%s","name":"A model","developers":[{"name":"A lab","country":"CN"}],"releasedOn":"2025-01-20"}""";

    /** A key pair of this run, and narrow limits. */
    public static class KeysAndLimits implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            KeyPair pair = newKeys();
            Base64.Encoder base64 = Base64.getEncoder();
            return Map.of(
                    "%test.quarkus.oidc.public-key",
                    base64.encodeToString(pair.getPublic().getEncoded()),
                    "vorsprung.test.public-key",
                    base64.encodeToString(pair.getPublic().getEncoded()),
                    "vorsprung.test.private-key",
                    base64.encodeToString(pair.getPrivate().getEncoded()),
                    "quarkus.oidc.token.issuer",
                    ISSUER,
                    "quarkus.oidc.token.audience",
                    "vorsprung",
                    "vorsprung.ingest.requests-per-second",
                    Integer.toString(PER_SECOND),
                    "vorsprung.ingest.imports",
                    "1",
                    "quarkus.http.read-timeout",
                    "1s");
        }

        @Override
        public void stop() {}
    }

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    // not injected: only this class has them
    private final String privateKey = ConfigProvider.getConfig().getValue("vorsprung.test.private-key", String.class);
    private final String publicKey = ConfigProvider.getConfig().getValue("vorsprung.test.public-key", String.class);

    @TestHTTPResource
    URI root;

    @Test
    void whoeverHasTheRoleMayTellAndIsInTheHistory() throws Exception {
        post("/v1/model-releases", "welcome", token("alice", "ingest")).then().statusCode(202);

        assertThat(onTopic("welcome")).singleElement().satisfies(told -> assertThat(told.recordedBy())
                .isEqualTo("alice"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "garbage",
                "expired",
                "issuer",
                "audience",
                "alg-none",
                "other-key",
                "public-key-as-secret"
            })
    void badTokenIsRefusedAndNothingElse(String kind) throws Exception {
        Response response = post("/v1/model-releases", "bad-" + kind, bad(kind));

        response.then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .body("type", equalTo("urn:vorsprung:problem:unauthorized"));
        assertThat(response.asString()).doesNotContain("Exception", "\tat ", "io.quarkus");
        assertThat(onTopic("bad-" + kind)).isEmpty();
    }

    @Test
    void otherRoleIsRefused() throws Exception {
        post("/v1/model-releases", "wrong-role", token("bob", "operator"))
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:vorsprung:problem:forbidden"));
        given().header("Authorization", "Bearer " + token("bob", "operator"))
                .body("x")
                .post("/v1/imports")
                .then()
                .statusCode(403);
        assertThat(onTopic("wrong-role")).isEmpty();
    }

    @Test
    void readingNeedsNoToken() {
        given().get("/v1/schemas").then().statusCode(200);
        given().get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void onlyBackfillMaySayWhenItWasRecorded() throws Exception {
        String event = """
                {"specversion":"1.0","id":"%s","source":"urn:me","type":"io.vorsprung.model-release.v1",\
                "time":"2020-01-01T00:00:00Z","recordedby":"carol","data":%s}""";

        upload(event.formatted("told-by-us", RELEASE.formatted("told-by-us")), token("dave", "ingest"));
        upload(event.formatted("told-then", RELEASE.formatted("told-then")), token("dave", "ingest", "backfill"));

        assertThat(onTopic("told-by-us")).singleElement().satisfies(told -> {
            assertThat(told.recordedAt()).isAfter("2026-01-01T00:00:00Z");
            assertThat(told.recordedBy()).isEqualTo("dave");
        });
        assertThat(onTopic("told-then")).singleElement().satisfies(told -> {
            assertThat(told.recordedAt()).isEqualTo("2020-01-01T00:00:00Z");
            assertThat(told.recordedBy()).isEqualTo("carol");
        });
    }

    @Test
    void oneClientTooFastIsSlowedAndAnotherIsNot() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        String fast = token("fast", "ingest");
        for (int i = 0; i < 5 * PER_SECOND; i++) {
            statuses.add(post("/v1/model-releases", "fast", fast).statusCode());
        }

        assertThat(statuses).contains(202, 429).doesNotContain(500, 503);
        post("/v1/model-releases", "slow", token("slow", "ingest")).then().statusCode(202);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> post("/v1/model-releases", "fast", fast).statusCode() == 202);
    }

    @Test
    void clientThatStopsInTheMiddleIsCutOffAndLetsOthersGo() throws Exception {
        try (Socket socket = new Socket(root.getHost(), root.getPort())) {
            socket.getOutputStream()
                    .write(("POST /v1/imports?id=stalled HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                    + token("slow", "ingest") + "\r\nContent-Length: 1000000\r\n\r\n{\"specversion\"")
                            .getBytes(StandardCharsets.UTF_8));
            socket.setSoTimeout(10_000);
            InputStream answer = socket.getInputStream();
            // an answer, or the end of the connection: in any case not for ever
            assertThat(answer.read(new byte[4096])).isLessThan(4096);
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> given().header("Authorization", "Bearer " + token("eve", "ingest"))
                        .get("/v1/imports/stalled")
                        .then()
                        .body("state", not(equalTo("running"))));
        upload(RELEASE_EVENT, token("eve", "ingest"));
    }

    private static final String RELEASE_EVENT = """
            {"specversion":"1.0","id":"","source":"urn:me","type":"io.vorsprung.model-release.v1","data":%s}""".formatted(RELEASE.formatted("after-the-stalled-one"));

    private String bad(String kind) throws JoseException {
        Instant hour = Instant.now().plusSeconds(3600);
        return switch (kind) {
            case "none" -> "";
            case "garbage" -> "abc.def.ghi";
            case "expired" -> token(ISSUER, "vorsprung", Instant.now().minusSeconds(60), "RS256", key());
            case "issuer" -> token("https://other.example", "vorsprung", hour, "RS256", key());
            case "audience" -> token(ISSUER, "another", hour, "RS256", key());
            case "alg-none" -> token(ISSUER, "vorsprung", hour, "none", null);
            case "other-key" ->
                token(ISSUER, "vorsprung", hour, "RS256", newKeys().getPrivate());
            default ->
                token(
                        ISSUER,
                        "vorsprung",
                        hour,
                        "HS256",
                        new SecretKeySpec(Base64.getDecoder().decode(publicKey), "HmacSHA256"));
        };
    }

    private String token(String name, String... roles) throws JoseException {
        return signed(
                claims(ISSUER, "vorsprung", Instant.now().plusSeconds(3600), name, List.of(roles)), "RS256", key());
    }

    private static String token(String issuer, String audience, Instant expires, String algorithm, Key key)
            throws JoseException {
        return signed(claims(issuer, audience, expires, "mallory", List.of("ingest")), algorithm, key);
    }

    private static JwtClaims claims(String issuer, String audience, Instant expires, String name, List<String> roles) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setAudience(audience);
        claims.setSubject(name);
        claims.setIssuedAt(NumericDate.fromSeconds(expires.getEpochSecond() - 3600));
        claims.setExpirationTime(NumericDate.fromSeconds(expires.getEpochSecond()));
        claims.setStringListClaim("groups", roles);
        return claims;
    }

    private static String signed(JwtClaims claims, String algorithm, Key key) throws JoseException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setHeader("typ", "JWT");
        signature.setKey(key);
        signature.setPayload(claims.toJson());
        return signature.getCompactSerialization();
    }

    private Key key() {
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(privateKey)));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Response post(String path, String model, String token) {
        var request = given().contentType("application/json").body(RELEASE.formatted(model));
        return (token.isEmpty() ? request : request.header("Authorization", "Bearer " + token)).post(path);
    }

    private static void upload(String line, String token) {
        given().header("Authorization", "Bearer " + token)
                .contentType("application/x-ndjson")
                .body((line + "\n").getBytes(StandardCharsets.UTF_8))
                .post("/v1/imports")
                .then()
                .statusCode(202);
    }

    private List<EventEnvelope> onTopic(String key) {
        return TopicContents.read(bootstrapServers, Topics.MODEL_RELEASES).stream()
                .filter(record -> record.key().equals(key))
                .map(record -> ((KafkaEvents.Decoded.Readable) KafkaEvents.decode(record)).envelope())
                .toList();
    }
}
