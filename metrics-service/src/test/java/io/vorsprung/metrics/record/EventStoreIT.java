package io.vorsprung.metrics.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vorsprung.common.event.Retraction;
import io.vorsprung.common.wire.EventEnvelope;
import io.vorsprung.embedded.KafkaAndPostgres;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Writers side by side, as replicas are, on a real database. */
@QuarkusTest
@WithTestResource(value = KafkaAndPostgres.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class EventStoreIT {

    private static final int WRITERS = 4;
    private static final int BATCHES = 60;

    @Inject
    EventStore store;

    @Test
    void whoReadsOnMissesNothingAndGetsNothingTwice() {
        String source = "urn:test:side-by-side";
        List<CompletableFuture<Void>> writers = IntStream.range(0, WRITERS)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> {
                    for (int batch = 0; batch < BATCHES; batch++) {
                        store.record(batch(source, writer, batch));
                    }
                }))
                .toList();
        CompletableFuture<Void> all = CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new));
        List<String> read = new ArrayList<>();
        long last = 0;
        boolean done = false;
        while (!done) {
            done = all.isDone();
            last = store.readAfter(last, event -> {
                if (event.source().equals(source)) {
                    read.add(event.id());
                }
            });
        }
        all.join();

        assertThat(read)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, WRITERS)
                        .boxed()
                        .flatMap(writer -> IntStream.range(0, BATCHES)
                                .boxed()
                                .flatMap(batch -> batch(source, writer, batch).stream()))
                        .map(EventEnvelope::id)
                        .distinct()
                        .toList());
    }

    @Test
    void whatIsThereIsNotRecordedAgainAndTwiceInABatchIsOnce() {
        List<EventEnvelope> batch = batch("urn:test:again", 0, 0);

        assertThat(store.record(Stream.concat(batch.stream(), batch.stream()).toList()))
                .isEqualTo(batch.size());
        assertThat(store.record(batch)).isZero();
    }

    /** One that all writers tell, and some of its own; of events that are not there, so that no estimate changes. */
    private static List<EventEnvelope> batch(String source, int writer, int batch) {
        Instant now = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(batch);
        return Stream.concat(
                        Stream.of("shared-" + batch),
                        IntStream.range(0, 5).mapToObj(i -> "own-" + writer + "-" + batch + "-" + i))
                .map(id -> EventEnvelope.of(new Retraction(id, "a test", null, null), source, now))
                .toList();
    }
}
