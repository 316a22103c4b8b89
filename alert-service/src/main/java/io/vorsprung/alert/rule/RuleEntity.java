package io.vorsprung.alert.rule;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A rule, as JSON. */
@Entity
@Table(name = "rule")
class RuleEntity extends PanacheEntityBase {

    @Id
    String id = "";

    int version;

    String data = "";

    /** Where it was said: {@code built-in}, {@code http}, or {@code file:} and a name. */
    String source = "";
}
