package io.vorsprung.alert.evaluate;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Where a rule stands, as JSON. */
@Entity
@Table(name = "rule_state")
class RuleStateEntity extends PanacheEntityBase {

    @Id
    @Column(name = "rule_id")
    String ruleId = "";

    String data = "";
}
