/**
 * CWL parameter references and expressions. References are evaluated without JavaScript; the rest
 * runs in a sandboxed Rhino with limits of time, memory and depth. Uses {@link
 * org.periplus.cwl.model} only. Begin reading at {@link
 * org.periplus.cwl.expression.ExpressionEngine}.
 */
package org.periplus.cwl.expression;
