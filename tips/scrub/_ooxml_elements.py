"""Elements of Office Open XML that a cleaned document may have; all others are left out.

Names as in ISO/IEC 29500-1 (transitional) and Microsoft's drawing extensions, by usual prefix.
What holds names, dates, revisions, comments, addresses, programs or data sources is not here.
"""

_MICROSOFT = "http://schemas.microsoft.com/office/"
_OPEN_XML = "http://schemas.openxmlformats.org/"
NAMESPACES = {
    "w": _OPEN_XML + "wordprocessingml/2006/main",
    "a": _OPEN_XML + "drawingml/2006/main",
    "p": _OPEN_XML + "presentationml/2006/main",
    "x": _OPEN_XML + "spreadsheetml/2006/main",
    "c": _OPEN_XML + "drawingml/2006/chart",
    "cdr": _OPEN_XML + "drawingml/2006/chartDrawing",
    "dgm": _OPEN_XML + "drawingml/2006/diagram",
    "pic": _OPEN_XML + "drawingml/2006/picture",
    "xdr": _OPEN_XML + "drawingml/2006/spreadsheetDrawing",
    "wp": _OPEN_XML + "drawingml/2006/wordprocessingDrawing",
    "m": _OPEN_XML + "officeDocument/2006/math",
    "r": _OPEN_XML + "officeDocument/2006/relationships",
    "mc": _OPEN_XML + "markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word",
    "wps": _MICROSOFT + "word/2010/wordprocessingShape",
    "wpg": _MICROSOFT + "word/2010/wordprocessingGroup",
    "wpc": _MICROSOFT + "word/2010/wordprocessingCanvas",
    "dsp": _MICROSOFT + "drawing/2008/diagram",
    "a14": _MICROSOFT + "drawing/2010/main",
}
# The strict form of the standard has other addresses for the same things.
_STRICT = {
    b"http://purl.oclc.org/ooxml/" + old: NAMESPACES[new].encode()
    for old, new in {
        b"wordprocessingml/main": "w", b"drawingml/main": "a", b"presentationml/main": "p",
        b"spreadsheetml/main": "x", b"drawingml/chartDrawing": "cdr", b"drawingml/chart": "c",
        b"drawingml/diagram": "dgm", b"drawingml/picture": "pic",
        b"drawingml/spreadsheetDrawing": "xdr", b"drawingml/wordprocessingDrawing": "wp",
        b"officeDocument/math": "m", b"officeDocument/relationships": "r",
    }.items()
}  # fmt: skip
PREFIXES = {address: prefix for prefix, address in NAMESPACES.items()}


def transitional(data: bytes) -> bytes:
    """Return a part with the addresses of the transitional form, whichever it was saved in."""
    if b"http://purl.oclc.org/ooxml/" in data:
        for old, new in _STRICT.items():
            data = data.replace(old, new)
    return data


