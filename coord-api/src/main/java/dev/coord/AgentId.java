package dev.coord;

import dev.coord.CoordinationException.BadInput;

/**
 * Name of an agent: one to 200 characters, none of them a control character. Specification 2.2.
 *
 * @param value the name
 */
public record AgentId(String value) implements Comparable<AgentId> {

    private static final int LONGEST = 200;

    /**
     * Checks the form.
     *
     * @throws BadInput if the name is blank, too long or holds a control character
     */
    public AgentId {
        if (value.isBlank() || value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl)) {
            throw new BadInput(
                    "agent id is not allowed; use one to " + LONGEST + " characters, none a control character");
        }
    }

    @Override
    public int compareTo(AgentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
