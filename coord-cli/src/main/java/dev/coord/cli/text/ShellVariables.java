package dev.coord.cli.text;

import dev.coord.lock.Lease;
import java.util.ArrayList;
import java.util.List;

/**
 * Variables that a shell takes from what a command printed, by {@code eval} or line by line: each line begins with
 * its variable, and the last one hands all of them on to what that shell starts.
 */
public final class ShellVariables {

    private final List<String> names = new ArrayList<>();
    private final Page page = new Page();

    /** Adds one; {@code value} stands there as it is, so what a shell would read otherwise has to be quoted. */
    public ShellVariables with(String name, String value) {
        names.add(name);
        page.line(name + "=" + value);
        return this;
    }

    /** Adds what a lease is renewed, shown and proven by. */
    public ShellVariables with(Lease lease) {
        return with("COORD_LEASE", lease.id().toString())
                .with("COORD_TOKEN", Long.toString(lease.token().value()))
                .with("COORD_EXPIRES_AT", Words.time(lease.expiresAt()));
    }

    /** The lines; nothing can be added after it. */
    public Page lines() {
        return page.line("export " + String.join(" ", names));
    }
}
