package io.vorsprung.alert.rule;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.estimate.Measures;
import io.vorsprung.common.event.InvalidEvent;
import java.time.Period;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Watches one series.
 *
 * @param clear hysteresis: a firing alert is resolved where the value is beyond this; default the threshold itself
 * @param pendingFor days of the estimate's time that the condition must have held, {@code for} in JSON
 * @param cause which estimates may make it fire: any, or only those that an event caused
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Rule(
        String id,
        String name,
        String comparison,
        String measure,
        String domain,
        Condition condition,
        @Nullable Double clear,
        @JsonProperty("for") Period pendingFor,
        String cause,
        String severity,
        Map<String, String> labels) {

    public static final String ANY = "any";
    public static final String EVENT = "event";
    private static final Set<String> SEVERITIES = Set.of("info", "warning", "critical");

    public Rule {
        require(
                "id",
                id != null && id.matches("[a-z0-9][a-z0-9._-]{0,127}"),
                "lower-case letters, digits, '.', '_', '-'",
                id);
        require(
                "name",
                name != null && !name.isBlank() && name.length() <= 200,
                "text of at most 200 characters",
                name);
        require(
                "comparison",
                comparison != null && Comparison.builtIn(comparison).isPresent(),
                "one of " + Comparison.BUILT_IN.stream().map(Comparison::id).toList(),
                comparison);
        require("measure", measure != null && Measures.NAMES.contains(measure), "one of " + Measures.NAMES, measure);
        require("condition", condition != null, "a condition, such as {\"below\":6}", null);
        domain = domain == null ? GapEstimate.OVERALL : domain;
        require("domain", GapEstimate.OVERALL.equals(domain), GapEstimate.OVERALL, domain);
        pendingFor = pendingFor == null ? Period.ZERO : pendingFor;
        require("for", !pendingFor.isNegative(), "a period from zero, such as P3D", pendingFor);
        cause = cause == null ? ANY : cause;
        require("cause", ANY.equals(cause) || EVENT.equals(cause), "any or event", cause);
        severity = severity == null ? "warning" : severity;
        require("severity", SEVERITIES.contains(severity), "info, warning or critical", severity);
        labels = labels == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(labels));
        Double threshold = condition.threshold();
        if (clear != null) {
            require(
                    "clear",
                    threshold != null && (condition.below() != null ? clear >= threshold : clear <= threshold),
                    "a value on the other side of the threshold",
                    clear);
        }
    }

    /** The series that it watches. */
    @JsonIgnore
    public String series() {
        return comparison + "/" + measure + "/" + domain;
    }

    private static void require(String field, boolean holds, String expected, @Nullable Object was) {
        if (!holds) {
            throw new InvalidEvent(field, expected, String.valueOf(was));
        }
    }
}
