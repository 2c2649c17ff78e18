{
  "cwlVersion": "v1.2",
  "class": "CommandLineTool",
  "baseComand": "echo",
  "inputs": {"x": {"type": "strin"}},
  "outputs": {"o": {"type": "File", "outputBinding": {"glob": 5}}}
}
