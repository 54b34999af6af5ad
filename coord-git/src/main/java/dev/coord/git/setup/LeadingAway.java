package dev.coord.git.setup;

import dev.coord.git.command.GitPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Carried links that lead out of the checkout by a relative path: copied as they are, they lead elsewhere. */
final class LeadingAway {

    private LeadingAway() {}

    /** Those that lead to something now, each with where to. */
    static List<String> among(List<GitPath> carried, Path checkout) {
        List<String> found = new ArrayList<>();
        for (GitPath path : carried) {
            Path link = path.file(checkout);
            if (Files.isSymbolicLink(link)) {
                try {
                    Path target = Files.readSymbolicLink(link);
                    Path end = link.resolveSibling(target).normalize();
                    if (!target.isAbsolute() && !end.startsWith(checkout) && Files.exists(link)) {
                        found.add("'" + path + "' to '" + target + "'");
                    }
                } catch (IOException e) {
                    // removed meanwhile, so it is not copied
                }
            }
        }
        return found;
    }
}
