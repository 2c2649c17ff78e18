package org.periplus.api.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a method reads in the body of a request. It stands in the place of {@code Consumes}, with
 * which a server refuses other bodies before anybody can say what is taken.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Takes {
  BodyKind value();
}
