package io.vorsprung.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vorsprung.alert.Rules;
import io.vorsprung.common.event.InvalidEvent;
import io.vorsprung.common.wire.EventJson;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleTest {

    @TempDir
    Path directory;

    @Test
    void ruleComesBackAsItWasWritten() throws Exception {
        Rule rule = Rules.lag(
                "r",
                "'condition':{'below':6},'probability':0.9,'for':'P3D','keepFiringFor':'P1D','cause':'event',"
                        + "'severity':'critical','labels':{'desk':'ai'},'text':'{value}'");

        assertThat(EventJson.MAPPER.readValue(EventJson.write(rule), Rule.class))
                .isEqualTo(rule);
        assertThat(rule.clearProbability()).isEqualTo(0.5);
        assertThat(rule.hash())
                .hasSize(64)
                .isEqualTo(rule.withEnabled(false).hash())
                .isNotEqualTo(Rules.lag("r", "'condition':{'below':5}").hash());
    }

    @Test
    void everyWrongFieldIsNamed() {
        wrong("'condition':{'below':6,'above':3}", "condition");
        wrong("'condition':{'moves':{'by':0,'within':'P1D'}}", "condition.moves.by");
        wrong("'condition':{'moves':{'by':1,'within':'P0D'}}", "condition.moves.within");
        wrong("'condition':{'matched':{'chance':0.9}}", "measure");
        wrong("'condition':{'trendChanges':{'falseAlarmEvery':1}}", "condition.trendChanges.falseAlarmEvery");
        wrong("'condition':{'below':6},'clear':5", "clear");
        wrong("'condition':{'below':6},'probability':0.99", "probability");
        wrong("'condition':{'leaderChanges':true},'probability':0.9", "probability");
        wrong("'condition':{'below':6},'clearProbability':0.5", "clearProbability");
        wrong("'condition':{'leaderChanges':true},'for':'P1D'", "for");
        wrong("'condition':{'silentFor':'P9D'},'cause':'event'", "cause");
        wrong("'condition':{'below':6},'severity':'loud'", "severity");
        wrong("'condition':{'below':6},'text':'{nothing}'", "text");
        wrong("'condition':{'below':'six'}", "condition.below");
        wrong("'condition':{'below':6},'more':1", "more");
    }

    @Test
    void rulesOfAFolderAreReadTogetherOrNotAtAll() throws Exception {
        Files.writeString(directory.resolve("a.yaml"), """
                rules:
                  - id: one
                    name: One
                    comparison: us-cn
                    measure: lag
                    condition: {below: 6}
                    for: P3D
                """);
        Files.writeString(directory.resolve("b.yml"), """
                - {id: two, name: Two, comparison: us-cn, measure: lag, condition: {leaderChanges: true}}
                """);
        Files.writeString(directory.resolve("notes.txt"), "not rules");
        assertThat(RuleFiles.read(directory)).containsOnlyKeys("one", "two");
        assertThat(RuleFiles.read(directory).get("one").file()).isEqualTo("a.yaml");

        Files.writeString(directory.resolve("c.yaml"), """
                - {id: two, name: Again, comparison: us-cn, measure: lag, condition: {below: 1}}
                - {id: three, name: Three, comparison: us-eu, measure: lag, condition: {below: 1}}
                """);
        Files.writeString(directory.resolve("d.yaml"), "rules: [");
        assertThatThrownBy(() -> RuleFiles.read(directory))
                .isInstanceOf(RuleFiles.InvalidRules.class)
                .hasMessageContaining("c.yaml: id: expected one rule two; b.yml has it too")
                .hasMessageContaining("c.yaml: three: comparison: expected one of")
                .hasMessageContaining("d.yaml: expected YAML");
    }

    private static void wrong(String more, String field) {
        assertThatThrownBy(() -> Rules.lag("r", more))
                .isInstanceOfSatisfying(
                        InvalidEvent.class,
                        invalid -> assertThat(invalid.field()).as(more).isEqualTo(field));
    }
}
