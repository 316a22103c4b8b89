package io.vorsprung.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.vorsprung.common.wire.EventSchemas;
import io.vorsprung.common.wire.EventType;
import io.vorsprung.ingest.format.ImportFormat.Row;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadsheetTest {

    @Test
    void releasesTakeNamesAndListsOfDevelopers() {
        Row.Data data = only("""
                Model,Released on,Developer,Country,Access,Training compute FLOP,Chip,Chips,Source,URL
                My Model 2,2026-01-02,Lab A; Lab B,China;United States,open-weights,1e25,H800,2048,paper,https://example.org
                """);

        assertThat(data.type()).isEqualTo(EventType.MODEL_RELEASE);
        assertThat(EventSchemas.violations(data.type(), data.data())).isEmpty();
        assertThat(data.data().path("model").asText()).isEqualTo("my-model-2");
        assertThat(data.data().path("name").asText()).isEqualTo("My Model 2");
        assertThat(data.data().path("developers").toString())
                .isEqualTo("[{\"name\":\"Lab A\",\"country\":\"CN\"},{\"name\":\"Lab B\",\"country\":\"US\"}]");
        assertThat(data.data().path("hardware").path("count").asDouble()).isEqualTo(2048);
    }

    @Test
    void resultsFindTheirModelByItsName() {
        Row.Data data = only("""
                model,benchmark,score,unit,evaluated_on,evaluator,self reported
                GPT-5.6 Sol,GPQA Diamond,91.5,percent,2026-08-01,me,no
                """);

        assertThat(EventSchemas.violations(data.type(), data.data())).isEmpty();
        assertThat(data.data().path("model").asText()).isEqualTo("gpt-5.6-sol");
        assertThat(data.data().path("benchmark").asText()).isEqualTo("gpqa-diamond");
        assertThat(data.data().path("selfReported").asBoolean(true)).isFalse();
    }

    @Test
    void retractionsAreRowsToo() {
        Row.Data data = only("event,reason,type\n4169782b,withdrawn,io.vorsprung.model-release.v1\n");

        assertThat(data.type()).isEqualTo(EventType.RETRACTION);
        assertThat(EventSchemas.violations(data.type(), data.data())).isEmpty();
    }

    @Test
    void whatIsNoNumberIsLeftForTheSchemaToName() {
        Row.Data data = only("model,benchmark,score,unit,evaluatedOn,evaluator\nm,b,NaN,fraction,2026-08-01,me\n");

        assertThat(EventSchemas.violations(data.type(), data.data()))
                .extracting("field")
                .containsExactly("score");
    }

    @Test
    void fileOfNoKindSaysWhichColumnsThereAre() {
        assertThat(Rows.of("csv", "a,b\n1,2\n")).singleElement().isInstanceOf(Row.Faulty.class);
        assertThat(Rows.of("csv", "model,releasedOn\nm,2026-01-01,extra\n"))
                .singleElement()
                .isInstanceOfSatisfying(
                        Row.Faulty.class,
                        faulty -> assertThat(faulty.violation().expected()).contains("2 cells"));
    }

    @ParameterizedTest
    @CsvSource({"policy-events.csv, 41", "assessments.csv, 7"})
    void everyRowOfTheRealFilesIsValid(String file, int rows) throws IOException {
        List<Row> read = Rows.of("csv", Rows.real(file));

        assertThat(read).hasSize(rows).allSatisfy(row -> {
            Row.Data data = (Row.Data) row;
            assertThat(EventSchemas.violations(data.type(), data.data())).isEmpty();
        });
    }

    private static Row.Data only(String csv) {
        List<Row> rows = Rows.of("csv", csv);
        assertThat(rows).hasSize(1);
        return (Row.Data) rows.get(0);
    }
}
