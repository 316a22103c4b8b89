package io.vorsprung.ingest.format;

import java.text.Normalizer;
import java.util.Locale;

/** Identifiers from names: "DeepSeek-V2 (MoE-236B, May 2024)" is {@code deepseek-v2-moe-236b-may-2024}. */
final class Identifiers {

    private static final int LONGEST = 128;

    private Identifiers() {}

    static String of(String name) {
        String ascii = Normalizer.normalize(name, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        String dashed = ascii.replaceAll("[^a-z0-9.]+", "-").replaceAll("^[-.]+|[-.]+$", "");
        return dashed.length() > LONGEST ? dashed.substring(0, LONGEST) : dashed;
    }
}
