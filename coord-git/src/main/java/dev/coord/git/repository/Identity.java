package dev.coord.git.repository;

import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
        Map<String, String> environment = new HashMap<>();
        boolean chosen = true;
        for (String role : new String[] {"AUTHOR", "COMMITTER"}) {
            Optional<Matcher> known = asked(git, role);
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
    private static Optional<Matcher> asked(Git git, String role) {
        GitAnswer answer = git.ask("-c", "user.useConfigOnly=true", "var", "GIT_" + role + "_IDENT");
        return Optional.of(FORM.matcher(answer.line())).filter(found -> answer.succeeded() && found.matches());
    }
}
