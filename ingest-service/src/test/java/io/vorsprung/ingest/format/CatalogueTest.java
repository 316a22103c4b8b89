package io.vorsprung.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names in many spellings, and tables of one's own. */
class CatalogueTest {

    private final Catalogue catalogue = Catalogue.load(Optional.empty());

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "United States of America, US",
        "united states, US",
        "USA, US",
        "CN, CN",
        "China, CN",
        "South Korea, KR",
        "Korea (Republic of), KR",
        "UAE, AE",
        "Germany, DE"
    })
    void countriesInTheSpellingsOfFiles(String name, String code) {
        assertThat(catalogue.country(name)).contains(code);
    }

    @Test
    void namesDoNotDependOnTheLanguageOfTheMachine() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(Catalogue.load(Optional.empty()).country("INDIA")).contains("IN");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aDirectoryAddsToTheTablesAndGoesBeforeThem(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("organisations.csv"), "name,country\nMy Lab,FR\nOpenAI,GB\n");
        Files.writeString(directory.resolve("models.csv"), "name,model\nMy Model (preview),my-model\n");
        Catalogue extended = Catalogue.load(Optional.of(directory));

        assertThat(catalogue.homeOf("My Lab")).isNull();
        assertThat(extended.homeOf("my lab")).isEqualTo("FR");
        assertThat(extended.homeOf("OpenAI")).isEqualTo("GB");
        assertThat(extended.homeOf("Anthropic")).isEqualTo("US");
        assertThat(extended.model("My Model (preview)").model()).isEqualTo("my-model");
    }

    @Test
    void whatANameAddsToItsModelIsTheVariant() {
        assertThat(catalogue.model("Claude Fable 5 (32k)"))
                .isEqualTo(new Catalogue.ModelName("claude-fable-5", "32k", true));
        assertThat(catalogue.model("nobody-knows-it_high"))
                .isEqualTo(new Catalogue.ModelName("nobody-knows-it", "high", false));
    }
}
