package io.vorsprung.ingest.format;

import io.vorsprung.common.event.Assessment;
import io.vorsprung.common.event.PolicyEvent;
import io.vorsprung.common.event.Source;
import io.vorsprung.common.wire.EventJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Policy events and assessments as spreadsheets keep them: one row an event, lists separated by semicolons. */
public final class OwnTables {

    private static final String OTHERS = "OTHER";

    private OwnTables() {}

    public static List<PolicyEvent> policies(Path file) throws IOException {
        List<PolicyEvent> policies = new ArrayList<>();
        Table.read(file, row -> policies.add(policy(row)));
        return policies;
    }

    public static List<Assessment> assessments(Path file) throws IOException {
        List<Assessment> assessments = new ArrayList<>();
        Table.read(file, row -> assessments.add(assessment(row)));
        return assessments;
    }

    private static PolicyEvent policy(Table.Row row) {
        List<PolicyEvent.Threshold> thresholds = new ArrayList<>();
        row.number("threshold_value")
                .ifPresent(value -> thresholds.add(new PolicyEvent.Threshold(row.text("threshold_metric"), value)));
        return new PolicyEvent(
                row.text("id"),
                row.text("title"),
                row.text("jurisdiction"),
                EventJson.MAPPER.convertValue(row.text("kind"), PolicyEvent.Kind.class),
                EventJson.MAPPER.convertValue(row.text("stance"), PolicyEvent.Stance.class),
                LocalDate.parse(row.text("announced_on")),
                row.optional("effective_on").map(LocalDate::parse).orElse(null),
                row.list("targets", ";").stream()
                        .map(target -> OTHERS.equals(target) ? PolicyEvent.OTHERS : target)
                        .toList(),
                row.list("affects", ";"),
                thresholds,
                List.of(new Source(row.text("source"), null)));
    }

    private static Assessment assessment(Table.Row row) {
        return new Assessment(
                row.text("id"),
                row.text("assessor"),
                row.optional("affiliation").orElse(null),
                LocalDate.parse(row.text("stated_on")),
                row.text("comparison"),
                row.text("measure"),
                row.number("low").orElseThrow(),
                row.number("high").orElseThrow(),
                row.text("unit"),
                row.text("statement"),
                List.of(new Source(row.text("source"), null)));
    }
}
