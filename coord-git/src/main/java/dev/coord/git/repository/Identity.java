package dev.coord.git.repository;

import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who commits: whom the user has set for the repository, else {@code coord <coord@localhost>}.
 *
 * @param environment the variables by which git is told
 * @param chosen whether the user has set one
 */
public record Identity(Map<String, String> environment, boolean chosen) {

    private static final Pattern FORM = Pattern.compile("(.*) <([^>]*)> \\d+ [-+]\\d+");

    public Identity {
        environment = Map.copyOf(environment);
    }

    static Identity of(Git git) {
        return of(role -> asked(git, role));
    }

    /** Of what git tells of each role. Pure. */
    static Identity of(Function<String, GitAnswer> told) {
        Map<String, String> environment = new HashMap<>();
        boolean chosen = true;
        for (String role : new String[] {"AUTHOR", "COMMITTER"}) {
            Optional<Matcher> known = known(told.apply(role));
            chosen &= known.isPresent();
            environment.put(
                    "GIT_" + role + "_NAME", known.map(found -> found.group(1)).orElse("coord"));
            environment.put(
                    "GIT_" + role + "_EMAIL", known.map(found -> found.group(2)).orElse("coord@localhost"));
        }
        return new Identity(environment, chosen);
    }

    /** What an agent that commits by itself has to be told: nothing where the user has set an identity. */
    public Map<String, String> forAgents() {
        return chosen ? Map.of() : environment;
    }

    /** Without {@code useConfigOnly} git would make an address up from the names of the user and the host. */
    private static GitAnswer asked(Git git, String role) {
        return git.ask("-c", "user.useConfigOnly=true", "var", "GIT_" + role + "_IDENT");
    }

    private static Optional<Matcher> known(GitAnswer answer) {
        return Optional.of(FORM.matcher(answer.line())).filter(found -> answer.succeeded() && found.matches());
    }
}
