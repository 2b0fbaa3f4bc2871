"""What ExifTool may say of a clean file: how it is built, and nothing of who made it.

Everything that is not here is a finding. A new format adds its tags of structure, never a tag that
holds words, dates, places or numbers of a device.
"""

import re

# Tags that only describe the structure, whatever their value.
_STRUCTURE = re.compile(
    r"ExifTool:ExifToolVersion|System:\w+|Composite:(ImageSize|Megapixels|AvgBitrate|Rotation"
    r"|Duration)|File:(FileType|FileTypeExtension|MIMEType|ImageWidth|ImageHeight|EncodingProcess"
    r"|BitsPerSample|ColorComponents|YCbCrSubSampling|MIMEEncoding|ByteOrderMark|Newlines"
    r"|LineCount|WordCount)|JFIF:(JFIFVersion|ResolutionUnit|XResolution|YResolution)"
    r"|PNG:(ImageWidth|ImageHeight|BitDepth|ColorType|Compression|Filter|Interlace|Palette"
    r"|Transparency|Animation\w+|SRGBRendering)"
    r"|RIFF:(ImageWidth|ImageHeight|WebP_Flags|Animation\w+|BackgroundColor|FrameCount|Duration"
    r"|VP8\w*|Horizontal\w+|Vertical\w+|AlphaIsUsed|NumChannels|SampleRate|AvgBytesPerSec"
    r"|BitsPerSample|Encoding)"
    r"|GIF:(GIFVersion|ImageWidth|ImageHeight|HasColorMap|ColorResolutionDepth|BitsPerPixel"
    r"|BackgroundColor|FrameCount|Duration|AnimationIterations|TransparentColor)"
    r"|ZIP:Zip(RequiredVersion|BitFlag|Compression|CRC|CompressedSize|UncompressedSize)"
    r"|PDF:(PDFVersion|PageCount|Linearized)|FLAC:MD5Signature"
    r"|QuickTime:(MediaData|MajorBrand|CompatibleBrands|MinorVersion|MatrixStructure"
    r"|ColorProfiles|HandlerType|ImagePixelDepth|ImageSpatialExtent)|Meta:PrimaryItemReference"
    r"|File:ExifByteOrder|IFD\d:(BitsPerSample|Compression|ImageHeight|ImageWidth|RowsPerStrip"
    r"|PhotometricInterpretation|PlanarConfiguration|SamplesPerPixel|StripByteCounts|StripOffsets)"
    r"|Matroska:(DocType|SeekID|Matroska_0x\w+)"
    r"|Track\d:(AVCConfiguration|ChunkOffset|CodecID|CodecPrivate|CompositionTimeToSample"
    r"|HandlerType|AudioFormat|MatrixStructure|Matroska_0x\w+|OpColor|PixelAspectRatio"
    r"|SampleGroupDescription|SampleSizes|SampleToChunk|SampleToGroup|SyncSampleTable"
    r"|TimeToSampleTable|Unknown_(edts|esds|hvcC|btrt|av1C|vpcC|dOps))"
)
# Numbers in these groups are sizes, rates and offsets, unless their name says otherwise.
_NUMBERS = re.compile(r"(QuickTime|Track\d|Matroska|FLAC|MPEG|Opus|Vorbis):\w+")
_TELLING = re.compile(r"gps|location|latitude|longitude|altitude|serial|date|uid", re.I)
# Tags that may stand with these values alone: nothing, or the same for everybody.
_EMPTY = (
    (r"ZIP:ZipModifyDate", r"1980:01:01 00:00:00|1980:00:00 00:00:00"),
    (r"ZIP:ZipFileName", r"file-\d{3}\.\w+|mimetype|\[Content_Types\]\.xml"),
    (r"(QuickTime|Track\d):(Create|Modify|\w+Create|\w+Modify)Date", r"0000:00:00 00:00:00"),
    (r"(Matroska|Vorbis):(MuxingApp|WritingApp|Vendor)|Track\d:TrackUID", r"\s*|\x00|\x01|\x02"),
    (r"Track\d:(MediaLanguageCode|TrackLanguage)", r"und"),
    (r"Track\d:CompressorID", r"avc1|hvc1|av01|vp09"),
    (r"ExifTool:Error", r"Unknown file type"),  # AMR, which ExifTool does not read
)


def is_harmless(tag, value):
    """Tell whether a tag such as "QuickTime:Duration" with its value identifies nobody."""
    if _STRUCTURE.fullmatch(tag):
        return True
    if _NUMBERS.fullmatch(tag) and isinstance(value, int | float) and not _TELLING.search(tag):
        return True
    return any(
        re.fullmatch(tags, tag) and re.fullmatch(values, str(value)) for tags, values in _EMPTY
    )
