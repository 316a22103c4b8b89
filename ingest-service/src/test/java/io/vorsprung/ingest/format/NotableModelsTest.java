package io.vorsprung.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.vorsprung.common.event.Access;
import io.vorsprung.common.event.Developer;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.ingest.format.ImportFormat.Row;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotableModelsTest {

    private static final String HEADER =
            "Model,Organization,Publication date,Country (of organization),Training compute (FLOP),Model accessibility\n";

    @Test
    void everyRowOfTheRealFileIsAReleaseOrInTheReport() throws IOException {
        List<Row> rows = Rows.of("epoch-models", Rows.real("epoch-models-2025-12/notable_ai_models.csv"));

        assertThat(rows).hasSize(952);
        assertThat(rows).filteredOn(Row.LeftOut.class::isInstance).hasSize(0);
        assertThat(rows).filteredOn(Row.Faulty.class::isInstance).isEmpty();
        assertThat(rows.stream()
                        .filter(Row.Told.class::isInstance)
                        .map(row -> (ModelRelease) ((Row.Told) row).facts().get(0))
                        .filter(release -> release.trainingComputeFlop() != null))
                .hasSize(510);
    }

    @Test
    void severalOrganisationsAndCountriesStandInOneCell() {
        Row row = rows(HEADER + "\"GPT-X (May 2024)\",\"OpenAI,Tsinghua University\",2024-05-01,"
                        + "\"United States of America,China\",2.1e25,API access\n")
                .get(0);

        assertThat(row).isInstanceOfSatisfying(Row.Told.class, told -> {
            ModelRelease release = (ModelRelease) told.facts().get(0);
            assertThat(told.line()).isEqualTo(2);
            assertThat(release.model()).isEqualTo("gpt-x-may-2024");
            assertThat(release.developers())
                    .containsExactly(new Developer("OpenAI", "US"), new Developer("Tsinghua University", "CN"));
            assertThat(release.releasedOn()).isEqualTo(LocalDate.parse("2024-05-01"));
            assertThat(release.trainingComputeFlop()).isEqualTo(2.1e25);
            assertThat(release.access()).isEqualTo(Access.CLOSED);
        });
    }

    @Test
    void badRowsAreNamedAndLoseNothingElse() {
        List<Row> rows = rows(HEADER
                + "A,Lab,2024-05-01,France,1e25,\n"
                + "B,Lab,in May,France,1e25,\n"
                + "C,Lab,2024-05-01,Atlantis,1e25,\n"
                + "D,Lab,2024-05-01,France,much,\n"
                + "E,Lab,,France,1e25,\n"
                + "F,Lab,2024-05-01,France,,\n");

        assertThat(rows).hasSize(6);
        assertThat(rows.get(1)).isInstanceOfSatisfying(Row.Faulty.class, faulty -> {
            assertThat(faulty.line()).isEqualTo(3);
            assertThat(faulty.violation().field()).isEqualTo("Publication date");
        });
        assertThat(rows.get(2)).isInstanceOf(Row.Faulty.class);
        assertThat(rows.get(3)).isInstanceOf(Row.Faulty.class);
        assertThat(rows.get(4)).isEqualTo(new Row.LeftOut(6, "no publication date"));
        assertThat(rows.get(5)).isInstanceOf(Row.Told.class);
    }

    @Test
    void aFileOfAnotherFormSaysWhichColumnIsMissing() {
        assertThat(rows("name,score\nx,1\ny,2\n"))
                .singleElement()
                .isInstanceOfSatisfying(
                        Row.Faulty.class,
                        faulty -> assertThat(faulty.violation().field()).isEqualTo("Model"));
        assertThat(rows("")).isEmpty();
    }

    private static List<Row> rows(String csv) {
        return Rows.of("epoch-models", csv);
    }
}
