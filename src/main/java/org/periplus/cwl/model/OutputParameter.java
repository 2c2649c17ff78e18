package org.periplus.cwl.model;

/** What every output of a process has. */
public sealed interface OutputParameter permits ToolOutput, WorkflowOutput {

  String id();

  Documentation documentation();

  CwlType type();

  SourceLocation location();
}
