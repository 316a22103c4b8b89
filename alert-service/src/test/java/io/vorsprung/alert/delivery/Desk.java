package io.vorsprung.alert.delivery;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vorsprung.alert.Estimates;
import io.vorsprung.alert.Stream;
import io.vorsprung.common.alert.Alert;
import io.vorsprung.common.wire.EventJson;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What a test of deliveries works with: estimates, rules and subscriptions, which it takes away again, and a receiver. */
final class Desk implements AutoCloseable {

    private final LocalDate before;
    private final Receiver receiver = new Receiver();
    private final Stream stream;
    private final List<String> made = new ArrayList<>();

    /** @param before the day before the first estimate of the test */
    Desk(String bootstrapServers, LocalDate before) throws Exception {
        this.before = before;
        this.stream = new Stream(bootstrapServers);
    }

    Receiver receiver() {
        return receiver;
    }

    void send(Estimates.Maker... estimates) throws Exception {
        stream.send(estimates);
    }

    /** Created while nothing is below anything, so that it does not fire at once. */
    void rule(String id, String more) throws Exception {
        stream.send(
                Estimates.lag(before).value(8.0),
                Estimates.of("lag-bound", before).value(8.0));
        await().untilAsserted(() -> given().get("/v1/estimates")
                .then()
                .body("findAll { it.measure.startsWith('lag') }.value", equalTo(List.of(8.0f, 8.0f))));
        given().contentType("application/json")
                .body(quoted("{'id':'" + id + "','name':'Rule " + id + "','comparison':'us-cn'," + more + "}"))
                .post("/v1/rules")
                .then()
                .statusCode(201);
        made.add("/v1/rules/" + id);
    }

    String subscribe(String json) {
        made.add("/v1/subscriptions/" + json.replaceAll("^.'id':'([^']*)'.*$", "$1"));
        return given().contentType("application/json")
                .body(quoted(json))
                .post("/v1/subscriptions")
                .then()
                .statusCode(201)
                .extract()
                .path("secret");
    }

    static Alert alert(String body) {
        try {
            return EventJson.MAPPER.treeToValue(EventJson.MAPPER.readTree(body).path("data"), Alert.class);
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(malformed);
        }
    }

    static String quoted(String json) {
        return json.replace('\'', '"');
    }

    @Override
    public void close() {
        made.forEach(path -> given().delete(path));
        stream.close();
        receiver.close();
    }
}
