package io.vorsprung.alert.lifecycle;

import io.vorsprung.alert.rule.AlertText;
import io.vorsprung.alert.rule.Rule;
import io.vorsprung.common.alert.Alert;
import io.vorsprung.common.estimate.Cause;
import io.vorsprung.common.estimate.GapEstimate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One line for people, with the numbers in it. */
final class Summary {

    private static final String DEFAULT = "{state}: {name} ({comparison} {measure} is {value} {unit} as of {asOf})";
    private static final String WITH_CHANCE =
            "{state}: {name} ({comparison} {measure} is {value} {unit} as of {asOf}, chance {chance})";
    private static final String WITH_SUBJECT =
            "{state}: {name}: {subject} ({comparison} {measure} is {value} {unit} as of {asOf})";

    private Summary() {}

    /** The alert with its summary. */
    static Alert of(Rule rule, Alert alert, GapEstimate estimate, @Nullable String why) {
        @Nullable String own = rule.text();
        String text = own != null
                ? own
                : alert.chance() != null ? WITH_CHANCE : alert.subject() != null ? WITH_SUBJECT : DEFAULT;
        @Nullable String reason = why == null ? reason(alert) : why;
        return alert.withSummary(AlertText.fill(text, said(alert, estimate, reason))
                + (own == null && reason != null ? "; " + reason : ""));
    }

    private static Map<String, String> said(Alert alert, GapEstimate estimate, @Nullable String reason) {
        Map<String, String> said = new HashMap<>();
        said.put("state", alert.state().name().toLowerCase(Locale.ROOT));
        said.put("name", alert.name());
        said.put("comparison", alert.comparison());
        said.put("measure", alert.measure());
        said.put("unit", alert.unit());
        said.put("asOf", alert.asOf().toString());
        said.put("cause", alert.cause() == Cause.EVENT ? "event" : "clock");
        put(said, "value", alert.value());
        put(said, "lower", estimate.lower());
        put(said, "upper", estimate.upper());
        put(said, "threshold", alert.threshold());
        put(said, "chance", alert.chance());
        put(said, "subject", alert.subject());
        put(said, "leader", estimate.leader() == null ? null : estimate.leader().name());
        put(
                said,
                "follower",
                estimate.follower() == null ? null : estimate.follower().name());
        put(said, "reason", reason);
        return said;
    }

    private static void put(Map<String, String> said, String placeholder, @Nullable Object value) {
        if (value instanceof Double number) {
            said.put(placeholder, String.format(Locale.ROOT, "%.2f", number));
        } else if (value != null) {
            said.put(placeholder, value.toString());
        }
    }

    /** Why it was withdrawn, as the retractions say. */
    private static @Nullable String reason(Alert alert) {
        if (alert.state() != Alert.State.WITHDRAWN) {
            return null;
        }
        String reasons = alert.because().stream()
                .flatMap(change -> Stream.ofNullable(change.reason()))
                .distinct()
                .collect(Collectors.joining("; "));
        return reasons.isEmpty() ? "facts were corrected" : reasons;
    }
}
