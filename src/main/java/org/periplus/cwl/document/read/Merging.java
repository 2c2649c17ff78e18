package org.periplus.cwl.document.read;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.periplus.cwl.model.LinkMerge;
import org.periplus.cwl.model.PickValue;

/**
 * How the sources of a step input or a workflow output become one value.
 *
 * @param merged whether they become a list: there are several, or {@code linkMerge} is given, or
 *     all that are not null of a list are picked
 */
record Merging(
    List<String> sources, boolean merged, LinkMerge linkMerge, Optional<PickValue> pickValue) {

  private static final String ALL = "all_non_null";
  private static final Map<String, LinkMerge> METHODS = methods();
  private static final Map<String, PickValue> PICKS = picks();

  private static Map<String, LinkMerge> methods() {
    Map<String, LinkMerge> methods = new LinkedHashMap<>();
    methods.put("merge_nested", LinkMerge.MERGE_NESTED);
    methods.put("merge_flattened", LinkMerge.MERGE_FLATTENED);
    return Collections.unmodifiableMap(methods);
  }

  private static Map<String, PickValue> picks() {
    Map<String, PickValue> picks = new LinkedHashMap<>();
    picks.put("first_non_null", PickValue.FIRST_NON_NULL);
    picks.put("the_only_non_null", PickValue.THE_ONLY_NON_NULL);
    picks.put(ALL, PickValue.ALL_NON_NULL);
    return Collections.unmodifiableMap(picks);
  }

  private static boolean isMerged(Fields fields, String sourceField) {
    boolean allOfList =
        fields.isList(sourceField) && fields.text("pickValue").filter(ALL::equals).isPresent();
    return fields.list(sourceField).size() > 1 || fields.has("linkMerge") || allOfList;
  }

  static Merging of(Fields fields, String sourceField, Links links) {
    List<String> sources = links.read(fields, sourceField);
    return new Merging(
        sources,
        isMerged(fields, sourceField),
        fields.choice("linkMerge", METHODS).orElse(LinkMerge.MERGE_NESTED),
        fields.choice("pickValue", PICKS));
  }
}
