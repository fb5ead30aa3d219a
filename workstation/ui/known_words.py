"""Words that lower parts of the program say in English and the window shows translated."""

from __future__ import annotations

from workstation.viewer.language import mark

TIMES = (
    mark("Temporal Position Time Offset"),
    mark("Trigger Time"),
    mark("Frame Reference Time"),
    mark("Nominal Percentage of Cardiac Phase"),
    mark("Nominal Percentage of Respiratory Phase"),
    mark("Series Description"),
    mark("Temporal Position and Temporal Resolution"),
    mark("Frame Reference DateTime"),
    mark("Acquisition Time"),
    mark("Frame Time"),
    mark("Frame Time Vector"),
    mark("Cine Rate"),
    mark("Actual Frame Duration"),
    mark("not stated in the file"),
)
STATES = (
    mark("the subtraction of a mask"),
    mark("a segmented palette"),
    mark("an unknown VOI LUT Function"),
)
STATUSES = (mark("proposed"), mark("accepted"), mark("edited"), mark("rejected"))
HINTS = (
    mark("Check the file; `lightbox scan PATH` says what is there."),
    mark("Ask the sender for the series again; other series stay usable."),
    mark("The file may be damaged; ask the sender for it again."),
    mark("The geometry badge names the files and the reasons."),
    mark("Choose the mask that was made on this image, or export it again."),
    mark("`lightbox risk --list` describes every input."),
    mark("Choose another folder."),
    mark("`lightbox plugins check` tells what is wrong with a plugin."),
    mark("Review the findings, then write the report again."),
)
