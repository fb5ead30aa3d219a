"""Series in time: phases, playback, joined series."""
