"""Attributes of Office Open XML that a cleaned document may have, by the prefix of the element.

Not here: names and words about the document (descriptions, tags, tool tips), revision marks,
identifiers that programs invent, passwords, languages, printers, addresses of other files.
"""

_WORDS = {
    "w": """
        r:id w:abstractNumId w:accent1 w:accent2 w:accent3 w:accent4 w:accent5 w:accent6 w:after
        w:afterAutospacing w:afterLines w:alignment w:anchor w:anchorLock w:ascii w:asciiTheme
        w:before w:beforeAutospacing w:beforeLines w:bg1 w:bg2 w:bottom w:bottomFromText w:chapSep
        w:chapStyle w:char w:charSpace w:characterSet w:clear w:code w:colFirst w:colLast w:color
        w:combine w:combineBrackets w:countBy w:cs w:cstheme w:customMarkFollows
        w:customStyle w:decorated w:default w:displacedByCustomXml w:display w:distance w:dropCap
        w:eastAsia w:eastAsiaTheme w:end w:endChars w:equalWidth w:evenHBand w:evenVBand w:fill
        w:first w:firstColumn w:firstLine w:firstLineChars w:firstRow w:firstRowFirstColumn
        w:firstRowLastColumn w:fldCharType w:fmt w:followedHyperlink w:font w:footer w:format
        w:frame w:gutter w:h w:hAnchor w:hAnsi w:hAnsiTheme w:hRule w:hSpace w:hanging
        w:hangingChars w:header w:hint w:history w:horzAnchor w:hyperlink w:id w:ilvl w:instr
        w:lastColumn w:lastRow w:lastRowFirstColumn w:lastRowLastColumn w:leader w:left w:leftChars
        w:leftFromText w:line w:linePitch w:lineRule w:lines w:name w:noHBand w:noVBand w:null
        w:num w:numId w:numPicBulletId w:oddHBand w:oddVBand w:offsetFrom w:orient w:other w:pos
        w:relativeTo w:restart w:right w:rightChars w:rightFromText w:sep w:shadow w:space w:start
        w:startChars w:styleId w:sz w:t1 w:t2 w:tblpX w:tblpXSpec w:tblpY w:tblpYSpec w:tentative
        w:themeColor w:themeFill w:themeFillShade w:themeFillTint w:themeShade w:themeTint w:top
        w:topFromText w:type w:uri w:vAnchor w:vSpace w:val w:vert
        w:vertAnchor w:vertCompress w:w w:wrap w:x w:xAlign w:y w:yAlign w:zOrder xml:space
    """,
    "a": """
        a accent1 accent2 accent3 accent4 accent5 accent6 algn amt anchor anchorCtr ang b bIns
        bandCol bandRow baseline bg1 bg2 blend blurRad bright cap char charset cmpd compatLnSpc
        contourW contrast cstate cx cy d def defTabSz dir dist dpi dx dy dz eaLnBrk endA endPos
        extrusionH extrusionOk fadeDir fill firstCol firstRow flip flipH flipV fmla folHlink
        fontAlgn fontScale forceAA fov fromWordArt g gdRefAng gdRefR gdRefX gdRefY gridSpan grow h
        hMerge hR hangingPunct hlink horzOverflow hue i id idx indent kern kumimoji kx ky l lIns
        lastClr lastCol lastRow lat latinLnBrk len lim lnSpcReduction lon lum lvl marB marL marR
        marT maxAng maxR maxX maxY minAng minR minX minY name noAdjustHandles noChangeArrowheads
        noChangeAspect noChangeShapeType noCrop noDrilldown noEditPoints noGrp noMove noResize
        noRot noSelect noTextEdit noUngrp normalizeH numCol panose path pitchFamily pos prst
        prstMaterial r r:embed rIns rad ref rev rig rot rotWithShape rowSpan rtl rtlCol sat scaled
        script sp spc spcCol spcFirstLastPara stA stAng stPos startAt strike stroke styleId
        styleName swAng sx sy sz t tIns thresh tx tx1 tx2 ty type typeface u upright uri vMerge val
        vert vertOverflow w wR wrap x y z zoom
    """,
    "p": """
        accent1 accent2 accent3 accent4 accent5 accent6 autoCompressPictures bg1 bg2 bwMode
        collapse compatMode cx cy dpi dt embedTrueTypeFonts firstSlideNum flipH flipV folHlink ftr
        hasCustomPrompt hdr hidden hlink id idx isPhoto name orient preferRelativeResize r:id rot
        rotWithShape rtl saveSubsetFonts shadeToTitle show showMasterPhAnim showMasterSp
        showSpecialPlsOnTitleSld sldNum strictFirstAndLastChars sz tx1 tx2 txBox type useBgFill
    """,
    "x": """
        a aboveAverage aca activeCell activeCellId activePane activeTab alignWithMargins alignment
        and applyAlignment applyBorder applyFill applyFont applyNumberFormat
        applyProtection applyStyles array auto autoCompressPictures autoFilterDateGrouping
        autoPageBreaks b baseColWidth bc bestFit blackAndWhite blank borderId bottom builtinId bx
        ca calcCompleted calcMode calcOnSave calendarType caseSensitive cellColor cellComments
        colId collapsed colorId columnSort concurrentCalc concurrentManualCount cp customBuiltin
        customFormat customHeight customWidth dataDxfId date1904 dateCompatibility dateTimeGrouping
        day defaultColWidth defaultGridColor defaultPivotStyle defaultRowHeight defaultTableStyle
        degree del1 del2 descending diagonalDown diagonalUp differentFirst
        differentOddEven displayName draft dt2D dtr dxfId eb
        enableFormatConditionsCalculation equalAverage errors evalOrder f fc fi fillId
        filterMode filterVal firstPageNumber firstSheet fitToHeight fitToPage fitToWidth fld fontId
        footer forceFullCalc formatCode fullCalcOnLoad fullPrecision gridLines gridLinesSet gte
        header headerRowBorderDxfId headerRowCount headerRowDxfId headings hidden hiddenButton hier
        horizontal horizontalCentered hour ht i iLevel iconId iconSet id in indent indexed
        item iterate iterateCount iterateDelta justifyLastLine l left localSheetId location locked
        man manualBreakCount max maxLength maxVal measure min minLength minute month name
        numFmtId operator orientation outline outlineLevel outlineLevelCol outlineLevelRow
        pageOrder pane paperSize patternType percent ph phonetic pivot pivotButton position
        priority pt quotePrefix r r1 r2 r:id rank readingOrder ref refMode refreshError
        relativeIndent reverse rgb right rightToLeft s sb scale scaleWithDoc second sheetId
        showButton showColumnStripes showFirstColumn showFormulas
        showGridLines showHorizontalScroll showLastColumn showOutlineSymbols
        showPivotChartFilter showRowColHeaders showRowStripes showRuler showSheetTabs showValue
        showVerticalScroll showWhiteSpace showZeros shrinkToFit si size sortBy sortMethod spans
        sqref st state stdDev stopIfTrue style summaryBelow summaryRight syncHorizontal
        syncVertical t tabSelected table tableBorderDxfId text textRotation theme thickBot
        thickBottom thickTop timePeriod tint top topLeftCell totalsRowBorderDxfId totalsRowCount
        totalsRowDxfId totalsRowFunction totalsRowLabel totalsRowShown transitionEntry
        transitionEvaluation type u un useFirstPageNumber usePrinterDefaults val vertical
        verticalCentered view visibility width
        workbookViewId wrapText x xSplit xfId xml:space ySplit year zeroHeight
        zoomScale zoomScaleNormal zoomScalePageLayoutView zoomScaleSheetLayoutView zoomToFit
    """,
    "c": """
        accent1 accent2 accent3 accent4 accent5 accent6 alignWithMargins b bg1 bg2 blackAndWhite
        bwMode differentFirst differentOddEven draft firstPageNumber folHlink footer formatCode
        header hlink idx l orientation paperSize r r:id sourceLinked t tx1 tx2 useFirstPageNumber
        val
    """,
    "cdr": """
        bwMode cx cy dpi fLocksText flipH flipV hidden id name preferRelativeResize rot
        rotWithShape txBox
    """,
    "dgm": """
        arg axis blipPhldr bwMode chOrder cnt coherent3DOff contourW csCatId csTypeId custAng
        custFlipHor custFlipVert custLinFactNeighborX custLinFactNeighborY custLinFactX
        custLinFactY custRadScaleInc custRadScaleRad custScaleX custScaleY custSzX custSzY cxnId
        defStyle destId destOrd extrusionH fact for forName func hideGeom hideLastTrans hueDir idx
        lkTxEntry loCatId loTypeId max meth minVer modelId moveWith name op parTransId phldr
        presAssocID presId presName presStyleCnt presStyleIdx presStyleLbl pri prstMaterial ptType
        qsCatId qsTypeId r:blip r:cs r:dm r:lo r:qs ref refFor refForName refPtType refType resId
        rev rot sibTransId srcId srcOrd st step styleLbl type uniqueId useDef val z zOrderOff
    """,
    "pic": """
        bwMode dpi hidden id name preferRelativeResize rotWithShape
    """,
    "xdr": """
        bwMode cx cy editAs fLocksText fLocksWithSheet fPrintsWithSheet flipH flipV hidden id name
        preferRelativeResize rot rotWithShape txBox x y
    """,
    "wp": """
        allowOverlap b behindDoc cx cy distB distL distR distT edited hidden id l layoutInCell
        locked name r relativeFrom relativeHeight simplePos t wrapText x y
    """,
    "m": """
        m:alnAt m:val xml:space
    """,
    "v": """
        adj alignshape angle arcsize arrowok aspect bilevel blacklevel chromakey color color2
        colors control1 control2 coordorigin coordsize cropbottom cropleft cropright croptop
        dashstyle editas embosscolor endangle endarrow endarrowlength endarrowwidth endcap eqn fill
        fillcolor filled fillok filltype fitpath fitshape focus focusposition focussize from gain
        gamma gradientshapeok grayscale id imagealignshape imageaspect imagesize inset insetpen
        insetpenok invx invy joinstyle limo linestyle map matrix method miterlimit o:allowincell
        o:allowoverlap o:borderbottomcolor o:borderleftcolor o:borderrightcolor o:bordertopcolor
        o:bullet o:button o:bwmode o:bwnormal o:bwpure o:clip o:cliptowrap o:connectangles
        o:connectlocs o:connectortype o:connecttype o:detectmouseclick o:dgmlayout o:dgmlayoutmru
        o:dgmnodekind o:doubleclicknotify o:extrusionok o:forcedash o:hr o:hralign o:hrnoshade
        o:hrpct o:hrstd o:insetmode o:ole o:oleicon o:oned o:opacity2 o:preferrelative o:regroupid
        o:singleclick o:spt o:tablelimits o:tableproperties o:targetscreensize o:userdrawn
        o:userhidden obscured offset offset2 on opacity origin path points polar position print
        r:id radiusrange recolor recolortarget rotate shadowok size startangle startarrow
        startarrowlength startarrowwidth string strokecolor stroked strokeok strokeweight style
        switch textboxrect textpathok to trim type v weight wrapcoords xrange xscale yrange
    """,
    "o": """
        accentbar adjusthandles angle aspectratio autorotationcenter backdepth brightness color
        color2 cropping dashstyle diffusity distance drop dropauto edge endarrow endarrowlength
        endarrowwidth endcap facet filltype foredepth gap grouping id imagealignshape imageaspect
        imagesize insetpen joinstyle length lengthspecified lightface lightharsh lightharsh2
        lightlevel lightlevel2 lightposition lightposition2 linestyle lockrotationcenter matrix
        metal minusx minusy miterlimit o:forcedash o:v offset on opacity orientation
        orientationangle origin position render rotation rotationangle rotationcenter selection
        shapetype shininess skewamt skewangle specularity startarrow startarrowlength
        startarrowwidth text textborder type ungrouping v:ext verticies viewpoint viewpointorigin
        weight
    """,
    "w10": """
        anchorx anchory shadow side type width
    """,
    "wps": """
        anchor anchorCtr bIns bwMode compatLnSpc forceAA fromWordArt hidden horzOverflow id lIns
        name normalEastAsianFlow numCol rIns rot rtlCol seq spcCol spcFirstLastPara tIns txBox
        upright vert vertOverflow wrap
    """,
    "wpg": """
        bwMode flipH flipV hidden id name rot
    """,
    "dsp": """
        bwMode flipH flipV hidden id modelId name rot txBox
    """,
}
ATTRIBUTES = {prefix: frozenset(words.split()) for prefix, words in _WORDS.items()}
