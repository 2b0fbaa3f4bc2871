"""Dirty Office documents, built by hand: a mark of its own in every place that can name a sender.

`keeps` are words that a reader of the document sees, and must still see.
"""

import io
import zipfile
from dataclasses import dataclass

from tests.samples import Sample, dirty_jpeg, dirty_png
from tests.tips.planted import Marks

OFFICE = "application/vnd.openxmlformats-officedocument."
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = RELATIONS.rstrip("/")
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:a="{A}" xmlns:pic="{PIC}" xmlns:wp="{WP}"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


@dataclass
class Paper(Sample):
    """A document, and the words that must stay."""

    keeps: tuple[str, ...] = ()


class Says:
    """Hands out marks as text."""

    def __init__(self):
        self.marks = Marks()

    def __call__(self, place):
        return self.marks(place).decode()


def packed(parts, says=None, first=()):
    """Return a zip of the parts; with marks in its dates' company where `says` is given."""
    with zipfile.ZipFile(out := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, (2024, 5, 31, 2, 3, 4))
            entry.compress_type = zipfile.ZIP_STORED if name in first else zipfile.ZIP_DEFLATED
            if says and name not in first:
                extra = says("extra").encode()
                entry.extra = b"\xfe\xca" + len(extra).to_bytes(2, "little") + extra
                entry.comment = says("membercomment").encode()
            archive.writestr(entry, data)
        archive.comment = says("zipcomment").encode() if says else b""
    return out.getvalue() + (says("afterzip").encode() if says else b"")


def relations(*made):
    """Return a .rels part of (id, kind, target) and (id, kind, target, "External")."""
    inside = "".join(
        f'<Relationship Id="{key}" Type="{kind if ":" in kind else RELATIONS + kind}"'
        f' Target="{target}"{" TargetMode=" + chr(34) + mode[0] + chr(34) if mode else ""}/>'
        for key, kind, target, *mode in made
    )
    return (
        f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}relationships">'
        f"{inside}</Relationships>"
    )


def types(*overrides):
    """Return [Content_Types].xml for (part, content type) pairs."""
    inside = "".join(
        f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in overrides
    )
    defaults = "".join(
        f'<Default Extension="{ending}" ContentType="{kind}"/>'
        for ending, kind in {
            "rels": "application/vnd.openxmlformats-package.relationships+xml",
            "xml": "application/xml",
            "png": "image/png",
            "jpeg": "image/jpeg",
            "bin": "application/octet-stream",
            "vml": "application/vnd.openxmlformats-officedocument.vmlDrawing",
        }.items()
    )
    return f'<?xml version="1.0"?><Types xmlns="{PACKAGE}content-types">{defaults}{inside}</Types>'


def properties(says):
    """Return the parts about the document as a whole, and their relationships."""
    core = (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dc:title>{says('title')}</dc:title><dc:creator>{says('creator')}</dc:creator>"
        f"<cp:lastModifiedBy>{says('modifiedby')}</cp:lastModifiedBy>"
        f"<dcterms:created>{says('created')}</dcterms:created></cp:coreProperties>"
    )
    extended = "http://schemas.openxmlformats.org/officeDocument/2006/"
    app = (
        f'<Properties xmlns="{extended}extended-properties"><Company>{says("company")}</Company>'
        f"<Template>{says('template')}</Template><Manager>{says('manager')}</Manager></Properties>"
    )
    custom = (
        f'<Properties xmlns="{extended}custom-properties"><property name="MSIP_Label">'
        f"<x>{says('sensitivity')}</x></property></Properties>"
    )
    parts = {
        "docProps/core.xml": core,
        "docProps/app.xml": app,
        "docProps/custom.xml": custom,
        "docProps/thumbnail.jpeg": planted_jpeg(says),
        "customXml/item1.xml": f"<a>{says('customxml')}</a>",
        "orphan.xml": f"<a>{says('orphan')}</a>",
    }
    made = (
        ("rId91", PACKAGE + "relationships/metadata/core-properties", "docProps/core.xml"),
        ("rId92", "extended-properties", "docProps/app.xml"),
        ("rId93", "custom-properties", "docProps/custom.xml"),
        ("rId94", PACKAGE + "relationships/metadata/thumbnail", "docProps/thumbnail.jpeg"),
    )
    return parts, made


def planted_jpeg(says):
    """Return a dirty JPEG whose marks are to be looked for as well."""
    sample = dirty_jpeg()
    says.marks.extend(sample.marks)
    return sample.data


def planted_png(says):
    sample = dirty_png()
    says.marks.extend(sample.marks)
    return sample.data


def picture(relation, says):
    """Return a picture in a line of Word, with names and descriptions where programs put them."""
    return (
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent '
        'cx="914400" cy="609600"/>'
        f'<wp:docPr id="7" name="{says("docprname")}" '
        f'descr="C:\\Users\\{says("docprdescr")}.jpg" title="{says("docprtitle")}">'
        f'<a:hlinkClick r:id="rIdLink"/></wp:docPr>'
        f'<a:graphic><a:graphicData uri="{PIC}"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="8" name="{says("picname")}.jpg" descr="{says("picdescr")}"/>'
        "<pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}" r:link="rIdFile"><a:extLst>'
        f'<a:ext uri="{says("exturi")}"/></a:extLst></a:blip>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="914400" cy="609600"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic>"
        "</wp:inline></w:drawing>"
    )


def run(text, properties=""):
    return f"<w:r>{properties}<w:t>{text}</w:t></w:r>"


def paragraph(*inside, properties=""):
    return f"<w:p>{properties}{''.join(inside)}</w:p>"
