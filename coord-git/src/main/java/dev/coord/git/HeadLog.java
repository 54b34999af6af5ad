package dev.coord.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.merge.CommitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The commits a work tree's head was at. Its log goes away with the work tree, and with it all that keeps some of them. */
final class HeadLog {

    private static final String FORM = "[0-9a-f]{40,64} [0-9a-f]{40,64} .*";

    private HeadLog() {}

    static List<CommitId> commits(GitRepository repository, WorkTree tree) {
        Path log = tree.administration().resolve("logs").resolve("HEAD");
        if (!Files.exists(log)) {
            return List.of();
        }
        try {
            Set<String> ids = new TreeSet<>();
            for (String line : Files.readAllLines(log, ISO_8859_1)) {
                if (line.matches(FORM)) {
                    ids.addAll(List.of(line.split(" ", 3)).subList(0, 2));
                }
            }
            return present(repository.git(), ids);
        } catch (IOException e) {
            throw new RepositoryFailed("cannot read " + log + ": " + e.getMessage() + "; make it readable", e);
        }
    }

    /** Those of the ids that are commits the repository has. */
    static List<CommitId> present(Git git, Collection<String> ids) {
        String asked = ids.stream().map(id -> id + "\n").collect(Collectors.joining());
        return git
                .run(asked.getBytes(US_ASCII), List.of("cat-file", "--batch-check=%(objectname) %(objecttype)"))
                .lines()
                .stream()
                .filter(line -> line.endsWith(" commit"))
                .map(line -> new CommitId(line.substring(0, line.indexOf(' '))))
                .toList();
    }
}
