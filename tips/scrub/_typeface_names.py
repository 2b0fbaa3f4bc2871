"""The typefaces that come with widespread systems and programs, by family.

Those of Windows, Office and its themes, macOS and iOS, Android, Linux and LibreOffice, Adobe's
programs, and the most used of Google Docs; in Latin letters and as Windows in China, Japan and
Korea calls them. Their styles ("Calibri Light") are not listed.
"""

_LATIN = {
    "roman": """
        Serif, Times, Times Roman, Times New Roman, Cambria, Constantia, Georgia, Garamond,
        Palatino, Palatino Linotype, Book Antiqua, Bookman, Bookman Old Style, Century,
        Century Schoolbook, New Century Schoolbook, NewCenturySchlbk, Baskerville,
        Baskerville Old Face, Bell MT, Bodoni MT, Californian FB, Calisto MT, Centaur, Footlight MT,
        Goudy Old Style, High Tower Text, Lucida Bright, Lucida Fax, Modern No. 20, Perpetua,
        Perpetua Titling MT, Poor Richard, Rockwell, Rockwell Nova, Sitka, Sylfaen, MS Serif,
        MS Reference Serif, Aptos Serif, Amasis MT, Walbaum, Sagona, Dante, Tisa Offc Serif,
        Sanskrit Text, Nirmala Text, Euclid, Plantagenet Cherokee, Elephant, Cooper,
        American Typewriter, Athelas, Big Caslon, Bodoni 72, Bodoni 72 Oldstyle,
        Bodoni 72 Smallcaps, Charter, Cochin, Copperplate, Didot, Hoefler Text, Iowan Old Style,
        Marion, New York, Superclarendon, STIX, STIX Two, STIXGeneral, XITS, Asana,
        Liberation Serif, Bembo, Boucherie Block, Goudy Old, Sabon Next, Hadassah Friedlaender,
        Oranienbaum, Kefa, Luminari, GungSeo, PCMyungjo, Lantinghei, YuMincho, YuKyokasho,
        Toppan Bunkyu Mincho, Songti, Libian, Baoli, Weibei, Khmer OS, Abyssinica SIL,
        Arabic Transparent, Roman, Tibetan Machine Uni, Jomolhari, Rachana, DejaVu Serif,
        DejaVu LGC Serif, Noto Serif, Caladea, Gelasio, FreeSerif, Linux Libertine,
        Linux Libertine G, Linux Libertine O, Linux Libertine Display G, Libertinus Serif,
        Libertinus, Gentium, Gentium Basic, Gentium Book Basic, Gentium Plus, Charis SIL,
        Doulos SIL, Junicode, Nimbus Roman, Nimbus Roman No9 L, C059, P052, Tinos, URW Bookman,
        URW Bookman L, URW Palladio L, Century Schoolbook L, Bitstream Vera Serif,
        Bitstream Charter, Thorndale, Thorndale AMT, Luxi Serif, Latin Modern, Latin Modern Roman,
        CMU Serif, TeX Gyre Termes, TeX Gyre Pagella, TeX Gyre Bonum, TeX Gyre Schola, Droid Serif,
        Source Serif, Source Serif 4, EB Garamond, Merriweather, Lora, Playfair, Playfair Display,
        PT Serif, Roboto Slab, Roboto Serif, Crimson, Crimson Text, Libre Baskerville, Bitter, Arvo,
        Cormorant, Cormorant Garamond, Cardo, Vollkorn, Spectral, Noticia Text, Alegreya, Domine,
        Old Standard TT, Zilla Slab, Josefin Slab, Rokkitt, Cinzel, IBM Plex Serif, DM Serif,
        Frank Ruhl Libre, Libre Caslon, Libre Bodoni, Newsreader, Literata, Fraunces, Amiri,
        Average, Scheherazade, Scheherazade New, Minion, Adobe Garamond, Adobe Caslon,
        Garamond Premier, Trajan, Chaparral, Arno, Warnock, Utopia, SimSun, NSimSun, SimSun-ExtB,
        SimSun-ExtG, FangSong, FangSong_GB2312, KaiTi, KaiTi_GB2312, STSong, STZhongsong, STKaiti,
        STFangsong, PMingLiU, MingLiU, MingLiU_HKSCS, PMingLiU-ExtB, MingLiU-ExtB,
        MingLiU_HKSCS-ExtB, DFKai-SB, BiauKai, LiSong, LiSong Pro, LiSu, MS Mincho, MS PMincho,
        Yu Mincho, BIZ UDMincho, BIZ UDPMincho, Hiragino Mincho, Hiragino Mincho ProN, HGMinchoB,
        HGMinchoE, Mincho, HG Mincho, HG Mincho J, HG Mincho L, HG Mincho Light J, HGSMinchoE,
        HGPMinchoE, HeiseiMin, KozMinPro, KozMinPr6N, KozMinProVI, MSung, HYSMyeongJo,
        Kozuka Mincho, Kozuka Mincho Pr6N, Kozuka Mincho ProVI, Batang, BatangChe, Gungsuh,
        GungsuhChe, AppleMyungjo, Nanum Myeongjo, NanumMyeongjo, UnBatang, HCR Batang,
        Source Han Serif, Adobe Song, Adobe Song Std L, Adobe Ming Std L, Adobe Myungjo Std M,
        Adobe Fangsong Std R, Adobe Kaiti Std R, Kozuka Mincho Pro R, Adobe Ming, Adobe Myungjo,
        Adobe Fangsong, Adobe Kaiti, AR PL UMing, AR PL UKai, AR PL SungtiL GB, AR PL KaitiM GB,
        IPAMincho, IPAPMincho, IPAexMincho, TakaoMincho, TakaoPMincho, Sazanami Mincho,
        Kochi Mincho, Angsana New, AngsanaUPC, EucrosiaUPC, Norasi, Kinnari, David, David Libre,
        FrankRuehl, Narkisim, Simplified Arabic, Traditional Arabic, Arabic Typesetting,
        Sakkal Majalla, Majalla UI, Andalus, Urdu Typesetting, Aldhabi, Microsoft Uighur,
        Mongolian Baiti, Microsoft Himalaya, Nyala, DaunPenh, MoolBoran, Estrangelo Edessa, Kokila,
        Aparajita
    """,
    "swiss": """
        Arial, Arial Unicode MS, Arial Rounded MT, Arial Nova, Arial Hebrew, Calibri, Candara,
        Corbel, Tahoma, Verdana, Verdana Pro, Trebuchet, Trebuchet MS, Segoe, Segoe UI,
        Segoe UI Variable, Segoe WP, Microsoft Sans Serif, MS Sans Serif, MS Shell Dlg,
        MS Shell Dlg 2, MS UI Gothic, MS Reference Sans Serif, Lucida, Lucida Sans,
        Lucida Sans Unicode, Lucida Grande, Impact, Franklin Gothic, Gill Sans, Gill Sans MT,
        Gill Sans Nova, Century Gothic, AvantGarde, ITC Avant Garde Gothic, Tw Cen MT, Eras,
        News Gothic MT, Berlin Sans FB, Agency FB, Haettenschweiler, Bahnschrift, Maiandra GD,
        Dubai, Aptos, Bierstadt, Grandview, Seaford, Skeena, Tenorite, Selawik, Univers, Daytona,
        Posterama, Avenir, Avenir Next, Avenir Next LT Pro, Neue Haas Grotesk, Trade Gothic Next,
        Quire Sans, Speak, Biome, Ebrima, Gadugi, Leelawadee, Leelawadee UI, Microsoft Yi Baiti,
        Javanese Text, Microsoft New Tai Lue, Microsoft PhagsPa, Phagspa, Microsoft Tai Le,
        Myanmar Text, Nirmala UI, Gisha, Miriam, Miriam Libre, Levenim MT, Rod, Aharoni, Tunga,
        Latha, Mangal, Gautami, Vrinda, Shruti, Raavi, Kartika, Kalinga, Iskoola Pota, Vani, Vijaya,
        Utsaah, Shonar Bangla, Lao UI, DokChampa, Khmer UI, Euphemia, Euphemia UCAS, MV Boli,
        Browallia New, BrowalliaUPC, Alef, Cordia New, CordiaUPC, DilleniaUPC, FreesiaUPC, IrisUPC,
        JasmineUPC, KodchiangUPC, LilyUPC, TH SarabunPSK, TH Sarabun New, Sarabun, Kanit, Prompt,
        Garuda, Loma, Waree, Umpush, Laksaman, Helvetica, Helvetica Neue, SF, SF Pro, SF UI,
        SF Compact, SF NS, San Francisco, Apple System, AppleSystemUIFont, Futura, Geneva, Optima,
        Skia, Charcoal, Chicago, Seravek, PT Sans, PT Root, Phosphate, Geeza, Al Bayan, Al Nile,
        Baghdad, Damascus, DecoType Naskh, Diwan Kufi, Farah, KufiStandardGK, Mishafi, Muna, Nadeem,
        Corsiva Hebrew, New Peninim MT, Raanana, Ayuthaya, Krungthep, Sathu, Silom, Thonburi,
        Kohinoor, InaiMathi, Mshtakan, Padauk, KacstOne, Lohit, Liberation Sans, DejaVu Sans,
        DIN Alternate, DIN Condensed, Galvji, Sukhumvit Set, Bangla, Tamil, Telugu, Sinhala, Oriya,
        Malayalam, Lao, Khmer, Kannada, Gujarati, Gurmukhi, Devanagari, Myanmar, ITF Devanagari,
        Shree Devanagari 714, Grantha, Yuanti, Yuppy, YuGothic, Toppan Bunkyu Gothic,
        Tsukushi A Round Gothic, Tsukushi B Round Gothic, HeadLineA, Waseem, Beirut, Al Tarikh,
        Farisi, Congenial, Convection, Chamberi Super, Grotesque, Livvic, Kigelia, ADLaM, Wandohope,
        Reem Kufi, System, Small Fonts, Modern, Sawasdee, Mukti, Samyak, Phetsarath OT, LKLUG,
        Guttman Yad, Guttman Vilna, Guttman Hatzvi, Guttman Aharoni, Guttman Keren, Guttman Frank,
        Guttman Myamfix, DejaVu LGC Sans, Liberation Sans Unicode MS, Abadi, Abadi MT, Helv,
        Albertus, Carlito, Noto Sans, Noto Naskh, Noto Nastaliq, Noto Kufi, Noto, Nimbus Sans,
        Nimbus Sans L, FreeSans, Bitstream Vera Sans, Albany, Albany AMT, Luxi Sans, Cantarell,
        Adwaita Sans, Ubuntu, Ubuntu Sans, Droid Sans, Droid Sans Fallback, URW Gothic,
        URW Gothic L, Arimo, Linux Biolinum, Linux Biolinum G, Linux Biolinum O, Libertinus Sans,
        Andale Sans, TeX Gyre Heros, TeX Gyre Adventor, Latin Modern Sans, CMU Sans Serif, Gargi,
        Lucidasans, SamsungOne, MiSans, HarmonyOS Sans, Google Sans, Product Sans, Roboto,
        Roboto Flex, Open Sans, Lato, Montserrat, Montserrat Alternates, Oswald, Raleway, Poppins,
        Nunito, Nunito Sans, Inter, Work Sans, Source Sans, Source Sans 3, Quicksand, Rubik, Mulish,
        Muli, Karla, Barlow, Fira Sans, Josefin Sans, Cabin, Dosis, Titillium, Titillium Web, Exo,
        Exo 2, Oxygen, Comfortaa, Varela, Varela Round, Archivo, Heebo, Hind, Assistant, Asap,
        Catamaran, Anton, Bebas Neue, Fjalla One, Play, Signika, Yanone Kaffeesatz, Maven, Overpass,
        Public Sans, IBM Plex Sans, DM Sans, Manrope, Outfit, Jost, Tajawal, Cairo, Almarai, Abel,
        Questrial, Urbanist, Lexend, Lexend Deca, Red Hat, Space Grotesk, Plus Jakarta Sans,
        Be Vietnam, Figtree, Sora, Economica, Encode Sans, Francois One, Gothic A1, Libre Franklin,
        M PLUS 1p, M PLUS Rounded 1c, News Cycle, Pathway Gothic One, Russo One, Syncopate,
        Didact Gothic, Average Sans, Alegreya Sans, Merriweather Sans, League Spartan,
        League Gothic, Myriad, SimHei, STHeiti, STXihei, DengXian, YouYuan, Microsoft YaHei,
        Microsoft JhengHei, PingFang, Heiti, Hiragino Sans GB, LiHei, Apple LiGothic,
        WenQuanYi Micro Hei, WenQuanYi Zen Hei, Hei, MS Gothic, MS PGothic, Gothic, HG Gothic,
        HG Gothic B, HG Gothic J, Yu Gothic, Meiryo, BIZ UDGothic, BIZ UDPGothic, Osaka,
        HeiseiKakuGo, KozGoPro, KozGoPr6N, KozGoProVI, MHei, UD Digi Kyokasho, UD Digi Kyokasho N-R,
        UD Digi Kyokasho NK-R, UD Digi Kyokasho NP-R, Dotum, Hiragino Sans, Hiragino Kaku Gothic,
        Hiragino Kaku Gothic ProN, Hiragino Maru Gothic, Gulim, Hiragino Maru Gothic ProN,
        HGGothicE, HGSGothicE, HGPGothicE, HGGothicM, HGMaruGothicMPRO, HGSoeiKakugothicUB,
        HGPSoeiKakugothicUB, HGSSoeiKakugothicUB, Kozuka Gothic, GulimChe, Kozuka Gothic Pr6N,
        Kozuka Gothic ProVI, IPAGothic, IPAPGothic, IPAexGothic, TakaoGothic, TakaoPGothic,
        VL Gothic, Malgun Gothic, DotumChe, New Gulim, AppleGothic, Nanum Gothic, NanumGothic,
        Apple SD Gothic Neo, UnDotum, HCR Dotum, HYGothic, Source Han Sans, Adobe Heiti,
        Adobe Fan Heiti, Adobe Gothic, Adobe Heiti Std R, Adobe Fan Heiti Std B, Adobe Gothic Std B,
        Kozuka Gothic Pro M, Bangla MN, Unifont, Sans, Sans Serif, system-ui, ui-sans-serif,
        BlinkMacSystemFont, inherit, Interface User, Interface System
    """,
    "modern": """
        Courier, Courier New, Courier Prime, Courier 10 Pitch, Consolas, Lucida Console,
        Lucida Sans Typewriter, Cascadia Code, Cascadia Mono, Fixedsys, Terminal, Menlo, Monaco,
        SF Mono, Andale Mono, Liberation Mono, DejaVu Sans Mono, Noto Sans Mono, Noto Mono,
        Nimbus Mono, Nimbus Mono L, FreeMono, Ubuntu Mono, Ubuntu Sans Mono, Cousine, Cumberland,
        Cumberland AMT, Luxi Mono, Bitstream Vera Sans Mono, Droid Sans Mono, Roboto Mono,
        Source Code, Inconsolata, Fira Code, Fira Mono, IBM Plex Mono, JetBrains Mono, PT Mono,
        Space Mono, Anonymous, Aptos Mono, Hack, OCR A Extended, OCRB, Letter Gothic,
        Prestige Elite, MS LineDraw, Latin Modern Mono, CMU Typewriter Text, TeX Gyre Cursor,
        Tlwg Mono, Tlwg Typo, Cutive Mono, Libertinus Mono, DM Mono, Nanum Gothic Coding,
        Miriam Fixed, Mono, Monospace
    """,
    "script": """
        Comic Sans, Comic Sans MS, Comic Neue, Brush Script MT, Bradley Hand, Bradley Hand ITC,
        Segoe Script, Segoe Print, Lucida Handwriting, Lucida Calligraphy, Monotype Corsiva,
        Mistral, Freestyle Script, French Script MT, Edwardian Script ITC, Kunstler Script,
        Palace Script MT, Pristina, Baguet Script, Cochocib Script, Fairwater Script, Fave Script,
        Rastanty Cortez, Mystical Woods Rough Script, Mystical Woods Smooth Script,
        Nanum Brush Script, Nanum Pen Script, Hannotate, HanziPen, Wawati, Xingkai, LingWai, Klee,
        PilGi, Diwan Thuluth, Script, Meddon, Kidprint, Rage, Script MT, Vivaldi, Viner Hand ITC,
        Vladimir Script, Blackadder ITC, Papyrus, Tempus Sans ITC, Informal Roman, Juice ITC,
        Harlow Solid, Ink Free, Kristen ITC, Gigi, Forte, Gabriola, Matura MT Script Capitals,
        Apple Chancery, Zapfino, Snell Roundhand, Noteworthy, Chalkboard, Chalkboard SE,
        Chalkduster, Marker Felt, SignPainter, Savoye LET, Trattatello, Party LET, Pacifico,
        Dancing Script, Caveat, Caveat Brush, Lobster, Lobster Two, Satisfy, Indie Flower,
        Shadows Into Light, Shadows Into Light Two, Great Vibes, Permanent Marker, Kalam,
        Patrick Hand, Courgette, Sacramento, Cookie, Kaushan Script, Amatic, Handlee, Purisa,
        Architects Daughter, Gloria Hallelujah, Coming Soon, Z003, URW Chancery L, TeX Gyre Chorus,
        The Hand, Dreaming Outloud, Cavolini, Modern Love, Zapf Chancery, ITC Zapf Chancery,
        STXingkai, STCaiyun, STHupo, STLiti, STXinwei, FZShuTi, FZYaoTi, HGGyoshotai, HGKyokashotai,
        HGSeikaishotaiPRO, Kristi, cursive
    """,
    "decorative": """
        Algerian, Academy Engraved LET, Nordique Inline, Masque, Braggadocio, Bauhaus 93,
        Bernard MT, Britannic, Broadway, Castellar, Chiller, Colonna MT, Copperplate Gothic,
        Curlz MT, Desdemona, Engravers MT, Felix Titling, Gloucester MT, Harrington, Goudy Stout,
        Imprint MT Shadow, Jokerman, Magneto, Matisse ITC, Niagara Engraved, Onyx, Niagara Solid,
        Old English Text MT, Parchment, Playbill, Ravie, Showcard Gothic, Snap ITC, Stencil,
        Wide Latin, Herculanum, Abril Fatface, Alfa Slab One, Bangers, Fredoka, Fredoka One,
        Righteous, Press Start 2P, Luckiest Guy, Creepster, Black Ops One, Bungee, Monoton,
        Poiret One, Special Elite, Free 3 of 9, Code 128, Libre Barcode 39, Libre Barcode 128,
        fantasy
    """,
    "symbol": """
        Symbol, Symbol PS, Wingdings, Wingdings 2, Wingdings 3, Webdings, MT Extra, Marlett,
        OpenSymbol, StarSymbol, Segoe UI Symbol, Segoe UI Emoji, Segoe UI Historic,
        Segoe MDL2 Assets, Segoe Fluent Icons, Zapf Dingbats, Bodoni Ornaments, Apple Braille,
        HoloLens MDL2 Assets, ITC Zapf Dingbats, Apple Color Emoji, Apple Symbols, Noto Color Emoji,
        Noto Emoji, Noto Sans Symbols, Noto Sans Symbols 2, Noto Music, Symbola, Bookshelf Symbol 7,
        MS Outlook, MS Reference Specialty, Monotype Sorts, Standard Symbols L, Standard Symbols,
        D050000L, Dingbats, Euclid Symbol, Euclid Extra, Material Icons, Font Awesome 5 Free,
        Font Awesome 6 Free
    """,
}  # fmt: skip
_EASTERN = {
    "roman": """
        宋体, 新宋体, 仿宋, 仿宋_GB2312, 楷体, 楷体_GB2312, 华文宋体, 华文中宋, 华文楷体, 华文仿宋,
        隶书, 新細明體, 細明體, 標楷體, MS 明朝, MS P明朝, 游明朝, BIZ UD明朝, BIZ UDP明朝, HG明朝B,
        HG明朝E, HGS明朝E, HGP明朝E, ヒラギノ明朝, ヒラギノ明朝 ProN, 바탕, 바탕체, 궁서, 궁서체,
        나눔명조, 함초롬바탕, 한컴바탕, HY신명조, HY견명조, 휴먼명조
    """,
    "swiss": """
        黑体, 文泉驛微米黑, 文泉驛正黑, 等线, 微软雅黑, 幼圆, 华文细黑, 华文黑体, 微軟正黑體, 苹方,
        蘋方, MS ゴシック, MS Pゴシック, 游ゴシック, メイリオ, HGゴシックE, HGSゴシックE,
        HGPゴシックE, HGゴシックM, HGPゴシックM, HGSゴシックM, HG丸ゴシックM-PRO,
        HG創英角ゴシックUB, HGP創英角ゴシックUB, HGS創英角ゴシックUB, BIZ UDゴシック,
        BIZ UDPゴシック, ヒラギノ角ゴ, ヒラギノ角ゴ ProN, ヒラギノ丸ゴ, ヒラギノ丸ゴ ProN,
        UD デジタル 教科書体 N-R, UD デジタル 教科書体 NK-R, UD デジタル 教科書体 NP-R, 굴림,
        굴림체, 돋움, 돋움체, 맑은 고딕, 새굴림, 나눔고딕, 함초롬돋움, 한컴돋움, HY견고딕, 휴먼고딕,
        휴먼둥근헤드라인, HY울릉도M, HY수평선M, HY동녘B, HY중고딕, HY헤드라인M, HY그래픽M
    """,
    "script": """
        方正舒体, 方正姚体, 华文行楷, 华文新魏, 华文隶书, 华文彩云, 华文琥珀, HG行書体, HGP行書体,
        HGS行書体, HG教科書体, HGP教科書体, HGS教科書体, HG正楷書体-PRO, HG創英角ポップ体,
        HGP創英角ポップ体, HGS創英角ポップ体, HG創英プレゼンスEB, HGP創英プレゼンスEB,
        HGS創英プレゼンスEB, HY엽서L, HY엽서M, HY얕은샘물M, HY목각파임B, HY크리스탈M, 휴먼옛체,
        휴먼편지체, 휴먼매직체, 휴먼엑스포
    """,
}  # fmt: skip
FAMILIES = {
    " ".join(name.split()): family
    for names in (_LATIN, _EASTERN)
    for family, listed in names.items()
    for name in listed.split(",")
}
# How a typeface's name goes on for a weight, a width, a size or another alphabet of it.
STYLES = """
    regular normal normale standard roman book plain bold italic oblique slanted light
    medium black heavy thin hairline demi semi extra extr ultra semibold demibold
    extrabold ultrabold semilight extralight ultralight demilight semib semibol semil
    condensed cond compressed narrow wide extended ext expanded fat display text
    caption small subhead subheading banner mn sangam heading headline micro poster
    variable vf inline smallcaps sc caps unicase mt ps psmt it bd lt std pro offc itc
    acro ui nova next negrita cursiva negrito italico itálico gras italique fett
    kursiv halbfett grassetto corsivo normál negra ligera fina seminegra seminegrita
    redonda vet cursief pogrubiony kursywa tučné обычный полужирный курсив 常规 加粗 倾斜 標準
    太字 斜体 body headings solid w1 w2 w3 w4 w5 w6 w7 w8 w9
"""
ALPHABETS = """
    ce cyr cyrillic greek tur baltic vietnamese western math unicode cjk cn tw jp kr
    tc hk adlam arabic armenian balinese bengali bangla cherokee coptic deseret
    devanagari ethiopic georgian glagolitic gothic gujarati gurmukhi hebrew hindi
    javanese kannada kayah khmer lao lepcha limbu lisu looped malayalam mandaic meetei
    mayek mongolian mro myanmar nko ogham ol chiki oriya odia osage runic samaritan
    sinhala sundanese syriac tagalog tamil telugu thaana thai tibetan tifinagh urdu
    vai yi punjabi assamese marathi nepali maithili konkani sindhi kashmiri
"""
