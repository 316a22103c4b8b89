package io.vorsprung.alert.evaluate;

import io.quarkus.scheduler.Scheduled;
import io.vorsprung.alert.AlertConfig;
import io.vorsprung.alert.delivery.OutboxRelay;
import io.vorsprung.alert.rule.Rule;
import io.vorsprung.alert.rule.RuleFiles;
import io.vorsprung.alert.rule.RuleStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Keeps the rules up with a directory of files: those that are new or say something else are put, those that are gone are
 * deleted. Files with a fault change nothing, and are told of once.
 */
@ApplicationScoped
class RuleFolder {

    private static final Logger LOG = Logger.getLogger(RuleFolder.class);

    private final AlertConfig config;
    private final RuleStore rules;
    private final Evaluation evaluation;
    private final Recovery recovery;
    private final OutboxRelay relay;
    private String lastFault = "";

    RuleFolder(AlertConfig config, RuleStore rules, Evaluation evaluation, Recovery recovery, OutboxRelay relay) {
        this.config = config;
        this.rules = rules;
        this.evaluation = evaluation;
        this.recovery = recovery;
        this.relay = relay;
    }

    @Scheduled(every = "{vorsprung.alert.rules-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void keepUp() {
        Optional<Path> directory = config.rulesDirectory();
        if (directory.isEmpty() || !recovery.isDone()) {
            return;
        }
        try {
            apply(RuleFiles.read(directory.get()));
            lastFault = "";
        } catch (RuleFiles.InvalidRules | IOException faulty) {
            String fault = String.valueOf(faulty.getMessage());
            if (!fault.equals(lastFault)) {
                LOG.errorf("the rules in %s stay as they were: %s", directory.get(), fault);
                lastFault = fault;
            }
        }
    }

    private void apply(Map<String, RuleFiles.Placed> placed) {
        for (RuleStore.Versioned there : rules.all()) {
            if (there.source().startsWith(RuleStore.FILE)
                    && !placed.containsKey(there.rule().id())) {
                evaluation.delete(there.rule().id());
                relay.wake();
            }
        }
        placed.values().forEach(one -> {
            Rule rule = one.rule();
            String source = RuleStore.FILE + one.file();
            Optional<RuleStore.Versioned> there = rules.find(rule.id());
            boolean same = there.isPresent()
                    && there.get().rule().equals(rule)
                    && there.get().source().equals(source);
            if (!same) {
                evaluation.put(rule, source);
                relay.wake();
            }
        });
    }
}
