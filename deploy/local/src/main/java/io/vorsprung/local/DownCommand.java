package io.vorsprung.local;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops what {@code up} started. */
@Command(name = "down", mixinStandardHelpOptions = true, description = "Stop what up --detach started.")
final class DownCommand implements Callable<Integer> {

    @Mixin
    private Where where = new Where();

    @Override
    public Integer call() throws Exception {
        ProcessHandle supervisor = where.data()
                .supervisor()
                .orElseThrow(() -> new Failure("nothing runs on " + where.data().path()));
        supervisor.destroy();
        supervisor.onExit().get(90, TimeUnit.SECONDS);
        System.out.println("Stopped.");
        return 0;
    }
}
