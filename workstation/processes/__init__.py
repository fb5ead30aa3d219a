"""Work elsewhere: started, spoken with, bounded, watched and ended, in one place."""
