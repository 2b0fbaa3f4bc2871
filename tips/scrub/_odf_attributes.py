"""Attributes of OpenDocument that a cleaned document may have."""

from tips.scrub._office_xml import listed

_ATTRIBUTE_WORDS = {
    "calcext": """
        apply-style-name axis-color axis-position base-cell-address color date gradient
        icon-set-type max-length min-length negative-color positive-color show-value
        target-range-address type value
    """,
    "chart": """
        angle-offset attached-axis auto-position auto-size automatic-content axis-label-position
        axis-position class column-mapping connect-bars data-label-number data-label-series
        data-label-symbol data-label-text data-source-has-labels deep dimension display-equation
        display-label display-r-square error-category error-lower-indicator error-lower-limit
        error-lower-range error-margin error-percentage error-upper-indicator error-upper-limit
        error-upper-range gap-width group-bars-per-axis hole-size include-hidden-cells
        interpolation interval-major interval-minor-divisor japanese-candle-stick label-arrangement
        label-cell-address label-position label-position-negative legend-align legend-position
        lines link-data-style-to-source logarithmic maximum mean-value minimum name origin overlap
        percentage pie-offset regression-force-intercept regression-intercept-value
        regression-max-degree regression-moving-type regression-name regression-period
        regression-type repeated reverse-direction right-angled-axes row-mapping scale-text
        series-source solid-type sort-by-x-values spline-order spline-resolution stacked style-name
        symbol-height symbol-name symbol-type symbol-width text-overlap three-dimensional
        tick-mark-position tick-marks-major-inner tick-marks-major-outer tick-marks-minor-inner
        tick-marks-minor-outer treat-empty-cells values-cell-range-address vertical visible
    """,
    "chartooo": """
        axis-type
    """,
    "dr3d": """
        ambient-color back-scale backface-culling center close-back close-front depth diffuse-color
        direction distance edge-rounding edge-rounding-mode emissive-color enabled end-angle
        focal-length horizontal-segments lighting-mode max-edge min-edge normals-direction
        normals-kind projection shade-mode shadow shadow-slant shininess size specular
        specular-color texture-filter texture-generation-mode-x texture-generation-mode-y
        texture-kind texture-mode transform vertical-segments vpn vrp vup
    """,
    "draw": """
        align angle auto-grow-height auto-grow-width background-size blue border caption-angle
        caption-angle-type caption-escape caption-escape-direction caption-fit-line-length
        caption-gap caption-line-length caption-point-x caption-point-y caption-type color
        color-inversion color-mode concave concentric-gradient-fill-allowed contrast corner-radius
        corners cx cy decimal-places display distance dots1 dots1-length dots2
        dots2-length draw-aspect end end-angle end-color end-glue-point end-guide end-intensity
        end-shape start-shape
        end-line-spacing-horizontal end-line-spacing-vertical engine enhanced-path escape-direction
        extrusion extrusion-allowed extrusion-brightness extrusion-color extrusion-depth
        extrusion-diffusion extrusion-first-light-direction extrusion-first-light-harsh
        extrusion-first-light-level extrusion-light-face extrusion-metal
        extrusion-number-of-line-segments extrusion-origin extrusion-rotation-angle
        extrusion-rotation-center extrusion-second-light-direction extrusion-second-light-harsh
        extrusion-second-light-level extrusion-shininess extrusion-skew extrusion-specularity
        extrusion-viewpoint fill fill-color fill-gradient-name fill-hatch-name fill-hatch-solid
        fill-image-height fill-image-name fill-image-ref-point fill-image-ref-point-x
        fill-image-ref-point-y fill-image-width fit-to-contour fit-to-size formula
        frame-display-border frame-display-scrollbar frame-margin-horizontal frame-margin-vertical
        gamma glue-point-leaving-directions glue-point-type glue-points gradient-step-count green
        guide-distance guide-overhang handle-mirror-horizontal handle-mirror-vertical handle-polar
        handle-position handle-radius-range-maximum handle-radius-range-minimum
        handle-range-x-maximum handle-range-x-minimum handle-range-y-maximum handle-range-y-minimum
        handle-switched image-opacity kind layer line-distance line-skew luminance marker-end
        marker-end-center marker-end-width marker-start marker-start-center marker-start-width
        master-page-name measure-align measure-vertical-align mirror-horizontal mirror-vertical
        modifiers nohref ole-draw-aspect opacity opacity-name page-number parallel
        path-stretchpoint-x path-stretchpoint-y placing points protected red rotation
        secondary-fill-color shadow shadow-color shadow-offset-x shadow-offset-y shadow-opacity
        sharpness show-unit start start-angle start-color start-glue-point start-guide
        start-intensity start-line-spacing-horizontal start-line-spacing-vertical stroke
        stroke-dash stroke-dash-names stroke-linejoin style style-name symbol-color text-areas
        text-path text-path-allowed text-path-mode text-path-same-letter-heights text-path-scale
        text-rotate-angle text-style-name textarea-horizontal-align textarea-vertical-align
        tile-repeat-offset transform type unit visible-area-height visible-area-left
        visible-area-top visible-area-width wrap-influence-on-position z-index
    """,
    "drawooo": """
        enhanced-path sub-view-size
    """,
    "fo": """
        background-color border border-bottom border-left border-right border-top break-after
        break-before color column-count column-gap end-indent font-family font-size font-style
        font-variant font-weight height hyphenate hyphenation-keep hyphenation-ladder-count
        hyphenation-push-char-count hyphenation-remain-char-count keep-together keep-with-next
        letter-spacing line-height margin margin-bottom margin-left margin-right margin-top
        max-height max-width min-height min-width orphans padding padding-bottom padding-left
        padding-right padding-top page-height page-width space-after space-before start-indent
        text-align text-align-last text-indent text-shadow text-transform widows width wrap-option
    """,
    "loext": """
        allow-overlap border border-bottom border-left border-right border-top char-shading-value
        color-type color-value contextual-spacing fill-use-slide-background glow-color glow-radius
        glow-transparency hyphenation-no-caps hyphenation-no-last-word hyphenation-word-char-count
        hyphenation-zone label-string margin-gutter max-numerator-digits may-break-between-pages
        min-decimal-places num-list-format opacity padding padding-bottom padding-left
        padding-right padding-top rel-height-rel rel-width-rel ruby-position scale-to-X scale-to-Y
        shadow shadow-blur softedge-radius tab-stop-distance vertical-justify
    """,
    "number": """
        automatic-order calendar country decimal-places decimal-replacement denominator-value
        display-factor exponent-interval forced-exponent-sign format-source grouping language
        max-denominator-value min-decimal-places min-denominator-digits min-exponent-digits
        min-integer-digits min-numerator-digits position possessive-form rfc-language-tag script
        style textual transliteration-country transliteration-format transliteration-language
        transliteration-style truncate-on-overflow
    """,
    "office": """
        boolean-value currency date-value string-value time-value value value-type version
    """,
    "presentation": """
        background-objects-visible background-visible class direction display-date-time
        display-footer display-header display-page-number duration effect endless force-manual
        full-screen mouse-as-pen mouse-visible name object pause placeholder play-full
        presentation-page-layout-name show-end-of-presentation-slide show-logo source speed
        start-scale start-with-navigator stay-on-top style-name transition-on-click
        transition-speed transition-style transition-type use-date-time-name use-footer-name
        user-transformed visibility
    """,
    "style": """
        adjustment apply-style-name auto-text-indent auto-update background-transparency
        base-cell-address border-line-width border-line-width-bottom border-line-width-left
        border-line-width-right border-line-width-top cell-protect char class color column-width
        condition contextual-spacing data-style-name decimal-places default-outline-level
        diagonal-bl-tr diagonal-bl-tr-widths diagonal-tl-br diagonal-tl-br-widths direction display
        display-name distance distance-after-sep distance-before-sep dynamic-spacing editable
        family first-page-number flow-with-text font-adornments font-charset font-charset-asian
        font-charset-complex font-family-asian font-family-complex font-family-generic
        font-family-generic-asian font-family-generic-complex font-independent-line-spacing
        font-name font-name-asian font-name-complex font-pitch font-pitch-asian font-pitch-complex
        font-relief font-size-asian font-size-complex font-size-rel font-size-rel-asian
        font-size-rel-complex font-style-asian font-style-complex font-style-name
        font-style-name-asian font-style-name-complex font-weight-asian font-weight-complex
        footnote-max-height glyph-orientation-vertical height horizontal-pos horizontal-rel
        join-border justify-single-word layout-grid-base-height layout-grid-base-width
        layout-grid-color layout-grid-display layout-grid-lines layout-grid-mode layout-grid-print
        layout-grid-ruby-below layout-grid-ruby-height layout-grid-snap-to
        layout-grid-standard-mode leader-char leader-color leader-style leader-text
        leader-text-style leader-type leader-width legend-expansion legend-expansion-aspect-ratio
        length letter-kerning line-break line-height-at-least line-spacing line-style lines
        list-level list-style-name master-page-name may-break-between-rows min-row-height mirror
        name next-style-name num-format num-letter-sync num-prefix num-suffix
        number-wrapped-paragraphs overflow-behavior page-layout-name page-number page-usage
        parent-style-name percentage-data-style-name position print print-content print-orientation
        print-page-order protect punctuation-wrap register-true register-truth-ref-style-name
        rel-column-width rel-height rel-width repeat repeat-content rotation-align rotation-angle
        row-height ruby-align ruby-position run-through scale-to scale-to-X scale-to-Y
        scale-to-pages script-type shadow shrink-to-fit snap-to-layout-grid style style-name
        tab-stop-distance table-centering text-align-source text-autospace text-blinking
        text-combine text-combine-end-char text-combine-start-char text-emphasize
        text-line-through-color text-line-through-mode text-line-through-style
        text-line-through-text text-line-through-text-style text-line-through-type
        text-line-through-width text-outline text-overline-color text-overline-mode
        text-overline-style text-overline-type text-overline-width text-position
        text-rotation-angle text-rotation-scale text-scale text-underline-color text-underline-mode
        text-underline-style text-underline-type text-underline-width type use-optimal-column-width
        use-optimal-row-height use-window-font-color vertical-align vertical-pos vertical-rel
        volatile width wrap wrap-contour wrap-contour-mode wrap-dynamic-threshold writing-mode
        writing-mode-automatic
    """,
    "svg": """
        cx cy d fill-rule font-family fx fy gradientTransform gradientUnits height offset origin
        path r rx ry spreadMethod stop-color stop-opacity stroke-color stroke-linecap stroke-opacity
        stroke-width type viewBox width x x1 x2 y y1 y2
    """,
    "table": """
        add-empty-lines algorithm align allow-empty-cell automatic-find-labels base-cell-address
        bind-styles-to-content border-color border-model buttons case-sensitive cell-address
        cell-range-address column condition-source condition-source-range-address contains-header
        copy-back copy-formulas copy-styles count country data-field data-type date-end date-start
        date-value default-cell-style-name direction display-border display-duplicates
        display-filter-buttons display-list display-member-mode drill-down-on-double-click
        embedded-number-behavior enabled end end-cell-address end-column end-position end-row
        end-table end-x end-y execute expression field-name field-number first-row-end-column
        first-row-start-column formula function grand-total group-by-field-number grouped-by
        has-persistent-data identify-categories ignore-empty-rows index is-active
        is-data-layout-field is-selection is-sub-table label-cell-range-address language
        last-column-spanned last-row-end-column last-row-spanned last-row-start-column layout-mode
        link-to-source-data marked-invalid matrix-covered maximum-difference member-count
        member-name member-type message-type mode multi-deletion-spanned name null-year
        number-columns-repeated number-columns-spanned number-matrix-columns-spanned
        number-matrix-rows-spanned number-rows-repeated number-rows-spanned on-update-keep-size
        on-update-keep-styles operator order orientation page-breaks-on-group-change
        paragraph-style-name parse-sql-statement position precision-as-shown print print-ranges
        protect range-usable-as rfc-language-tag row search-criteria-must-apply-to-whole-cell
        show-details show-empty show-filter-button sort-mode source-cell-range-addresses
        source-field-name start start-column start-position start-row start-table status step steps
        style-name tab-color table table-background table-name target-cell-address
        target-range-address template-name track-changes type use-banding-columns-styles
        use-banding-rows-styles use-first-column-styles use-first-row-styles use-labels
        use-last-column-styles use-last-row-styles use-regular-expressions use-wildcards
        used-hierarchy value value-type visibility
    """,
    "text": """
        active alphabetical-separators anchor-page-number anchor-type animation animation-delay
        animation-direction animation-repeat animation-start-inside animation-steps
        animation-stop-inside bibliography-type bullet-char bullet-relative-size c
        capitalize-entries caption-sequence-format caption-sequence-name citation-body-style-name
        citation-style-name class-names combine-entries combine-entries-with-dash
        combine-entries-with-pp comma-separated cond-style-name consecutive-numbering continue-list
        continue-numbering copy-outline-levels count-empty-lines count-in-text-boxes
        current-selected current-value date-adjust default-style-name display-levels
        display-outline-level dont-balance-text-columns fixed footnotes-position ignore-case
        increment index-scope is-hidden is-list-header key kind label-followed-by level line-break
        line-number list-level-position-and-space-mode list-tab-stop-position main-entry
        main-entry-style-name master-page-name min-label-distance min-label-width name note-class
        number-lines number-position numbered-entries offset outline-level page-adjust
        placeholder-type
        prefix protected reference-format relative-tab-stop-position restart-numbering
        restart-on-page row-number select-page separation-character sort-algorithm sort-ascending
        sort-by-position space-before start-numbering-at start-value style-name style-override
        suffix tab-ref table-type time-adjust use-caption use-chart-objects use-draw-objects
        use-floating-frames use-graphics use-index-marks use-index-source-styles
        use-keys-as-entries use-math-objects use-objects use-other-objects use-outline-level
        use-soft-page-breaks use-spreadsheet-objects use-tables visited-style-name
    """,
    "xlink": """
        href
    """,
    "xml": """
        id
    """,
}
ATTRIBUTES = frozenset(
    f"{prefix}:{word}" for prefix, words in _ATTRIBUTE_WORDS.items() for word in words.split()
) | listed("display mathvariant stretchy fence separator form accent")
