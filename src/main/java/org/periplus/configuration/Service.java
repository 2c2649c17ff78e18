package org.periplus.configuration;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Singleton;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * A bean of which the server has one instance. Its scope has no proxies, so that the class needs no
 * second constructor, and its fields can be final: docs/decisions/0047. Resources and providers of
 * Jakarta REST are {@code @ApplicationScoped} instead.
 */
@Stereotype
@Singleton
@Documented
@Target(TYPE)
@Retention(RUNTIME)
public @interface Service {}