_WORDS = {
    "w": """
        abstractNum abstractNumId adjustLineHeightInTable adjustRightInd alignBordersAndEdges
        alignTablesRowByRow allowSpaceOfSameStyleInTable applyBreakingRules autoFormatOverride
        autoHyphenation autoRedefine autoSpaceDE autoSpaceDN autoSpaceLikeWord95
        autofitToFirstFixedWidthCell b bCs background balanceSingleByteDoubleByteWidth bar basedOn
        bdr between bidi bidiVisual body bookFoldPrintingSheets bookFoldRevPrinting bookmarkEnd
        bookmarkStart bordersDoNotSurroundFooter bordersDoNotSurroundHeader bottom br
        cachedColBalance cantSplit caps characterSpacingControl charset clrSchemeMapping cnfStyle
        col color cols compat compatSetting consecutiveHyphenLimit contextualSpacing
        continuationSeparator cr cs dayLong defaultTabStop displayBackgroundShape
        displayHangulFixedWidth displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery
        doNotAutofitConstrainedTables doNotBreakConstrainedForcedTable doNotBreakWrappedTables
        doNotDisplayPageBoundaries doNotExpandShiftReturn doNotHyphenateCaps
        doNotIncludeSubdocsInStats doNotLeaveBackslashAlone doNotShadeFormData
        doNotSnapToGridInCell doNotSuppressIndentation doNotSuppressParagraphBorders
        doNotUseEastAsianBreakRules doNotUseHTMLParagraphAutoSpacing
        doNotUseIndentAsNumberingTabStop doNotUseMarginsForDrawingGridOrigin
        doNotVertAlignCellWithSp doNotVertAlignInTxbx doNotWrapTextWithPunct docDefaults docGrid
        document drawing drawingGridHorizontalOrigin drawingGridHorizontalSpacing
        drawingGridVerticalOrigin drawingGridVerticalSpacing dstrike eastAsianLayout effect em
        emboss end endnote endnotePr endnoteRef endnoteReference endnotes evenAndOddHeaders family
        fitText fldChar fldSimple font fonts footerReference footnote footnoteLayoutLikeWW8
        footnotePr footnoteRef footnoteReference footnotes forgetLastTabAlignment framePr ftr
        gridAfter gridBefore gridCol gridSpan growAutofit gutterAtTop hMerge hdr headerReference
        hidden hideMark highlight hps hpsBaseText hpsRaise hyperlink hyphenationZone i iCs ilvl
        imprint ind insideH insideV instrText isLgl jc keepLines keepNext kern kinsoku
        lastRenderedPageBreak layoutRawTableWidth layoutTableRowsApart left lineWrapLikeWord6 link
        lnNumType locked lvl lvlJc lvlOverride lvlPicBulletId lvlRestart lvlText mirrorIndents
        mirrorMargins monthLong monthShort multiLevelType mwSmallCaps name next noBreakHyphen
        noColumnBalance noEndnote noExtraLineSpacing noLeading noPunctuationKerning
        noSpaceRaiseLower noTabHangInd noWrap notTrueType num numFmt numId numIdMacAtCleanup
        numPicBullet numPr numRestart numStart numStyleLink numbering outline outlineLvl
        overflowPunct p pBdr pPr pPrDefault pStyle pageBreakBefore panose1 paperSrc pgBorders pgMar
        pgNum pgNumType pgSz pict pitch pos position printBodyTextBeforeHeader printColBlack
        printFractionalCharacterWidth printPostScriptOverText printTwoOnOne ptab qFormat r rFonts
        rPr rPrDefault rStyle right rt rtl rtlGutter ruby rubyAlign rubyBase rubyPr sectPr
        selectFldWithFirstOrLastChar semiHidden separator settings shadow shapeLayoutLikeWW8 shd
        showBreaksInFrames smallCaps snapToGrid softHyphen spaceForUL spacing
        spacingInWholePoints splitPgBreakAndParaMark start startOverride strictFirstAndLastChars
        strike style styleLink styles subFontBySize suff suppressAutoHyphens suppressBottomSpacing
        suppressLineNumbers suppressOverlap suppressSpBfAfterPgBrk suppressSpacingAtTopOfPage
        suppressTopSpacing suppressTopSpacingWP swapBordersFacingPages sym sz szCs t tab tabs tbl
        tblBorders tblCellMar tblCellSpacing tblGrid tblHeader tblInd tblLayout tblLook tblOverlap
        tblPr tblPrEx tblStyle tblStyleColBandSize tblStylePr tblStyleRowBandSize tblW tblpPr tc
        tcBorders tcFitText tcMar tcPr tcW textAlignment textDirection textboxTightWrap titlePg
        tl2br top topLinePunct tr tr2bl trHeight trPr truncateFontHeightsLikeWP6 txbxContent type u
        uiPriority ulTrailSpace underlineTabInNumList unhideWhenUsed useAltKinsokuLineBreakRules
        useAnsiKerningPairs useFELayout useNormalStyleForList usePrinterMetrics
        useSingleBorderforContiguousCells useWord2002TableStyleRules useWord97LineBreakRules vAlign
        vMerge vertAlign w wAfter wBefore widowControl wordWrap wpJustification
        wpSpaceWidth wrapTrailSpaces yearLong yearShort
    """,
    "a": """
        accent1 accent2 accent3 accent4 accent5 accent6 ahLst ahPolar ahXY alpha alphaBiLevel
        alphaCeiling alphaFloor alphaInv alphaMod alphaModFix alphaOff alphaOutset alphaRepl anchor
        arcTo avLst backdrop band1H band1V band2H band2V bevel bevelB bevelT bgClr bgFillStyleLst
        biLevel blend blip blipFill blue blueMod blueOff blur bodyPr bottom br buAutoNum buBlip
        buChar buClr buClrTx buFont buFontTx buNone buSzPct buSzPts buSzTx camera cell3D chExt
        chOff close clrRepl clrScheme comp cont contourClr cs cubicBezTo custDash custGeom cxn
        cxnLst cxnSpLocks defPPr defRPr dk1 dk2 ds duotone ea effect effectDag effectLst effectRef
        effectStyle effectStyleLst endCxn endParaRPr ext extrusionClr fgClr fill fillOverlay
        fillRect fillRef fillStyleLst fillToRect firstCol firstRow flatTx fld fmtScheme folHlink
        font fontRef fontScheme gamma gd gdLst glow gradFill graphic graphicData graphicFrameLocks
        gray grayscl green greenMod greenOff gridCol grpFill grpSpLocks gs gsLst headEnd highlight
        hlink hsl hslClr hue hueMod hueOff innerShdw insideH insideV inv invGamma lastCol lastRow
        latin left lightRig lin ln lnB lnBlToTr lnL lnR lnRef lnSpc lnStyleLst lnT lnTlToBr lnTo
        lstStyle lt1 lt2 lum lumMod lumOff lvl1pPr lvl2pPr lvl3pPr lvl4pPr lvl5pPr lvl6pPr lvl7pPr
        lvl8pPr lvl9pPr majorFont masterClrMapping minorFont miter moveTo neCell noAutofit noFill
        norm normAutofit nwCell off outerShdw overrideClrMapping p pPr path pathLst pattFill
        picLocks pos prstClr prstDash prstGeom prstShdw prstTxWarp pt quadBezTo r rPr rect red
        redMod redOff reflection relOff right rot round rtl sat satMod satOff scene3d schemeClr
        scrgbClr seCell shade softEdge solidFill sp3d spAutoFit spLocks spcAft spcBef spcPct spcPts
        srcRect srgbClr stCxn stretch swCell sym sysClr t tab tabLst tableStyle tableStyleId
        tailEnd tbl tblBg tblGrid tblPr tblStyle tblStyleLst tc tcBdr tcPr tcStyle tcTxStyle theme
        themeElements themeManager themeOverride tile tileRect tint tl2br top tr tr2bl txBody uFill
        uFillTx uLn uLnTx up wholeTbl xfrm
    """,
    "p": """
        bg bgPr bgRef blipFill bodyStyle cNvCxnSpPr cNvGraphicFramePr cNvGrpSpPr cNvPicPr cNvPr
        cNvSpPr cSld clrMap clrMapOvr cxnSp defaultTextStyle graphicFrame grpSp grpSpPr hf
        notesMaster notesStyle notesSz nvCxnSpPr nvGraphicFramePr nvGrpSpPr nvPicPr nvPr nvSpPr
        otherStyle ph pic presentation sld sldId sldIdLst sldLayout sldLayoutId sldLayoutIdLst
        sldMaster sldMasterId sldMasterIdLst sldSz sp spPr spTree style tagLst titleStyle txBody
        txStyles xfrm
    """,
    "x": """
        alignment autoFilter b bgColor bookViews border borders bottom brk c calcPr
        cell cellStyle cellStyleXfs cellStyles cellXfs cfRule cfvo charset
        chartsheet col colBreaks color colorFilter colorScale colors cols condense
        conditionalFormatting customFilter customFilters d dataBar
        dateGroupItem definedName definedNames diagonal dimension drawing dxf dxfs dynamicFilter e
        end evenFooter evenHeader extend f family fgColor fill fills filter filters
        firstFooter firstHeader font fonts formula gradientFill headerFooter
        horizontal hyperlink hyperlinks i iconFilter iconSet indexedColors is left m mergeCell
        mergeCells n name numFmt numFmts oddFooter oddHeader outline outlinePr pageMargins
        pageSetUpPr pageSetup pane patternFill phoneticPr picture printOptions protection r rFont
        rPh rPr rgbColor right row rowBreaks s scheme selection shadow sheet sheetCalcPr sheetData
        sheetFormatPr sheetPr sheetView sheetViews sheets si sortCondition sortState sst start stop
        strike styleSheet sz t tabColor table tableColumn tableColumns tablePart tableParts
        tableStyle tableStyleElement tableStyleInfo tableStyles top top10 totalsRowFormula tpl tpls
        u v vertAlign vertical workbook workbookPr workbookView worksheet x xf
    """,
    "c": """
        applyToEnd applyToFront applyToSides area3DChart areaChart auto autoTitleDeleted axId axPos
        backWall backward bandFmt bandFmts bar3DChart barChart barDir baseTimeUnit bubble3D
        bubbleChart bubbleScale bubbleSize builtInUnit cat catAx chart chartSpace clrMapOvr crossAx
        crossBetween crosses crossesAt custSplit custUnit dLbl dLblPos dLbls dPt dTable date1904
        dateAx delete depthPercent dispBlanksAs dispEq dispRSqr dispUnits dispUnitsLbl doughnutChart
        downBars dropLines errBarType errBars errDir errValType explosion f firstSliceAng floor
        formatCode forward gapDepth gapWidth grouping h hMode hPercent hiLowLines holeSize idx
        intercept invertIfNegative layout layoutTarget lblAlgn lblOffset leaderLines legend
        legendEntry legendPos line3DChart lineChart logBase lvl majorGridlines majorTickMark
        majorTimeUnit majorUnit manualLayout marker max min minorGridlines minorTickMark
        minorTimeUnit minorUnit minus multiLvlStrCache multiLvlStrRef name noEndCap noMultiLvlLbl
        numCache numFmt numLit numRef ofPieChart ofPieType order orientation overlap overlay period
        perspective pictureFormat pictureOptions pictureStackUnit pie3DChart pieChart plotArea
        plotVisOnly plus pt ptCount rAngAx radarChart radarStyle rich rotX rotY roundedCorners
        scaling scatterChart scatterStyle secondPiePt secondPieSize separator ser serAx serLines
        shape showBubbleSize showCatName showDLblsOverMax showHorzBorder showKeys showLeaderLines
        showLegendKey showNegBubbles showOutline showPercent showSerName showVal showVertBorder
        sideWall size sizeRepresents smooth spPr splitPos splitType stockChart strCache strLit
        strRef style surface3DChart surfaceChart symbol thickness tickLblPos tickLblSkip
        tickMarkSkip title trendline trendlineLbl trendlineType tx txPr upBars upDownBars userShapes
        v val valAx varyColors view3D w wMode wireframe x xMode xVal y yMode yVal
    """,
    "cdr": """
        absSizeAnchor blipFill cNvCxnSpPr cNvGraphicFramePr cNvGrpSpPr cNvPicPr cNvPr cNvSpPr cxnSp
        ext from graphicFrame grpSp grpSpPr nvCxnSpPr nvGraphicFramePr nvGrpSpPr nvPicPr nvSpPr pic
        relSizeAnchor sp spPr style to txBody x xfrm y
    """,
    "dgm": """
        adj adjLst alg animLvl animOne bg bulletEnabled chMax chPref choose clrData colorsDef
        colorsDefHdr colorsDefHdrLst constr constrLst cxn cxnLst dataModel dir effectClrLst else
        fillClrLst forEach hierBranch if layoutDef layoutDefHdr layoutDefHdrLst layoutNode
        linClrLst orgChart param prSet presLayoutVars presOf pt ptLst relIds resizeHandles rule
        ruleLst sampData scene3d shape sp3d spPr style styleData styleDef styleDefHdr
        styleDefHdrLst styleLbl t txEffectClrLst txFillClrLst txLinClrLst txPr varLst whole
    """,
    "pic": """
        blipFill cNvPicPr cNvPr nvPicPr pic spPr
    """,
    "xdr": """
        absoluteAnchor blipFill cNvCxnSpPr cNvGraphicFramePr cNvGrpSpPr cNvPicPr cNvPr cNvSpPr
        clientData col colOff cxnSp ext from graphicFrame grpSp grpSpPr nvCxnSpPr nvGraphicFramePr
        nvGrpSpPr nvPicPr nvSpPr oneCellAnchor pic pos row rowOff sp spPr style to twoCellAnchor
        txBody wsDr xfrm
    """,
    "wp": """
        align anchor cNvGraphicFramePr docPr effectExtent extent inline lineTo posOffset positionH
        positionV simplePos start wrapNone wrapPolygon wrapSquare wrapThrough wrapTight
        wrapTopAndBottom
    """,
    "m": """
        acc accPr aln alnScr argPr argSz bar barPr baseJc begChr borderBox borderBoxPr box boxPr
        brk brkBin brkBinSub cGp cGpRule cSp chr count ctrlPr d dPr defJc deg degHide den diff
        dispDef e endChr eqArr eqArrPr f fName fPr func funcPr groupChr groupChrPr grow hideBot
        hideLeft hideRight hideTop intLim interSp intraSp jc lMargin lim limLoc limLow limLowPr
        limUpp limUppPr lit m mPr mathFont mathPr maxDist mc mcJc mcPr mcs mr nary naryLim naryPr
        noBreak nor num oMath oMathPara oMathParaPr objDist opEmu phant phantPr plcHide pos postSp
        preSp r rMargin rPr rSp rSpRule rad radPr sPre sPrePr sSub sSubPr sSubSup sSubSupPr sSup
        sSupPr scr sepChr show shp smallFrac strikeBLTR strikeH strikeTLBR strikeV sty sub subHide
        sup supHide t transp type vertJc wrapIndent wrapRight zeroAsc zeroDesc zeroWid
    """,
    "v": """
        arc background curve f fill formulas group h handles image imagedata line oval path
        polyline rect roundrect shadow shape shapetype stroke textbox textpath
    """,
    "o": """
        bottom callout clippath column complex extrusion fill left lock right skew top
    """,
    "w10": """
        anchorlock borderbottom borderleft borderright bordertop wrap
    """,
    "wps": """
        bodyPr cNvCnPr cNvPr cNvSpPr linkedTxbx spPr style txbx wsp
    """,
    "wpg": """
        cNvFrPr cNvGrpSpPr cNvPr graphicFrame grpSp grpSpPr wgp xfrm
    """,
    "wpc": """
        bg graphicFrame whole wpc
    """,
    "dsp": """
        cNvGrpSpPr cNvPr cNvSpPr dataModelExt drawing extLst grpSp grpSpPr nvGrpSpPr nvSpPr sp spPr
        spTree style txBody txXfrm
    """,
    "a14": """
        m
    """,
}
ELEMENTS = frozenset(
    f"{prefix}:{word}" for prefix, words in _WORDS.items() for word in words.split()
)
