package io.vorsprung.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** For installations that this command line does not start. */
@Command(
        name = "tokens",
        mixinStandardHelpOptions = true,
        description =
                "Make a key pair, where there is none, and fresh tokens by it, in the directory tokens of the data.")
final class TokensCommand implements Callable<Integer> {

    @Mixin
    private Where where = new Where();

    @Override
    public Integer call() {
        Tokens tokens = where.data().tokens();
        tokens.prepare();
        System.out.println(tokens.directory());
        return 0;
    }
}
