package io.vorsprung.alert.rule;

import io.vorsprung.common.event.InvalidEvent;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of an alert's summary: {@code {placeholder}} is replaced, everything else stays. */
public final class AlertText {

    /** What there is to be said. */
    public static final Set<String> PLACEHOLDERS = Set.copyOf(Set.of(
            "state",
            "name",
            "comparison",
            "measure",
            "value",
            "unit",
            "lower",
            "upper",
            "asOf",
            "threshold",
            "chance",
            "leader",
            "follower",
            "subject",
            "cause",
            "reason"));

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    private AlertText() {}

    /** @throws InvalidEvent where a placeholder is none of ours */
    static void require(String text) {
        Matcher found = PLACEHOLDER.matcher(text);
        while (found.find()) {
            if (!PLACEHOLDERS.contains(found.group(1))) {
                throw new InvalidEvent(
                        "text", "the placeholders " + new TreeSet<>(PLACEHOLDERS), "{" + found.group(1) + "}");
            }
        }
    }

    /** @param said by placeholder; what is not there is a dash */
    public static String fill(String text, Map<String, String> said) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(said.getOrDefault(found.group(1), "-")));
    }
}
