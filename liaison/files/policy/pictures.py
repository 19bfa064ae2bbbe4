"""Pictures are drawn again before anyone sees them: no metadata, upright, of bounded size."""

import io
import warnings
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from liaison.files.states import Reason

# a camera of today has 24 million; what claims more is refused before it is unfolded
PIXELS: Final = 40_000_000
# enough to read a scanned page
SHOWN: Final = (2400, 2400)
THUMBNAIL: Final = (240, 240)
QUALITY: Final = 88
FORMATS: Final = ("PNG", "JPEG", "WEBP")


class PictureRefused(Exception):
    """A picture that must not be taken.

    Attributes:
        reason: why.
    """

    def __init__(self, reason: Reason) -> None:
        """Keep why."""
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Drawn:
    """A picture drawn anew.

    Attributes:
        media_type: `image/png` or `image/jpeg`.
        picture: bytes to look at.
        thumbnail: the same, small, of the same type.
    """

    media_type: str
    picture: bytes
    thumbnail: bytes


def draw(content: bytes) -> Drawn:
    """Draw a picture again.

    Args:
        content: PNG, JPEG or WebP.

    Raises:
        PictureRefused: more pixels than we unfold, or not a whole picture.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as source:
                if source.width * source.height > PIXELS:
                    raise PictureRefused(Reason.PICTURE_SIZE)
                # a JPEG is unfolded at the size it is needed in
                source.draft("RGB", SHOWN)
                upright = ImageOps.exif_transpose(source)
                return _drawn(upright)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureRefused(Reason.PICTURE_SIZE) from error
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        MemoryError,
        TypeError,
        IndexError,
        KeyError,
        OverflowError,
    ) as error:
        # Pillow meets hostile pictures with these
        raise PictureRefused(Reason.DAMAGED) from error


def _drawn(source: Image.Image) -> Drawn:
    clear = source.has_transparency_data
    flat = source.convert("RGBA" if clear else "RGB")
    # a new picture: nothing that hung on the old one comes along
    flat.thumbnail(SHOWN)
    picture = _bytes(flat, clear=clear)
    flat.thumbnail(THUMBNAIL)
    return Drawn("image/png" if clear else "image/jpeg", picture, _bytes(flat, clear=clear))


def _bytes(picture: Image.Image, *, clear: bool) -> bytes:
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    out = io.BytesIO()
    if clear:
        bare.save(out, "PNG")
    else:
        bare.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
