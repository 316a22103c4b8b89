package io.vorsprung.common.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.vorsprung.common.estimate.Cause;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A rule's condition began or ceased to hold.
 *
 * @param id deterministic: the same crossing of the same version of a rule has the same one, whatever is retried
 * @param alert of the crossing: what {@code firing} and its {@code resolved} share
 * @param asOf the estimate's day
 * @param estimate {@code estimateHash} of the estimate that decided
 * @param summary one line for people, with the numbers in it
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Alert(
        String id,
        String alert,
        String rule,
        int ruleVersion,
        String name,
        State state,
        String comparison,
        String measure,
        String domain,
        @Nullable Double value,
        @Nullable Double threshold,
        String unit,
        LocalDate asOf,
        Cause cause,
        String severity,
        Map<String, String> labels,
        Instant firedAt,
        Instant at,
        String estimate,
        String summary) {

    public Alert {
        labels = labels == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(labels));
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
