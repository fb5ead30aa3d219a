"""DICOM files: finding, reading, grouping, assembling and writing them."""
