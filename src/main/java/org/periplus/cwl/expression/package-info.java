/**
 * CWL parameter references and expressions. References are evaluated without JavaScript; the rest
 * runs in QuickJS, which is WebAssembly compiled to Java: it can reach its own memory and nothing
 * else, with limits of time and memory. Uses {@link org.periplus.cwl.model} only. Begin reading at
 * {@link org.periplus.cwl.expression.ExpressionEngine}.
 */
package org.periplus.cwl.expression;
