package io.vorsprung.metrics.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConcatenationTest {

    @Test
    void whateverIsPutInAndTakenOutItIsWhatIsThereEndToEnd() {
        Random chance = new Random(3);
        Concatenation concatenation = new Concatenation(0);
        List<byte[]> expected = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            if (expected.isEmpty() || chance.nextInt(3) > 0) {
                byte[] part = new byte[chance.nextInt(300)];
                chance.nextBytes(part);
                int position = chance.nextInt(expected.size() + 1);
                concatenation.insert(position, part);
                expected.add(position, part);
            } else {
                int position = chance.nextInt(expected.size());
                concatenation.remove(position);
                expected.remove(position);
            }
            Digest parts = new Digest();
            expected.forEach(part -> parts.addParts(part, part.length));
            assertThat(concatenation.addTo(new Digest()).hex()).isEqualTo(parts.hex());
        }
    }
}
