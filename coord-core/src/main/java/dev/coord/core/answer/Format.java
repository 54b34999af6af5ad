package dev.coord.core.answer;

import dev.coord.core.json.SchemaText;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The kinds of documents that coord answers with. Each says in its first member which one it is, as {@code coord.status/1}. The
 * number grows when a member goes away or means something else; members and words are added without that.
 */
public enum Format {
    /** A plan. */
    PLAN("plan"),
    /** Whether two features can run together. */
    CHECK("check"),
    /** Why a feature stands in its wave. */
    WHY("why"),
    /** How a run is expected to go. */
    SIMULATE("simulate"),
    /** Everything coord knows. */
    STATUS("status"),
    /** The conflict log. */
    CONFLICTS("conflicts"),
    /** What happened, as one document. */
    HISTORY("history"),
    /** One thing that happened, on a line. */
    HISTORY_EVENT("history-event"),
    /** What is held and waited for. */
    LOCK_LIST("lock-list"),
    /** The answer to a request for locks, or what became of a lease. */
    LOCK("lock", "lock-acquire", "lock-hold", "lock-renew", "lock-upgrade", "lock-downgrade"),
    /** That a lease was given up. */
    LOCK_RELEASE("lock-release"),
    /** That a lock was taken away. */
    LOCK_BREAK("lock-break"),
    /** What an agent that asks for work gets. */
    NEXT("next"),
    /** The answer to a step in a feature's life. */
    STEP("step", "init", "start", "complete", "block", "fail", "halt", "retry"),
    /** How a run went. */
    RUN("run", "integrate"),
    /** What an integration would do. */
    INTEGRATION_PREVIEW("integrate-dry-run"),
    /** What became of a run. */
    REPORT("report"),
    /** One thing that happened in a run, on a line. */
    RUN_EVENT("run-event"),
    /** What became of the wish to take landed work back. */
    ROLLBACK("rollback"),
    /** What coord keeps in a repository. */
    CLEAN("clean"),
    /** What would conflict among live work. */
    RADAR("radar"),
    /** How the demo went. */
    DEMO("demo"),
    /** What a store looks like. */
    DOCTOR("doctor"),
    /** That one of the protocol's files was edited. */
    EDIT("edit", "jq"),
    /** Which version of coord it is. */
    VERSION("version"),
    /** What went wrong, whatever was asked. */
    ERROR("error");

    /** The name of the member that says which kind a document is. */
    public static final String MEMBER = "format";

    private final String word;

    @SuppressWarnings("ImmutableEnumChecker") // List.of gives one that is
    private final List<String> commands;

    Format(String word, String... commands) {
        this.word = word;
        this.commands = List.of(commands);
    }

    /**
     * Finds the kind by its name, or by that of a command which answers with it.
     *
     * @param name as in {@code status}, {@code lock-list} or {@code lock acquire}
     * @return the kind, if there is one
     */
    public static Optional<Format> named(String name) {
        String wanted = name.replace(' ', '-');
        return Arrays.stream(values())
                .filter(format -> format.word.equals(wanted) || format.commands.contains(wanted))
                .findFirst();
    }

    /**
     * What {@link #named} finds.
     *
     * @return every name of every kind
     */
    public static List<String> names() {
        return Arrays.stream(values())
                .flatMap(format -> Stream.concat(Stream.of(format.word), format.commands.stream()))
                .toList();
    }

    /**
     * What its documents say in their first member.
     *
     * @return such as {@code coord.status/1}
     */
    public String id() {
        return "coord." + word + "/1";
    }

    /**
     * The JSON Schema of its documents, draft 2020-12.
     *
     * @return the text of the schema, which a line feed ends
     */
    public String schema() {
        return SchemaText.of(word);
    }
}
