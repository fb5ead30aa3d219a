"""NIfTI and NRRD: images and masks in and out. RAS exists only inside this package."""
