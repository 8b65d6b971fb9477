"""What an answer that was drawn or painted can be refused for; `place` counts from 1."""

from ouvrage.base.errors import Refusal


class TooManyShapes(Refusal):
    """There are {count} shapes; {most} are possible. Remove some."""

    code = "too_many_shapes"


class ShapeIncomplete(Refusal):
    """Shape {place} lacks points, or its places are no numbers. Draw it again."""

    code = "shape_incomplete"


class ShapeOutsideImage(Refusal):
    """Shape {place} reaches out of the image. Move it inside."""

    code = "shape_outside_image"


class ShapeLabelUnknown(Refusal):
    """Shape {place} has the label "{label}", which is not offered. Choose one of those shown."""

    code = "shape_label_unknown"


class MaskEntryEmpty(Refusal):
    """Number {place}, "{label}", has no pixel. Paint it, or remove it."""

    code = "mask_entry_empty"


class MaskTooLarge(Refusal):
    """The image has more than {most} pixels, too many to paint on."""

    code = "mask_too_large"


class TooManySegments(Refusal):
    """There are {count} segments; {most} are possible. Join or delete some."""

    code = "too_many_segments"


class SegmentOutsideRecording(Refusal):
    """Segment {place} does not begin before it ends within the recording. Correct its times."""

    code = "segment_outside_recording"


class SegmentLabelUnknown(Refusal):
    """Segment {place} has the label "{label}", which is not offered. Choose one of those shown."""

    code = "segment_label_unknown"


class SegmentWithoutText(Refusal):
    """Segment {place} has no text. Write what is said in it, or delete it."""

    code = "segment_without_text"
