package io.vorsprung.metrics.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.vorsprung.common.event.Access;
import io.vorsprung.common.event.AiEvent;
import io.vorsprung.common.event.Assessment;
import io.vorsprung.common.event.BenchmarkResult;
import io.vorsprung.common.event.Developer;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.common.event.PolicyEvent;
import io.vorsprung.common.event.Retraction;
import io.vorsprung.common.event.ScoreUnit;
import io.vorsprung.common.wire.EventEnvelope;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

    /** Kept up one by one, or put together at once: the same, whatever is told, corrected, taken out and told late. */
    @Test
    void keptUpOrMadeAnewItIsTheSame() {
        Random chance = new Random(7);
        List<EventEnvelope> told = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            // now and then of an earlier moment, as an import tells it
            Instant at = T1.plusSeconds(chance.nextInt(10) == 0 ? chance.nextInt(i + 1) : i);
            AiEvent event = !told.isEmpty() && chance.nextInt(5) == 0
                    ? new Retraction(told.get(chance.nextInt(told.size())).id(), "wrong", null, null)
                    : anyFact(chance);
            EventEnvelope envelope = EventEnvelope.of(event, "urn:test", at);
            ledger.add(envelope);
            told.add(envelope);

            Ledger anew = new Ledger();
            told.forEach(anew::add);
            assertThat(ledger.inForce(T3)).isEqualTo(anew.inForce(T3));
        }
        FactsInForce facts = ledger.inForce(T3);
        assertThat(facts.releases()).hasSizeBetween(1, 29);
        assertThat(facts.results()).hasSizeBetween(10, 90);
        assertThat(facts.policies()).isNotEmpty();
        assertThat(facts.assessments()).isNotEmpty();
    }

    private static AiEvent anyFact(Random chance) {
        String model = "m" + chance.nextInt(30);
        LocalDate day = LocalDate.parse("2024-12-01").plusDays(chance.nextInt(20));
        return switch (chance.nextInt(6)) {
            case 0 ->
                new ModelRelease(
                        model,
                        model,
                        List.of(new Developer("d", "US")),
                        day,
                        Access.CLOSED,
                        null,
                        null,
                        null,
                        List.of());
            case 1 ->
                new PolicyEvent(
                        model,
                        model,
                        "US",
                        PolicyEvent.Kind.SANCTION,
                        PolicyEvent.Stance.TIGHTEN,
                        day,
                        null,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of());
            case 2 ->
                new Assessment(model, "somebody", null, day, "us-cn", "lag", 3, 6, "months", "so it is", List.of());
            default -> result(model, "b" + chance.nextInt(3), chance.nextInt(4) / 4.0);
        };
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
        return result("m", "b", score);
    }

    private static BenchmarkResult result(String model, String benchmark, double score) {
        return new BenchmarkResult(
                model,
                null,
                null,
                benchmark,
                score,
                ScoreUnit.FRACTION,
                null,
                LocalDate.parse("2024-12-31"),
                "e",
                false,
                List.of());
    }
}
