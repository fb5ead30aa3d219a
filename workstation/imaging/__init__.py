"""Pure array functions: grey scale, planes, reslicing, resampling, compositing."""
