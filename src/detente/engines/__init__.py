"""The engines: pure functions of arrays and plain frozen records. No engine knows a source, a file, a clock or another engine."""
