"""Cancel tokens, progress and runners: how long work is started, watched and stopped."""
