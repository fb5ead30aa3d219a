"""Item models: windows onto the workspace, no copies."""
