package io.vorsprung.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectionTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"specversion\":\"1.0\",\"id\":\"x\"} | cloudevents",
                "{\"meta\":{\"leaderboard\":\"text\"},\"models\":[]} | arena",
                "{\"count\":1,\"results\":[{\"document_number\":\"1\"}]} | federal-register",
                "Model,Organization,Publication date,Country (of organization) | epoch-models",
                "performance,benchmark,model,date | epoch-eci",
                "model,\"benchmark\",score | csv"
            })
    void bodyIsToldByItsBeginning(String text, String format) throws IOException {
        assertThat(Rows.detected(text.getBytes(UTF_8))).contains(format);
    }

    @Test
    void whatIsOfNoFormIsNotGuessed() throws IOException {
        assertThat(Rows.detected("a,b\n1,2\n".getBytes(UTF_8))).isEmpty();
        assertThat(Rows.detected(new byte[0])).isEmpty();
        assertThat(Rows.detected(new byte[] {'P', 'K', 3, 4})).contains("epoch-benchmarks");
    }

    @Test
    void byteOrderMarkOfASpreadsheetIsPassedOver() throws IOException {
        BufferedInputStream body =
                Head.buffered(new ByteArrayInputStream("\ufeffmodel,benchmark,score\n".getBytes(UTF_8)));

        assertThat(Rows.FORMATS.detect(Head.of(body))).map(ImportFormat::name).contains("csv");
        assertThat(body.read()).isEqualTo('m');
    }

    @Test
    void realFilesAreRecognised() throws IOException {
        for (String file : new String[] {
            "epoch-eci-2026-08/eci_benchmarks.csv|epoch-eci",
            "epoch-eci-2026-08/eci_scores.csv|epoch-eci",
            "epoch-models-2025-12/notable_ai_models.csv|epoch-models",
            "arena/text-2026-03-31.json|arena",
            "policy-events.csv|csv",
            "assessments.csv|csv"
        }) {
            String[] parts = file.split("\\|", -1);
            assertThat(Rows.detected(Files.readAllBytes(Rows.real(parts[0]))))
                    .as(parts[0])
                    .contains(parts[1]);
        }
    }

    @Test
    void tablesOfOnesOwnAddToOursAndOverrideThem() throws IOException {
        Files.writeString(directory.resolve("models.csv"), "name,model\nOur Secret Name,gpt-5\nGPT-5.5,mine\n");
        Files.writeString(directory.resolve("organisations.csv"), "name,country\nNew Lab,CN\n");

        Catalogue catalogue = Catalogue.load(Optional.of(directory));

        assertThat(catalogue.model("our-secret_name").model()).isEqualTo("gpt-5");
        assertThat(catalogue.model("GPT-5.5").model()).isEqualTo("mine");
        assertThat(catalogue.homeOf("NEW LAB")).isEqualTo("CN");
        assertThat(catalogue.homeOf("OpenAI")).isEqualTo("US");
        assertThat(catalogue.country("Türkiye")).isEmpty();
        assertThat(catalogue.country("PRC")).contains("CN");
    }
}
