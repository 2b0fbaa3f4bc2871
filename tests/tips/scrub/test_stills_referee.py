"""A second opinion on cleaned pictures: ExifTool finds nothing but how the pixels are packed."""

import json
import shutil
import subprocess

import pytest

from tests.samples_stills import DIRTY
from tests.tips.scrub.test_stills import scrubbed

pytestmark = [
    pytest.mark.filterwarnings("ignore::UserWarning"),
    pytest.mark.skipif(not shutil.which("exiftool"), reason="ExifTool is not installed"),
]
# Where the file is on this machine, what kind it is, and what ExifTool works out by itself.
ASIDE = ("SourceFile", "ExifTool:", "System:", "File:", "Composite:")
PACKING = {
    "AV1ConfigurationVersion", "AnimationFrames", "AnimationIterations", "AnimationLoopCount",
    "AnimationPlays", "BackgroundColor", "BitDepth", "BitsPerPixel", "BitsPerSample",
    "ChromaFormat", "ChromaSamplePosition", "ColorPrimaries", "ColorProfiles",
    "ColorResolutionDepth", "ColorType", "CompatibleBrands", "Compression", "Duration", "Filter",
    "FrameCount", "GIFVersion", "HandlerType", "HasColorMap", "HighBitDepth", "HorizontalScale",
    "ImageHeight", "ImagePixelDepth", "ImageSpatialExtent", "ImageWidth", "InitialDelaySamples",
    "Interlace", "JFIFVersion", "MajorBrand", "MatrixCoefficients", "MediaData",
    "MediaDataOffset", "MediaDataSize", "MinorVersion", "Palette", "PhotometricInterpretation",
    "PlanarConfiguration", "PrimaryItemReference", "ResolutionUnit", "RowsPerStrip",
    "SamplesPerPixel", "SeqLevelIdx0", "SeqProfile", "SeqTier0", "StripByteCounts",
    "StripOffsets", "TransferCharacteristics", "TransparentColor", "TwelveBit", "VP8Version",
    "VerticalScale", "WebP_Flags", "XResolution", "YResolution",
}  # fmt: skip


@pytest.mark.parametrize("name", DIRTY)
def test_exiftool_finds_only_how_pixels_are_packed(name, tmp_path):
    _sample, cleaned, _report = scrubbed(name)
    (tmp_path / "file").write_bytes(cleaned)
    command = ["exiftool", "-a", "-G1", "-ee", "-u", "-j", str(tmp_path / "file")]
    answer = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)[0]
    found = {tag.partition(":")[2] for tag in answer if not tag.startswith(ASIDE)}
    assert found - PACKING == set()
    assert "ExifTool:Warning" not in answer
