package io.vorsprung.common.event;

import jakarta.validation.constraints.PastOrPresent;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model scored on a benchmark. Natural key: model, variant, benchmark, evaluator, day of the evaluation.
 *
 * @param variant version or effort level of the model; absent for the model as such
 * @param setting how it was run (scaffold, shots); absent where not said
 * @param score in {@code unit}
 * @param stderr standard error of the score, in {@code unit}
 * @param selfReported whether the model's own developer reports it
 */
public record BenchmarkResult(
        String model,
        @Nullable String variant,
        @Nullable String setting,
        String benchmark,
        double score,
        ScoreUnit unit,
        @Nullable Double stderr,
        @PastOrPresent LocalDate evaluatedOn,
        String evaluator,
        boolean selfReported,
        List<Source> sources)
        implements Fact {

    public BenchmarkResult {
        model = Require.id("model", model);
        variant = Require.optionalText("variant", variant);
        setting = Require.optionalText("setting", setting);
        benchmark = Require.id("benchmark", benchmark);
        unit = Require.present("unit", unit);
        if (!(score >= unit.lowest() && score <= unit.highest())) {
            throw new InvalidEvent(
                    "score", "a number from " + unit.lowest() + " to " + unit.highest(), Double.toString(score));
        }
        stderr = Require.positive("stderr", stderr);
        evaluatedOn = Require.present("evaluatedOn", evaluatedOn);
        evaluator = Require.text("evaluator", evaluator);
        sources = Require.copy(sources);
    }

    @Override
    public String key() {
        return model;
    }

    @Override
    public String naturalKey() {
        return String.join(
                KEY_SEPARATOR, model, variant == null ? "" : variant, benchmark, evaluator, evaluatedOn.toString());
    }

    @Override
    public LocalDate occurredOn() {
        return evaluatedOn;
    }
}
