package io.vorsprung.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.vorsprung.common.event.PolicyEvent;
import io.vorsprung.ingest.format.ImportFormat.Row;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class FederalRegisterTest {

    /** As the API gives them; the first is a real document, the others are made up. */
    private static final String DOCUMENTS = """
            {"count":5,"total_pages":1,"results":[
             {"title":"Implementation of Additional Export Controls: Certain Advanced Computing and Semiconductor Manufacturing Items; Supercomputer and Semiconductor End Use; Entity List Modification",
              "type":"Rule","abstract":"... the People's Republic of China (PRC) ...","document_number":"2022-21658",
              "html_url":"https://www.federalregister.gov/documents/2022/10/13/2022-21658/x","publication_date":"2022-10-13",
              "effective_on":"2022-10-07","agencies":[{"name":"Commerce Department","slug":"commerce-department"},
              {"name":"Industry and Security Bureau","slug":"industry-and-security-bureau"}]},
             {"title":"Removal of Entities From the Entity List","type":"Rule","document_number":"2030-1","publication_date":"2024-01-02",
              "effective_on":null,"agencies":[{"slug":"industry-and-security-bureau"}]},
             {"title":"Additions to and Removals From the Entity List","type":"Rule","document_number":"2030-2",
              "publication_date":"2024-01-02","agencies":[{"slug":"industry-and-security-bureau"}]},
             {"title":"Additions to the Catfish List","type":"Rule","document_number":"2030-3","publication_date":"2024-01-02",
              "agencies":[{"slug":"food-safety-and-inspection-service"}]},
             {"title":"Additions","type":"Notice","document_number":"2030-4","publication_date":"2024-01-02",
              "agencies":[{"slug":"industry-and-security-bureau"}]},
             {"title":"Additions","type":"Rule","document_number":"2030-5","publication_date":"soon",
              "agencies":[{"slug":"industry-and-security-bureau"}]}
            ]}""";

    @Test
    void ruleOfTheBureauIsAPolicyEvent() {
        PolicyEvent rule =
                (PolicyEvent) Rows.facts(Rows.of("federal-register", DOCUMENTS)).get(0);

        assertThat(rule.policy()).isEqualTo("us-bis-2022-21658");
        assertThat(rule.stance()).isEqualTo(PolicyEvent.Stance.TIGHTEN);
        assertThat(rule.announcedOn()).isEqualTo(LocalDate.parse("2022-10-13"));
        assertThat(rule.effectiveOn()).isEqualTo(LocalDate.parse("2022-10-07"));
        assertThat(rule.targets()).containsExactly("CN");
        assertThat(rule.affects()).containsExactly("chips", "computing");
    }

    @Test
    void whatIsNoRuleOrDoesNotSayItsStanceIsLeftOutWithAReason() {
        List<Row> rows = Rows.of("federal-register", DOCUMENTS);

        assertThat(rows).hasSize(6);
        assertThat(rows.subList(2, 5))
                .extracting(row -> ((Row.LeftOut) row).reason())
                .containsExactly(
                        "the title does not say whether it tightens or loosens",
                        "not of the Bureau of Industry and Security",
                        "not a rule");
        assertThat(rows.get(5)).isInstanceOfSatisfying(Row.Faulty.class, faulty -> assertThat(
                        faulty.violation().field())
                .isEqualTo("publication_date"));
        assertThat(Rows.facts(rows))
                .extracting(fact -> ((PolicyEvent) fact).stance())
                .containsExactly(PolicyEvent.Stance.TIGHTEN, PolicyEvent.Stance.LOOSEN);
    }
}
