"""Presets for an image to draw or paint on: boxes, outlines, points, surfaces, single things."""

from ouvrage.base.words import N_
from ouvrage.taskui.presets.preset import Option, Preset, PresetColumn

_IMAGE = PresetColumn("image", N_("The image: a file name, or an address"))
_THINGS = (
    Option("person", N_("A person")),
    Option("animal", N_("An animal")),
    Option("object", N_("An object")),
)

IMAGE_PRESETS: tuple[Preset, ...] = (
    Preset(
        key="image_boxes",
        title=N_("Boxes in an image"),
        description=N_("People draw a box around each thing of a kind, and say which it is."),
        question=N_("Where are persons, animals and objects in this image?"),
        columns=(_IMAGE,),
        texts={},
        options=_THINGS,
        options_min=1,
        samples=({"image": "street-1.jpg"}, {"image": "https://example.org/street 2.jpg"}),
    ),
    Preset(
        key="image_outlines",
        title=N_("Outlines in an image"),
        description=N_("People draw the outline of each thing of a kind, corner by corner."),
        question=N_("Which outlines do persons, animals and objects have in this image?"),
        columns=(_IMAGE,),
        texts={},
        options=_THINGS,
        options_min=1,
        samples=({"image": "roof-1.jpg"},),
    ),
    Preset(
        key="image_points",
        title=N_("Points in an image"),
        description=N_("People place named points in an image, such as eyes and nose."),
        question=N_("Where are eyes, nose and mouth in this image?"),
        columns=(_IMAGE,),
        texts={},
        options=(
            Option("left eye", N_("Left eye")),
            Option("right eye", N_("Right eye")),
            Option("nose", N_("Nose")),
            Option("mouth", N_("Mouth")),
        ),
        options_min=1,
        samples=({"image": "face-1.jpg"},),
    ),
    Preset(
        key="image_surfaces",
        title=N_("Surfaces of an image, to the pixel"),
        description=N_("People paint which parts of an image show what."),
        question=N_("Which parts of this image are road, buildings and sky?"),
        columns=(_IMAGE,),
        texts={},
        options=(
            Option("road", N_("Road")),
            Option("building", N_("Buildings")),
            Option("sky", N_("Sky")),
        ),
        options_min=1,
        samples=({"image": "street-1.jpg"},),
    ),
    Preset(
        key="image_instances",
        title=N_("Each thing of an image, to the pixel"),
        description=N_("People paint each thing of a kind by itself, to the pixel."),
        question=N_("Which pixels belong to each person, animal and object?"),
        columns=(_IMAGE,),
        texts={},
        options=_THINGS,
        options_min=1,
        samples=({"image": "street-1.jpg"},),
    ),
)
