package dev.coord.cli.readme;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A command as it stands on a page, which may take several lines. */
record ShellLines(String text, String section) {

    private static final Pattern HERE_DOCUMENT = Pattern.compile("<<'?(\\w+)'?");

    private static final Pattern STATUS = Pattern.compile("#.*?exit (?:code )?(\\d+)");

    /** The commands of a block: lines that the shell does not understand alone belong to the next one. */
    static List<ShellLines> of(Page.Block block) throws Exception {
        List<ShellLines> commands = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String line : block.text().lines().toList()) {
            if (open.isEmpty() && line.isBlank()) {
                continue;
            }
            open.append(line).append('\n');
            if (isWhole(open.toString())) {
                commands.add(new ShellLines(open.toString(), block.section()));
                open.setLength(0);
            }
        }
        if (!open.isEmpty()) {
            throw new AssertionError("no shell understands this part of " + block.section() + ":\n" + open);
        }
        return commands;
    }

    private static boolean isWhole(String text) throws Exception {
        Matcher document = HERE_DOCUMENT.matcher(text);
        if (document.find() && !text.contains("\n" + document.group(1) + "\n")) {
            return false;
        }
        Process shell = new ProcessBuilder("/bin/sh", "-n", "-c", text)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return shell.waitFor() == 0;
    }

    /** How it may end: well, or as a comment in it says. */
    Set<Integer> statuses() {
        Set<Integer> statuses = STATUS.matcher(text)
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .collect(Collectors.toSet());
        statuses.add(0);
        return statuses;
    }

    /** Without its comment. */
    String command() {
        return text.replaceAll("\\s+# .*", "").strip();
    }

    /** Whether it names something that lies in a clone of coord. */
    boolean isOfTheClone() {
        return text.startsWith("./") || text.contains("$PWD");
    }

    /** Whether it makes features that may not be there yet. */
    boolean isRun() {
        return text.startsWith("coord run ") && !text.contains("--redo");
    }
}
