package org.periplus.batch.staging;

import com.fasterxml.jackson.databind.JsonNode;

/** The Files and Directories that an input object refers to. */
public final class InputReferences {

  private InputReferences() {}

  /** Whether anything in the inputs is a File or a Directory. */
  public static boolean in(JsonNode inputs) {
    String type = inputs.path("class").asText();
    if (type.equals("File") || type.equals("Directory")) {
      return true;
    }
    for (JsonNode child : inputs) {
      if (in(child)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a File or a Directory in the inputs is somewhere else than on this machine. */
  public static boolean remoteIn(JsonNode inputs) {
    String location = inputs.path("location").asText();
    if (location.matches("(https?|data|s3):.*")) {
      return true;
    }
    for (JsonNode child : inputs) {
      if (remoteIn(child)) {
        return true;
      }
    }
    return false;
  }
}
