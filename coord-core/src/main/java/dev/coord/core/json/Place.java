package dev.coord.core.json;

import org.jspecify.annotations.Nullable;

/** The place of a value in a document; only a failure makes text of it. */
final class Place {

    static final Place ROOT = new Place(null, "", 0);

    private final @Nullable Place parent;
    private final String field;
    private final int index;

    private Place(@Nullable Place parent, String field, int index) {
        this.parent = parent;
        this.field = field;
        this.index = index;
    }

    Place field(String name) {
        return new Place(this, name, 0);
    }

    Place item(int number) {
        return new Place(this, "", number);
    }

    /** The JSON pointer. */
    @Override
    public String toString() {
        return parent == null ? "" : parent + "/" + (field.isEmpty() ? Integer.toString(index) : field);
    }
}
