package io.vorsprung.common.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.vorsprung.common.estimate.Cause;
import io.vorsprung.common.estimate.GapEstimate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A rule's condition began or ceased to hold.
 *
 * @param id deterministic: the same crossing of the same version of a rule has the same one, whatever is retried
 * @param alert of the crossing: what {@code firing} and its {@code resolved} share
 * @param ruleHash SHA-256 of the rule as it was, hexadecimal
 * @param chance that the condition holds, by the estimate's quantiles; of rules with a probability
 * @param subject what it is about beside the series: a model, a policy
 * @param asOf the estimate's day
 * @param estimate {@code estimateHash} of the estimate that decided
 * @param summary one line for people, with the numbers in it
 * @param because the facts that were told just before; of {@code withdrawn} what was corrected or retracted
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Alert(
        String id,
        String alert,
        String rule,
        int ruleVersion,
        String ruleHash,
        String name,
        State state,
        String comparison,
        String measure,
        String domain,
        @Nullable Double value,
        @Nullable Double threshold,
        @Nullable Double chance,
        @Nullable String subject,
        String unit,
        LocalDate asOf,
        Cause cause,
        String severity,
        Map<String, String> labels,
        Instant firedAt,
        Instant at,
        String estimate,
        String summary,
        List<GapEstimate.Change> because) {

    public Alert {
        labels = labels == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(labels));
        because = because == null ? List.of() : List.copyOf(because);
    }

    /** The same with its line for people. */
    public Alert withSummary(String line) {
        return new Alert(
                id,
                alert,
                rule,
                ruleVersion,
                ruleHash,
                name,
                state,
                comparison,
                measure,
                domain,
                value,
                threshold,
                chance,
                subject,
                unit,
                asOf,
                cause,
                severity,
                labels,
                firedAt,
                at,
                estimate,
                line,
                because);
    }

    public enum State {
        @JsonProperty("firing")
        FIRING,
        @JsonProperty("resolved")
        RESOLVED,
        @JsonProperty("withdrawn")
        WITHDRAWN
    }
}
