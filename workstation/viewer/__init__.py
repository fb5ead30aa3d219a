"""Drawing: camera, slice viewports, layers, text. Knows nothing of tools or panels."""
