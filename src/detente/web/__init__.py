"""The workbench as pages: a door like the command line; it parses, calls workbench functions, and shows what they return."""
