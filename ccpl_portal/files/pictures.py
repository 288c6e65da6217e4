"""Pictures are drawn again, so that nothing but what can be seen is kept."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageOps

MOST_PIXELS = 20_000_000
LONGEST_SIDE = 2000
FORMATS = {"png": "PNG", "jpg": "JPEG"}


def redrawn(upload, kind, longest_side=LONGEST_SIDE):
    """Return the picture alone, without place, camera or owner, and its width and height."""
    upload.seek(0)
    try:
        with Image.open(upload, formats=[FORMATS[kind]]) as picture:
            # The header alone has been read so far.
            if picture.width * picture.height > MOST_PIXELS:
                raise too_large()
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((longest_side, longest_side))
            return saved(upright, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_large() from error
    except (OSError, SyntaxError, ValueError) as error:
        raise ValidationError("The picture is damaged. Save it again", code="damaged") from error


def too_large():
    return ValidationError(
        f"The picture must have fewer than {MOST_PIXELS // 1_000_000} million pixels",
        code="too_large",
    )


def saved(picture, kind):
    # A fresh picture has none of the other's notes.
    if kind == "jpg":
        plain, options = picture.convert("RGB"), {"quality": 85, "optimize": True}
    else:
        has_holes = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
        plain, options = picture.convert("RGBA" if has_holes else "RGB"), {"optimize": True}
    fresh = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    target = BytesIO()
    fresh.save(target, FORMATS[kind], **options)
    return ContentFile(target.getvalue()), fresh.size
