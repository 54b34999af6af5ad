package dev.coord.content.list;

/** One of a list. Two of a list never have the same key; two of the same key are alike if their content is. */
interface Entry {

    /**
     * What it is known by.
     *
     * @return its name within the list
     */
    String key();

    /**
     * All of it that means something, comments included, without how it is laid out.
     *
     * @return its content
     */
    String content();
}
