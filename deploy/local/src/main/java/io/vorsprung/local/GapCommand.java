package io.vorsprung.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The gap table of a running stack. */
@Command(name = "gap", mixinStandardHelpOptions = true, description = "Print the gap: comparisons by measures.")
final class GapCommand implements Callable<Integer> {

    @Mixin
    private Where where = new Where();

    @Override
    public Integer call() {
        System.out.print(GapTable.of(where.metrics()));
        return 0;
    }
}
