package io.millrace.rules;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Names that say nothing are not used.
class NamesTest {
    @Test
    void noClassIsNamedAfterNothing() {
        noClasses()
                .should()
                .haveNameMatching(
                        ".*\\.(Abstract\\w*|\\w*(Utils?|Helpers?|Managers?|Common|Base|Impl))")
                .check(Product.CLASSES);
    }

    @Test
    void noPackageIsABag() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..util..", "..utils..", "..common..", "..helper..", "..impl..", "..misc..")
                .check(Product.CLASSES);
    }

    @Test
    void accessorsDoWithoutGet() {
        noMethods()
                .that()
                .haveNameMatching("get[A-Z].*")
                .and(describe("are of our own making", NamesTest::isOurs))
                .and()
                .haveNameNotMatching("getRecords|getShardIterator")
                .should()
                .bePublic()
                .allowEmptyShould(true)
                .check(Product.CLASSES);
    }

    /// Whether no type of a library, whose names we cannot choose, asks for the method.
    private static boolean isOurs(JavaMethod method) {
        JavaClass owner = method.getOwner();
        return Stream.concat(
                        owner.getAllRawInterfaces().stream(),
                        owner.getAllRawSuperclasses().stream())
                .filter(type -> !type.getPackageName().startsWith("io.millrace"))
                .flatMap(type -> type.getMethods().stream())
                .noneMatch(inherited -> inherited.getName().equals(method.getName()));
    }
}
