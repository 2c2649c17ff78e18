package org.periplus.staging.stac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.periplus.staging.Published;

class StacExtentTest {

  private final StacExtent extent = new StacExtent();

  @Test
  void isTheWorldAndAllTimeWithoutItems() throws Exception {
    assertThat(bbox()).isEqualTo(Published.json("[-180.0, -90.0, 180.0, 90.0]"));
    assertThat(interval()).isEqualTo(Published.json("[null, null]"));
  }

  @Test
  void takesTheBoxFromTheGeometryAndGivesItToTheItem() throws Exception {
    ObjectNode item =
        item(
            "{'geometry': {'type': 'Polygon', 'coordinates':"
                + " [[[1, 2], [3, 2], [3, 5], [1, 5], [1, 2]]]}}");
    extent.add(item);

    assertThat(item.path("bbox")).isEqualTo(Published.json("[1.0, 2.0, 3.0, 5.0]"));
    assertThat(bbox()).isEqualTo(item.path("bbox"));
  }

  @Test
  void readsBoxesWithHeights() throws Exception {
    extent.add(item("{'bbox': [1, 2, -100, 3, 4, 900]}"));

    assertThat(bbox()).isEqualTo(Published.json("[1.0, 2.0, 3.0, 4.0]"));
  }

  @Test
  void crossesTheAntimeridianWithItsItems() throws Exception {
    extent.add(item("{'bbox': [178, -20, -179, -10]}"));
    extent.add(item("{'bbox': [170, -18, 175, -15]}"));
    extent.add(item("{'bbox': [-178, -18, -170, -15]}"));

    assertThat(bbox()).isEqualTo(Published.json("[170.0, -20.0, -170.0, -10.0]"));
  }

  @Test
  void takesRangesOfTime() throws Exception {
    extent.add(
        item(
            "{'properties': {'datetime': null, 'start_datetime': '2020-01-01T00:00:00Z',"
                + " 'end_datetime': '2020-12-31T23:59:59.5Z'}}"));
    extent.add(item("{'properties': {'datetime': '2020-06-01T00:00:00Z'}}"));

    assertThat(interval())
        .isEqualTo(Published.json("['2020-01-01T00:00:00Z', '2020-12-31T23:59:59.500Z']"));
  }

  @Test
  void namesTheItemWhoseTimeOrBoxIsBroken() {
    assertThatThrownBy(() -> extent.add(item("{'properties': {'datetime': 'yesterday'}}")))
        .hasMessage("the datetime of item 'i' is not an RFC 3339 time: 'yesterday'");
    assertThatThrownBy(() -> extent.add(item("{'bbox': [1, 2, 3]}")))
        .hasMessage("the bbox of item 'i' is not four or six numbers");
  }

  private static ObjectNode item(String members) throws Exception {
    return ((ObjectNode) Published.json(members)).put("id", "i");
  }

  private JsonNode bbox() {
    return extent.toJson().at("/spatial/bbox/0");
  }

  private JsonNode interval() {
    return extent.toJson().at("/temporal/interval/0");
  }
}
