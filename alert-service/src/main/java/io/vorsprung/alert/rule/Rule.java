package io.vorsprung.alert.rule;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.estimate.Measures;
import io.vorsprung.common.event.InvalidEvent;
import io.vorsprung.common.wire.EventJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Period;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Watches one series.
 *
 * @param clear hysteresis: a firing alert is resolved where the value is beyond this; default the threshold itself
 * @param probability {@code below} and {@code above} hold where the chance of it, by the estimate's quantiles, is at least
 *     this; where absent the point estimate decides
 * @param clearProbability a firing alert is resolved where the chance is below this; default 0.5
 * @param pendingFor days of the estimate's time that the condition must have held, {@code for} in JSON
 * @param keepFiringFor days of the estimate's time that it must have been cleared; of what happens: until it is over by itself
 * @param cause which estimates may make it fire: any, or only those that an event caused
 * @param text of the alert's summary, with {@link AlertText placeholders}
 * @param enabled whether it is held against estimates at all; yes where it does not say
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
        @Nullable Double probability,
        @Nullable Double clearProbability,
        @JsonProperty("for") Period pendingFor,
        Period keepFiringFor,
        String cause,
        String severity,
        Map<String, String> labels,
        @Nullable String text,
        @Nullable Boolean enabled) {

    public static final String ANY = "any";
    public static final String EVENT = "event";

    private static final Set<String> SEVERITIES = Set.of("info", "warning", "critical");
    private static final int MOST_LABELS = 20;
    private static final double LEAST_PROBABILITY = 0.05;
    private static final double MOST_PROBABILITY = 0.95;
    private static final double EVEN = 0.5;

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
        require("condition", condition != null, "a condition, such as {\"below\":6}", null);
        if (comparison == null && condition.policy() != null) {
            comparison = Comparison.BUILT_IN.get(0).id();
        }
        require(
                "comparison",
                comparison != null && Comparison.builtIn(comparison).isPresent(),
                "one of " + Comparison.BUILT_IN.stream().map(Comparison::id).toList(),
                comparison);
        if (measure == null && condition.threshold() == null) {
            measure = condition.matched() != null ? "catch-up" : "capability";
        }
        require("measure", measure != null && Measures.NAMES.contains(measure), "one of " + Measures.NAMES, measure);
        require(
                "measure",
                condition.matched() == null || "catch-up".equals(measure),
                "catch-up, which says who is matched",
                measure);
        domain = domain == null ? GapEstimate.OVERALL : domain;
        require("domain", GapEstimate.OVERALL.equals(domain), GapEstimate.OVERALL, domain);
        pendingFor = pendingFor == null ? Period.ZERO : pendingFor;
        require("for", !pendingFor.isNegative(), "a period from zero, such as P3D", pendingFor);
        require(
                "for",
                pendingFor.isZero() || condition.lasts(),
                "nothing: what happens can not have to last",
                pendingFor);
        keepFiringFor = keepFiringFor == null ? Period.ZERO : keepFiringFor;
        require("keepFiringFor", !keepFiringFor.isNegative(), "a period from zero, such as P3D", keepFiringFor);
        cause = cause == null ? ANY : cause;
        require("cause", ANY.equals(cause) || EVENT.equals(cause), "any or event", cause);
        require(
                "cause",
                ANY.equals(cause) || condition.silentFor() == null,
                "any: that nothing was told is told by the clock",
                cause);
        severity = severity == null ? "warning" : severity;
        require("severity", SEVERITIES.contains(severity), "info, warning or critical", severity);
        labels = labels == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(labels));
        require("labels", labels.size() <= MOST_LABELS, "at most " + MOST_LABELS, labels.size());
        Double threshold = condition.threshold();
        if (clear != null) {
            require(
                    "clear",
                    threshold != null && (condition.below() != null ? clear >= threshold : clear <= threshold),
                    "a value on the other side of the threshold",
                    clear);
        }
        if (probability != null) {
            require("probability", threshold != null, "nothing: only below and above have one", probability);
            require(
                    "probability",
                    probability >= LEAST_PROBABILITY && probability <= MOST_PROBABILITY,
                    "from 0.05 to 0.95, where estimates have quantiles",
                    probability);
            require("probability", !"compute".equals(measure), "nothing: compute has no quantiles", probability);
            clearProbability = clearProbability == null ? Math.min(EVEN, probability) : clearProbability;
        }
        if (clearProbability != null) {
            require(
                    "clearProbability",
                    probability != null && clearProbability <= probability && clearProbability >= LEAST_PROBABILITY,
                    "from 0.05 to the probability",
                    clearProbability);
        }
        enabled = enabled == null || enabled;
        if (text != null) {
            require("text", text.length() <= 1000, "at most 1000 characters", text.length());
            AlertText.require(text);
        }
    }

    @JsonIgnore
    public boolean isEnabled() {
        return Boolean.TRUE.equals(enabled);
    }

    /** The series that it watches. */
    @JsonIgnore
    public String series() {
        return comparison + "/" + measure + "/" + domain;
    }

    /** SHA-256 of what it says, whether or not it is enabled; hexadecimal. */
    @JsonIgnore
    public String hash() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(EventJson.write(withEnabled(true))));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public Rule withEnabled(boolean on) {
        return new Rule(
                id,
                name,
                comparison,
                measure,
                domain,
                condition,
                clear,
                probability,
                clearProbability,
                pendingFor,
                keepFiringFor,
                cause,
                severity,
                labels,
                text,
                on);
    }

    private static void require(String field, boolean holds, String expected, @Nullable Object was) {
        if (!holds) {
            throw new InvalidEvent(field, expected, String.valueOf(was));
        }
    }
}
