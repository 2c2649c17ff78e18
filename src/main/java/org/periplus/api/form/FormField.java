package org.periplus.api.form;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A field of a form: an input, or a part of one. What is not stated is null. Immutable.
 *
 * @param name of the input or the member; empty for an item of a list and an alternative
 * @param key tells the field from all others of the form; in an item of a list {@code {N}} stands
 *     for the number of the item, where N is how many lists are around the list
 * @param title as its author calls it
 * @param description what its author says of it; null where that is no more than the title
 * @param required whether a request must have it
 * @param secret whether nobody may see its value in records
 * @param initial the default, which stands in the field at first
 * @param limits what values may be
 * @param options the values of a {@link FieldKind#CHOICE}
 * @param mediaTypes what files, bytes and documents may be; any when there are none
 * @param parts the members of a record, the alternatives of an {@link FieldKind#EITHER}, or what
 *     each item of a list is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FormField(
    String name,
    String key,
    String title,
    String description,
    FieldKind kind,
    boolean required,
    boolean secret,
    JsonNode initial,
    FieldLimits limits,
    List<JsonNode> options,
    List<String> mediaTypes,
    List<FormField> parts) {}
