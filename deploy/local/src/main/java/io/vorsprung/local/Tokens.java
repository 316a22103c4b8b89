package io.vorsprung.local;

import io.vorsprung.common.access.Roles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/**
 * A key pair of this machine, and tokens by it, one for each thing to do: files that only their owner can read. Tokens are made
 * anew at every start and hold for {@value #DAYS} days.
 */
record Tokens(Path directory) {

    static final String ISSUER = "urn:vorsprung:local";
    static final String AUDIENCE = "vorsprung";

    private static final int DAYS = 90;
    private static final int KEY_BITS = 2048;
    private static final Map<String, Set<String>> ROLES = Map.of(
            "ingest", Set.of(Roles.INGEST),
            "backfill", Set.of(Roles.INGEST, Roles.BACKFILL),
            "operator", Set.of(Roles.OPERATOR));

    /** Makes what is missing. */
    void prepare() {
        try {
            Files.createDirectories(directory);
            Path key = directory.resolve("private.key");
            Path publicKey = directory.resolve("public.key");
            if (!Files.exists(key) || !Files.exists(publicKey)) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(KEY_BITS);
                KeyPair pair = generator.generateKeyPair();
                write(publicKey, encoded(pair.getPublic().getEncoded()));
                write(key, encoded(pair.getPrivate().getEncoded()));
            }
            PrivateKey signing = KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(Files.readString(key))));
            for (Map.Entry<String, Set<String>> entry : ROLES.entrySet()) {
                write(directory.resolve(entry.getKey()), token(signing, entry.getValue()));
            }
        } catch (IOException | GeneralSecurityException | JoseException failed) {
            throw new Failure("can not make the tokens in " + directory + ": " + failed.getMessage());
        }
    }

    /** Base64 of the key that tokens are checked with. */
    String publicKey() {
        try {
            return Files.readString(directory.resolve("public.key"));
        } catch (IOException unreadable) {
            throw new Failure("can not read " + directory.resolve("public.key"));
        }
    }

    /** @param name ingest, backfill or operator; empty where there is none, as before the first start */
    Optional<String> token(String name) {
        try {
            Path file = directory.resolve(name);
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException unreadable) {
            throw new Failure("can not read the token " + directory.resolve(name) + ": only its owner can");
        }
    }

    private static String token(PrivateKey key, Set<String> roles) throws JoseException {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(AUDIENCE);
        claims.setSubject(System.getProperty("user.name") + "@localhost");
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(Duration.ofDays(DAYS).toMinutes());
        claims.setStringListClaim("groups", roles.stream().sorted().toList());
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setHeader("typ", "JWT");
        signature.setKey(key);
        signature.setPayload(claims.toJson());
        return signature.getCompactSerialization();
    }

    private static String encoded(byte[] key) {
        return Base64.getEncoder().encodeToString(key);
    }

    /** Nobody else can read it at any moment; whoever reads it finds the old or the new one. */
    private static void write(Path file, String text) throws IOException {
        Path fresh = Files.createTempFile(
                file.getParent(),
                file.getFileName().toString(),
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
