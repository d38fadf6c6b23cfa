"""Made-up pictures that say of themselves what they are told to.

In:  a form, a word.
Out: the bytes of a file.
"""

import io

from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

WHERE_TAKEN, ARTIST, DESCRIPTION, CAMERA_NOTES = 0x8825, 0x013B, 0x010E, 0x927C


def draw_picture(size: tuple[int, int] = (24, 16), colour: str = "darkgreen") -> Image.Image:
    """Return a picture of a plain colour with a line across it."""
    picture = Image.new("RGB", size, colour)
    ImageDraw.Draw(picture).line([(0, 0), size], fill="white")
    return picture


def write_picture(picture: Image.Image, form: str, **said: object) -> bytes:
    """Return the picture as a file that says of itself what it is told to."""
    target = io.BytesIO()
    picture.save(target, form, **said)
    return target.getvalue()


def write_telling_picture(form: str, word: str) -> bytes:
    """Return a picture with the word in every place in which its form can say something of itself."""
    exif = Image.Exif()
    exif[ARTIST] = exif[DESCRIPTION] = word
    exif[CAMERA_NOTES] = word.encode()
    exif.get_ifd(WHERE_TAKEN).update({1: "N", 2: (51.0, 30.0, 0.0), 29: word})
    said: dict[str, object] = {"exif": exif}
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    said["icc_profile"] = profile + word.encode()
    if form == "PNG":
        chunks = PngImagePlugin.PngInfo()
        chunks.add_text("Comment", word)
        chunks.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{word}</x:xmpmeta>")
        chunks.add_text("Author", word, zip=False)
        said["pnginfo"] = chunks
    else:
        said["xmp"] = f"<x:xmpmeta>{word}</x:xmpmeta>".encode()
        said |= {"comment": word.encode()} if form == "JPEG" else {}
    return write_picture(draw_picture(), form, **said) + word.encode()
