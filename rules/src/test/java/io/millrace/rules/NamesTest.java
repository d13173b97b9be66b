package io.millrace.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

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
                .and()
                .haveNameNotMatching("getRecords|getShardIterator|getVersion")
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage("io.millrace..")
                .should()
                .bePublic()
                .allowEmptyShould(true)
                .check(Product.CLASSES);
    }
}
