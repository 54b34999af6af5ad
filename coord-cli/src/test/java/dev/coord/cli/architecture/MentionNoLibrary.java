package dev.coord.cli.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Looks at supertypes and at the types of public and protected members, type arguments included. */
final class MentionNoLibrary extends ArchCondition<JavaClass> {
    private static final List<String> LIBRARIES =
            List.of("com.fasterxml.jackson.", "tools.jackson.", "org.jgrapht.", "picocli.");

    MentionNoLibrary() {
        super("mention no type of Jackson, JGraphT or picocli in a signature");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        Stream<JavaType> supertypes = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
        report(type.getDescription(), supertypes, events);
        type.getMembers().stream()
                .filter(member -> isOpen(member.getModifiers()))
                .forEach(member -> report(member.getDescription(), signature(member), events));
    }

    static boolean isOpen(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaType> signature(JavaMember member) {
        return member.getAllInvolvedRawTypes().stream().map(JavaType.class::cast);
    }

    private static void report(String where, Stream<? extends JavaType> types, ConditionEvents events) {
        types.flatMap(type -> type.getAllInvolvedRawTypes().stream())
                .map(JavaClass::getName)
                .filter(name -> LIBRARIES.stream().anyMatch(name::startsWith))
                .forEach(name -> events.add(SimpleConditionEvent.violated(name, where + " mentions " + name)));
    }
}
