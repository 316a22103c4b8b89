package io.vorsprung.metrics.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.vorsprung.common.event.AiEvent;
import io.vorsprung.common.event.BenchmarkResult;
import io.vorsprung.common.event.Retraction;
import io.vorsprung.common.event.ScoreUnit;
import io.vorsprung.common.wire.EventEnvelope;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final Instant T1 = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant T2 = Instant.parse("2025-01-02T00:00:00Z");
    private static final Instant T3 = Instant.parse("2025-01-03T00:00:00Z");

    private final Ledger ledger = new Ledger();

    @Test
    void correctionCountsFromWhenItWasRecorded() {
        tell(result(0.5), T1);
        tell(result(0.6), T2);

        assertThat(scoresAt(T1)).containsExactly(0.5);
        assertThat(scoresAt(T2)).containsExactly(0.6);
        assertThat(scoresAt(T1.minusMillis(1))).isEmpty();
    }

    @Test
    void correctionThatIsTakenBackByTellingTheFirstAgain() {
        tell(result(0.5), T1);
        tell(result(0.6), T2);
        tell(result(0.5), T3);

        assertThat(scoresAt(T3)).containsExactly(0.5);
    }

    @Test
    void retractionTakesOutAndTellingAgainBringsBackTheSameState() {
        String id = tell(result(0.5), T1);
        String before = ledger.inForce(T1).stateHash();
        tell(new Retraction(id, "withdrawn", null, null), T2);

        assertThat(scoresAt(T2)).isEmpty();
        assertThat(scoresAt(T1)).containsExactly(0.5);

        tell(result(0.5), T3);
        assertThat(ledger.inForce(T3).stateHash()).isEqualTo(before);
    }

    @Test
    void retractionOfACorrectionBringsBackWhatWasBefore() {
        tell(result(0.5), T1);
        String correction = tell(result(0.6), T2);
        tell(new Retraction(correction, "typing error", null, null), T3);

        assertThat(scoresAt(T3)).containsExactly(0.5);
    }

    @Test
    void retractionMayComeBeforeWhatItRetracts() {
        String id = EventEnvelope.of(result(0.5), "urn:test", T1).id();
        tell(new Retraction(id, "withdrawn", null, null), T2);
        tell(result(0.5), T1);

        assertThat(scoresAt(T2)).isEmpty();
    }

    @Test
    void duplicateIsNothing() {
        tell(result(0.5), T1);

        assertThat(ledger.add(EventEnvelope.of(result(0.5), "urn:test", T1))).isFalse();
        assertThat(ledger.size()).isEqualTo(1);
        assertThat(ledger.inForce(T1).revision()).isEqualTo(1);
    }

    private String tell(AiEvent event, Instant at) {
        EventEnvelope envelope = EventEnvelope.of(event, "urn:test", at);
        assertThat(ledger.add(envelope)).isTrue();
        return envelope.id();
    }

    private List<Double> scoresAt(Instant knownAt) {
        return ledger.inForce(knownAt).results().stream()
                .map(BenchmarkResult::score)
                .toList();
    }

    private static BenchmarkResult result(double score) {
        return new BenchmarkResult(
                "m",
                null,
                null,
                "b",
                score,
                ScoreUnit.FRACTION,
                null,
                LocalDate.parse("2024-12-31"),
                "e",
                false,
                List.of());
    }
}
