/// Macros that stand for characters: the name without its backslash, then what it stands for.
///
/// The facts are those of LaTeX's own packages (inputenc, textcomp, amssymb, tipa, unicode-math, cyrillic).
enum SymbolTable {
    /// What the macro stands for; nil where it is none of these.
    static func characters(of name: String) -> String? {
        table.find(name).map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    /// The bytes of what the macro stands for, which are there as long as the program; nil where it is none of these.
    static func characters(of name: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
        table.find(name)?.bytes
    }

    /// A stretch of one of the literals below, which never move.
    private struct Literal: @unchecked Sendable {
        let bytes: UnsafeBufferPointer<UInt8>
    }

    private static let table: NameTable<Literal> = {
        var table = NameTable<Literal>(capacity: 3000)
        for group in [letters, punctuation, greek, functions, symbols, cyrillic, rare] {
            let bytes = UnsafeBufferPointer(start: group.utf8Start, count: group.utf8CodeUnitCount)
            // Two spaces between rows, one between a name and its characters.
            var at = 0
            while let name = word(bytes, &at), let characters = word(bytes, &at) {
                table.set(name, Literal(bytes: characters))
            }
        }
        return table
    }()

    private static func word(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> UnsafeBufferPointer<UInt8>? {
        while at < bytes.count, TeXByte.isSpace(bytes[at]) { at += 1 }
        let start = at
        while at < bytes.count, !TeXByte.isSpace(bytes[at]) { at += 1 }
        return at > start ? UnsafeBufferPointer(rebasing: bytes[start..<at]) : nil
    }

    /// Letters.
    private static let letters: StaticString = #"""
        AA Å  AE Æ  DH Ð  O Ø  Thorn Þ  TH Þ  ss ß  aa å  ae æ  dh ð  o ø  textthorn þ  textthornvari þ
        textthornvarii þ  textthornvariii þ  textthornvariv þ  th þ  DJ Đ  dj đ  textcrd đ  textHbar Ħ  textcrh ħ
        texthbar ħ  i ı  j ȷ  IJ Ĳ  ij ĳ  textkra ĸ  L Ł  textbarl ł  l ł  NG Ŋ  ng ŋ  OE Œ  oe œ  textTbar Ŧ
        textTstroke Ŧ  texttbar ŧ  texttstroke ŧ  textcrb ƀ  textBhook Ɓ  textOopen Ɔ  textChook Ƈ  textchook ƈ
        texthtc ƈ  textDafrican Ɖ  textDhook Ɗ  textEreversed Ǝ  textEopen Ɛ  textFhook Ƒ  textflorin ƒ
        textGammaafrican Ɣ  texthvlig ƕ  hv ƕ  textIotaafrican Ɩ  textKhook Ƙ  textkhook ƙ  texthtk ƙ
        textcrlambda ƛ  textNhookleft Ɲ  OHORN Ơ  ohorn ơ  textPhook Ƥ  textphook ƥ  texthtp ƥ  textEsh Ʃ  ESH Ʃ
        textlooptoprevesh ƪ  textpalhookbelow ƫ  textThook Ƭ  textthook ƭ  texthtt ƭ  textTretroflexhook Ʈ  UHORN Ư
        uhorn ư  textVhook Ʋ  textYhook Ƴ  textyhook ƴ  textEzh Ʒ  texteturned ǝ  textturna ɐ  textscripta ɑ
        textturnscripta ɒ  textbhook ɓ  texthtb ɓ  textoopen ɔ  textopeno ɔ  textctc ɕ  textdtail ɖ  textrtaild ɖ
        textdhook ɗ  texthtd ɗ  textreve ɘ  textschwa ə  textrhookschwa ɚ  texteopen ɛ  textepsilon ɛ
        textrevepsilon ɜ  textrhookrevepsilon ɝ  textcloserevepsilon ɞ  textbardotlessj ɟ  texthtg ɠ  textscriptg ɡ
        textscg ɢ  textgammalatinsmall ɣ  textgamma γ  textramshorns ɤ  textturnh ɥ  texthth ɦ  texththeng ɧ
        textbari ɨ  textiotalatin ɩ  textiota ι  textsci ɪ  textltilde ɫ  textbeltl ɬ  textrtaill ɭ  textlyoghlig ɮ
        textturnm ɯ  textturnmrleg ɰ  textltailm ɱ  textltailn ɲ  textnhookleft ɲ  textrtailn ɳ  textscn ɴ
        textbaro ɵ  textscoelig ɶ  textcloseomega ɷ  textphi ɸ  textturnr ɹ  textturnlonglegr ɺ  textturnrrtail ɻ
        textlonglegr ɼ  textrtailr ɽ  textfishhookr ɾ  textlhti ɿ  textscr ʀ  textinvscr ʁ  textrtails ʂ  textesh ʃ
        texthtbardotlessj ʄ  textraisevibyi ʅ  textctesh ʆ  textturnt ʇ  textrtailt ʈ  texttretroflexhook ʈ
        textbaru ʉ  textupsilon υ  textscriptv ʋ  textvhook ʋ  textturnv ʌ  textturnw ʍ  textturny ʎ  textscy ʏ
        textrtailz ʐ  textctz ʑ  textezh ʒ  textyogh ʒ  textctyogh ʓ  textglotstop ʔ  textrevglotstop ʕ
        textinvglotstop ʖ  textstretchc ʗ  textbullseye ʘ  textscb ʙ  textcloseepsilon ʚ  texthtscg ʛ  textsch ʜ
        textctj ʝ  textturnk ʞ  textscl ʟ  texthtq ʠ  textbarglotstop ʡ  textbarrevglotstop ʢ  textdzlig ʣ
        textdyoghlig ʤ  textdctzlig ʥ  texttslig ʦ  textteshlig ʧ  texttesh ʧ  texttctclig ʨ  hamza ʾ  ain ʿ  ayn ʿ
        textprimstress ˈ  textlengthmark ː  eth ð  textdh ð  textmalteseH Ħ  hbar ħ  textmalteseh ħ  imath ı
        textdoublepipe ǂ  textdoublebarpipe ǂ  jmath ȷ  textrevscripta ɤ  lasp ʿ  textasciicaron ˇ  varGamma Γ
        textGamma Γ  textSigma Σ  textPhi Φ  textOmega Ω  textalpha α  textbeta β  textdelta δ  textniepsilon ε
        textpi π  textsigma σ  texttau τ  varbeta ϐ  textvartheta ϑ  varpi ϖ  Qoppa Ϙ  qoppa ϙ  Stigma Ϛ  stigma ϛ
        Digamma Ϝ  digamma ϝ  Koppa Ϟ  koppa ϟ  Sampi Ϡ  sampi ϡ  varkappa ϰ  textTheta ϴ  upvarTheta ϴ  bud Ъ
        cdprime Ъ  cprime Ь  Euler ℇ  Re ℜ  textohm Ω  Angstroem Å  aleph ℵ  DifferentialD ⅆ  ExponetialE ⅇ
        ComplexI ⅈ  ComplexJ ⅉ
        """#

    /// Punctuation.
    private static let punctuation: StaticString = #"""
        textendash –  textemdash —  textquoteleft ‘  textquoteright ’  quotesinglbase ‚  textquotedblleft “
        textquotedblright ”  quotedblbase „  dag †  ddag ‡  textbullet •  dots …  textperthousand ‰
        textpertenthousand ‱  guilsinglleft ‹  guilsinglright ›  textreferencemark ※  textinterrobang ‽
        textoverline ‾  langle ⟨  rangle ⟩
        """#

    /// Greek of mathematics.
    private static let greek: StaticString = #"""
        alpha α  beta β  gamma γ  delta δ  varepsilon ε  zeta ζ  eta η  vartheta θ  iota ι  kappa κ  lambda λ  nu ν
        xi ξ  omicron ο  pi π  varrho ϱ  varsigma ς  sigma σ  tau τ  upsilon υ  varphi φ  chi χ  psi ψ  omega ω
        Alpha Α  Beta Β  Gamma Γ  Epsilon Ε  Zeta Ζ  Eta Η  Theta Θ  Iota Ι  Kappa Κ  Lambda Λ  Mu Μ  Nu Ν  Xi Ξ
        Omicron Ο  Pi Π  Rho Ρ  Sigma Σ  Tau Τ  Upsilon Υ  Phi Φ  Chi Χ  Psi Ψ  Omega Ω
        """#

    /// Functions, set upright by their name.
    private static let functions: StaticString = #"""
        sin sin  cos cos  tan tan  log log  ln ln  exp exp  lim lim  max max  min min  sup sup  inf inf  det det
        dim dim  ker ker  arg arg  gcd gcd  sec sec  csc csc  cot cot  sinh sinh  cosh cosh  tanh tanh
        arcsin arcsin  arccos arccos  arctan arctan  hom hom  Pr Pr  limsup limsup  liminf liminf  mod mod  bmod mod
        """#

    /// Symbols, most of them of mathematics.
    private static let symbols: StaticString = #"""
        textquotedbl "  textdollar $  textpercent %  textampersand &  textquotesingle '  textasteriskcentered *
        textless <  textequals =  textgreater >  textasciicircum ^  textasciigrave `  textbraceleft {  textbar |
        textbraceright }  textasciitilde ~  textexclamdown ¡  textcent ¢  textsterling £  pounds £  textcurrency ¤
        textyen ¥  textbrokenbar ¦  textsection §  S §  textasciidieresis ¨  textcopyright ©  copyright ©
        textordfeminine ª  guillemotleft «  textminus −  textregistered ®  textasciimacron ¯  textdegree °
        texttwosuperior ²  textthreesuperior ³  textasciiacute ´  textparagraph ¶  P ¶  textcentereddot ·
        textperiodcentered ·  textasciicedilla ¸  textonesuperior ¹  textordmasculine º  guillemotright »
        textonequarter ¼  textonehalf ½  textthreequarters ¾  textquestiondown ¿  textg g  textdiv ÷  div ÷
        texttimes ×  times ×  textmu μ  mu μ  textpm ±  pm ±  textlogicalnot ¬  lnot ¬  textcolonmonetary ₡
        textlira ₤  textnaira ₦  textwon ₩  textdong ₫  euro €  texteuro €  textnumero №  texttrademark ™
        leftarrow ←  uparrow ↑  rightarrow →  downarrow ↓  leftrightarrow ↔  updownarrow ↕  leadsto ↝
        rightleftharpoons ⇌  Rightarrow ⇒  Leftrightarrow ⇔  forall ∀  complement ∁  partial ∂  exists ∃  nexists ∄
        set ∅  Delta Δ  nabla ∇  in ∈  notin ∉  ni ∋  prod ∏  coprod ∐  sum ∑  mp ∓  dotplus ∔  setminus ∖  ast ∗
        circ ∘  bullet ∙  surd √  propto ∝  infty ∞  angle ∠  measuredangle ∡  sphericalangle ∢  mid ∣  nmid ∤
        parallel ∥  nparallel ∦  wedge ∧  vee ∨  cap ∩  cup ∪  int ∫  iint ∬  iiint ∭  oint ∮  therefore ∴
        because ∵  sim ∼  backsim ∽  wr ≀  nsim ≁  simeq ≃  cong ≅  ncong ≇  approx ≈  approxeq ≊  asymp ≍  Bumpeq ≎
        bumpeq ≏  doteq ≐  doteqdot ≑  fallingdotseq ≒  risingdotseq ≓  eqcirc ≖  circeq ≗  triangleq ≜  neq ≠
        equiv ≡  leq ≤  geq ≥  leqq ≦  geqq ≧  lneqq ≨  gneqq ≩  ll ≪  gg ≫  between ≬  nless ≮  ngtr ≯  nleq ≰
        ngeq ≱  lesssim ≲  gtrsim ≳  lessgtr ≶  gtrless ≷  prec ≺  succ ≻  preccurlyeq ≼  succcurlyeq ≽  precsim ≾
        succsim ≿  nprec ⊀  nsucc ⊁  subset ⊂  supset ⊃  subseteq ⊆  supseteq ⊇  nsubseteq ⊈  nsupseteq ⊉
        subsetneq ⊊  supsetneq ⊋  uplus ⊎  sqsubset ⊏  sqsupset ⊐  sqsubseteq ⊑  sqsupseteq ⊒  sqcap ⊓  sqcup ⊔
        oplus ⊕  ominus ⊖  otimes ⊗  oslash ⊘  odot ⊙  circledcirc ⊚  circledast ⊛  circleddash ⊝  boxplus ⊞
        boxminus ⊟  boxtimes ⊠  boxdot ⊡  vdash ⊢  dashv ⊣  top ⊤  bot ⊥  Vdash ⊩  Vvdash ⊪  nVdash ⊮  lhd ⊲  rhd ⊳
        unlhd ⊴  unrhd ⊵  multimap ⊸  intercal ⊺  veebar ⊻  barwedge ⊼  bigwedge ⋀  bigvee ⋁  bigcap ⋂  bigcup ⋃
        diamond ⋄  cdot ⋅  star ⋆  divideontimes ⋇  bowtie ⋈  ltimes ⋉  rtimes ⋊  leftthreetimes ⋋
        rightthreetimes ⋌  backsimeq ⋍  curlyvee ⋎  curlywedge ⋏  Subset ⋐  Supset ⋑  Cap ⋒  Cup ⋓  pitchfork ⋔
        lessdot ⋖  gtrdot ⋗  lll ⋘  ggg ⋙  lesseqgtr ⋚  gtreqless ⋛  curlyeqprec ⋞  curlyeqsucc ⋟  lnsim ⋦  gnsim ⋧
        precnsim ⋨  succnsim ⋩  ntriangleleft ⋪  ntriangleright ⋫  ntrianglelefteq ⋬  ntrianglerighteq ⋭  vdots ⋮
        cdots ⋯  ddots ⋱  lceil ⌈  rceil ⌉  lfloor ⌊  rfloor ⌋  Box □  spadesuit ♠  heartsuit ♡  diamondsuit ♢
        clubsuit ♣  flat ♭  natural ♮  sharp ♯  epsilon ϵ  phi ϕ  glqq „  textbackslash \  backslash \
        texttildelow ˷  yen ¥  neg ¬  micro µ  ell ℓ  Leftarrow ⇐  emptyset ∅  notni ∌  blacksquare ∎  theta θ
        texttheta θ  rho ρ  ldots …  slash /  lbrack [  rbrack ]  textunderscore _  lbrace {  vert |  rbrace }
        textbaht ฿  textpeseta ₧  textpeso ₱  textlnot ¬  cdotp ·  textasciibreve ˘  textacutedbl ˝  backepsilon ϶
        texthorizontalbar ―  Vert ‖  textbardbl ‖  textdbllowline ‗  dagger †  textdagger †  ddagger ‡
        textdaggerdbl ‡  textellipsis …  prime ′  textfractionsolidus ⁄  textcelsius ℃  textcircledP ℗  wp ℘
        textrecipe ℞  textservicemark ℠  textmho ℧  textriota ℩  textestimated ℮  invamp ⅋  textleftarrow ←
        textuparrow ↑  to →  textrightarrow →  textdownarrow ↓  nwarrow ↖  nearrow ↗  searrow ↘  swarrow ↙
        arrowwaveleft ↜  arrowwaveright ↝  MapsUp ↥  mapsto ↦  MapsDown ↧  hookleftarrow ↩  hookrightarrow ↪
        lightning ↯  dlsh ↲  circlearrowright ↻  leftharpoonup ↼  leftharpoondown ↽  rightharpoonup ⇀
        dblarrowupdown ⇅  Uparrow ⇑  Downarrow ⇓  Updownarrow ⇕  dashleftarrow ⇠  dashrightarrow ⇢  LeftArrowBar ⇤
        RightArrowBar ⇥  DownArrowUpArrow ⇵  pfun ⇸  ffun ⇻  textincrement ∆  textelement ∈  textproduct ∏
        textsummation ∑  textsurd √  textinfinity ∞  textintersection ∩  textintegral ∫  textcontourintegral ∮
        surfintegral ∯  volintegral ∰  clwintegral ∱  lcirclerightint ∲  rcirclerightint ∳  dotdiv ∸  homothetic ∻
        lazysinv ∾  AC ∿  NotEqualTilde ≂̸  approxnotequal ≆  textapproxequal ≈  tildetrpl ≋  allequal ≌
        NotHumpDownHump ≎̸  NotHumpEqual ≏̸  estimates ≙  starequal ≛  ne ≠  textnotequal ≠  textequivalence ≡
        le ≤  textlessequal ≤  ge ≥  textgreaterequal ≥  lvertneqq ≨︀  gvertneqq ≩︀  NotLessLess ≪̸
        NotGreaterGreater ≫̸  lessequivlnt ≲  greaterequivlnt ≳  notlessgreater ≸  notgreaterless ≹  precapprox ≾
        NotPrecedesTilde ≾̸  succapprox ≿  NotSucceedsTilde ≿̸  varsubsetneqq ⊊︀  varsupsetneq ⊋︀
        NotSquareSubset ⊏̸  NotSquareSuperset ⊐̸  textvisiblespace ⊔  perp ⊥  models ⊧  truestate ⊧  forcesextra ⊨
        original ⊶  image ⊷  hermitconjmatrix ⊹  rightanglearc ⊾  verymuchless ⋘  verymuchgreater ⋙
        upslopeellipsis ⋰  downslopeellipsis ⋱  barin ⋶  perspcorrespond ⌆  textrevlogicalnot ⌐  wasylozenge ⌑
        recorder ⌕  frown ⌢  smile ⌣  textlangle 〈  textrangle 〉  APLinv ⌹  notslash ⌿  notbackslash ⍀
        APLleftarrowbox ⍇  APLrightarrowbox ⍈  invdiameter ⍉  APLuparrowbox ⍐  APLdownarrowbox ⍗  APLcomment ⍝
        APLinput ⍞  APLlog ⍟  lmoustache ⎰  rmoustache ⎱  textblank ␢  circledS Ⓢ  textSFx ─  textSFxi │  textSFi ┌
        textSFiii ┐  textSFii └  textSFiv ┘  textSFviii ├  textSFix ┤  textSFvi ┬  textSFvii ┴  textSFv ┼
        textSFxliii ═  textSFxxiv ║  textSFli ╒  textSFlii ╓  textSFxxxix ╔  textSFxxii ╕  textSFxxi ╖  textSFxxv ╗
        textSFl ╘  textSFxlix ╙  textSFxxxviii ╚  textSFxxviii ╛  textSFxxvii ╜  textSFxxvi ╝  textSFxxxvi ╞
        textSFxxxvii ╟  textSFxlii ╠  textSFxix ╡  textSFxx ╢  textSFxxiii ╣  textSFxlvii ╤  textSFxlviii ╥
        textSFxli ╦  textSFxlv ╧  textSFxlvi ╨  textSFxl ╩  textSFliv ╪  textSFliii ╫  textSFxliv ╬  diagup ╱
        textupblock ▀  textdnblock ▄  textblock █  textlfblock ▌  textrtblock ▐  textltshade ░  textshade ▒
        textdkshade ▓  textblacksquare ■  square □  RHD ▶  triangleright ▷  bigtriangledown ▽  LHD ◀  triangleleft ◁
        Diamondblack ◆  Diamond ◇  textlozenge ◊  bigcirc ○  CIRCLE ●  LEFTCIRCLE ◖  RIGHTCIRCLE ◗  textopenbullet ◦
        textbigcircle ◯  Sun ☉  Square ☐  CheckedBox ☑  XBox ☒  steaming ☕  pointright ☞  skull ☠  radiation ☢
        biohazard ☣  yinyang ☯  frownie ☹  smiley ☺  mercury ☿  venus ♀  earth ♁  jupiter ♃  saturn ♄  uranus ♅
        neptune ♆  pluto ♇  aries ♈  taurus ♉  gemini ♊  cancer ♋  leo ♌  virgo ♍  libra ♎  scorpio ♏  sagittarius ♐
        capricornus ♑  aquarius ♒  pisces ♓  textmusicalnote ♪  recycle ♻  anchor ⚓  swords ⚔  warning ⚠  medcirc ⚪
        medbullet ⚫  pencil ✎  ballotx ✗  arrowbullet ➢  Lbag ⟅  Rbag ⟆  Diamonddot ⟐  llbracket ⟦  rrbracket ⟧
        lang ⟪  lgroup ⟮  rgroup ⟯  longleftarrow ⟵  longrightarrow ⟶  longleftrightarrow ⟷  Longleftarrow ⟸
        Longrightarrow ⟹  Longleftrightarrow ⟺  longmapsto ⟼  psur ⤀  UpArrowBar ⤒  DownArrowBar ⤓  pinj ⤔  finj ⤕
        bij ⤖  Elolarr ⥀  Elorarr ⥁  leftrightharpoon ⥊  rightleftharpoon ⥋  LeftRightVector ⥎  RightUpDownVector ⥏
        LeftUpDownVector ⥑  LeftVectorBar ⥒  RightVectorBar ⥓  RightUpVectorBar ⥔  RightDownVectorBar ⥕
        DownLeftVectorBar ⥖  DownRightVectorBar ⥗  LeftUpVectorBar ⥘  LeftDownVectorBar ⥙  LeftTeeVector ⥚
        RightTeeVector ⥛  RightUpTeeVector ⥜  RightDownTeeVector ⥝  DownLeftTeeVector ⥞  DownRightTeeVector ⥟
        LeftUpTeeVector ⥠  LeftDownTeeVector ⥡  leftleftharpoons ⥢  upupharpoons ⥣  rightrightharpoons ⥤
        downdownharpoons ⥥  leftbarharpoon ⥪  barleftharpoon ⥫  rightbarharpoon ⥬  barrightharpoon ⥭
        UpEquilibrium ⥮  ReverseUpEquilibrium ⥯  RoundImplies ⥰  rimg ⦈  lblot ⦉  rblot ⦊  Angle ⦜  boxslash ⧄
        LeftTriangleBar ⧏  NotLeftTriangleBar ⧏̸  RightTriangleBar ⧐  NotRightTriangleBar ⧐̸  multimapboth ⧟
        zhide ⧹  bigodot ⨀  bigoplus ⨁  bigotimes ⨂  biguplus ⨄  bigsqcup ⨆  Elxsqcup ⨆  varprod ⨉  clockoint ⨏
        sqrint ⨖  amalg ⨿  ElOr ⩖  Equal ⩵  Same ⩶  leqslant ⩽  nleqslant ⩽̸  geqslant ⩾  ngeqslant ⩾̸
        NestedLessLess ⪡  NotNestedLessLess ⪡̸  NestedGreaterGreater ⪢  NotNestedGreaterGreater ⪢̸  leftslice ⪦
        rightslice ⪧  preceq ⪯  succeq ⪰  llcurly ⪻  ggcurly ⪼  nsubseteqq ⫅̸  nsupseteqq ⫆̸  Top ⫪
        openbracketleft 〚  openbracketright 〛  dbend �  textdiscount ⁒  lq ‘  rq ’  TeX TeX  LaTeX LaTeX
        LaTeXe LaTeX2ε  BibTeX BibTeX  XeTeX XeTeX  LuaTeX LuaTeX  trademark ™  colon :  mdash —  ndash –  lt <
        gt >  emdash —  No №  SS SS  deg deg
        """#

    /// Cyrillic.
    private static let cyrillic: StaticString = #"""
        cyrbyus ѫ  cyrfita ѳ  cyrizh ѵ  CYRLDSC Ӆ  cyrldsc ӆ  CYRMDSC Ӎ  cyrmdsc ӎ  cyryat ѣ  CYRYO Ё  CYRDJE Ђ
        CYRIE Є  CYRDZE Ѕ  CYRII І  CYRYI Ї  CYRJE Ј  CYRLJE Љ  CYRNJE Њ  CYRTSHE Ћ  CYRUSHRT Ў  CYRDZHE Џ  CYRA А
        CYRB Б  CYRV В  CYRG Г  CYRD Д  CYRE Е  CYRZH Ж  CYRZ З  CYRI И  CYRISHRT Й  CYRK К  CYRL Л  CYRM М  CYRN Н
        CYRO О  CYRP П  CYRR Р  CYRS С  CYRT Т  CYRU У  CYRF Ф  CYRH Х  CYRC Ц  CYRCH Ч  CYRSH Ш  CYRSHCH Щ
        CYRHRDSN Ъ  CYRERY Ы  CYRSFTSN Ь  CYREREV Э  CYRYU Ю  CYRYA Я  cyra а  cyrb б  cyrv в  cyrg г  cyrd д
        cyre е  cyrzh ж  cyrz з  cyri и  cyrishrt й  cyrk к  cyrl л  cyrm м  cyrn н  cyro о  cyrp п  cyrr р  cyrs с
        cyrt т  cyru у  cyrf ф  cyrh х  cyrc ц  cyrch ч  cyrsh ш  cyrshch щ  cyrhrdsn ъ  cyrery ы  cyrsftsn ь
        cyrerev э  cyryu ю  cyrya я  cyryo ё  cyrdje ђ  cyrie є  cyrdze ѕ  cyrii і  cyryi ї  cyrje ј  cyrlje љ
        cyrnje њ  cyrtshe ћ  cyrushrt ў  cyrdzhe џ  CYROMEGA Ѡ  cyromega ѡ  CYRYAT Ѣ  CYRIOTE Ѥ  cyriote ѥ
        CYRLYUS Ѧ  cyrlyus ѧ  CYRIOTLYUS Ѩ  cyriotlyus ѩ  CYRBYUS Ѫ  CYRIOTBYUS Ѭ  cyriotbyus ѭ  CYRKSI Ѯ  cyrksi ѯ
        CYRPSI Ѱ  cyrpsi ѱ  CYRFITA Ѳ  CYRIZH Ѵ  CYRUK Ѹ  cyruk ѹ  CYROMEGARND Ѻ  cyromegarnd ѻ  CYROMEGATITLO Ѽ
        cyromegatitlo ѽ  CYROT Ѿ  cyrot ѿ  CYRKOPPA Ҁ  cyrkoppa ҁ  cyrthousands ҂  CYRSEMISFTSN Ҍ  cyrsemisftsn ҍ
        CYRRTICK Ҏ  cyrrtick ҏ  CYRGUP Ґ  cyrgup ґ  CYRGHCRS Ғ  cyrghcrs ғ  CYRGHK Ҕ  cyrghk ҕ  CYRZHDSC Җ
        cyrzhdsc җ  CYRZDSC Ҙ  cyrzdsc ҙ  CYRKDSC Қ  cyrkdsc қ  CYRKVCRS Ҝ  cyrkvcrs ҝ  CYRKHCRS Ҟ  cyrkhcrs ҟ
        CYRKBEAK Ҡ  cyrkbeak ҡ  CYRNDSC Ң  cyrndsc ң  CYRNG Ҥ  cyrng ҥ  CYRPHK Ҧ  cyrphk ҧ  CYRABHHA Ҩ  cyrabhha ҩ
        CYRSDSC Ҫ  cyrsdsc ҫ  CYRTDSC Ҭ  cyrtdsc ҭ  CYRY Ү  cyry ү  CYRYHCRS Ұ  cyryhcrs ұ  CYRHDSC Ҳ  cyrhdsc ҳ
        CYRTETSE Ҵ  cyrtetse ҵ  CYRCHRDSC Ҷ  cyrchrdsc ҷ  CYRCHVCRS Ҹ  cyrchvcrs ҹ  CYRSHHA Һ  cyrshha һ  CYRABHCH Ҽ
        cyrabhch ҽ  CYRABHCHDSC Ҿ  cyrabhchdsc ҿ  CYRpalochka Ӏ  CYRKHK Ӄ  cyrkhk ӄ  CYRNHK Ӈ  cyrnhk ӈ  CYRCHLDSC Ӌ
        cyrchldsc ӌ  CYRAE Ӕ  cyrae ӕ  CYRSCHWA Ә  cyrschwa ә  CYRABHDZE Ӡ  cyrabhdze ӡ  CYROTLD Ө  cyrotld ө
        """#

    /// Further mathematics.
    private static let rare: StaticString = #"""
        lparen (  rparen )  less <  equal =  greater >  upDigamma Ϝ  updigamma ϝ  upbackepsilon ϶  horizbar ―
        twolowline ‗  smblkcircle •  enleadertwodots ‥  unicodeellipsis …  dprime ″  trprime ‴  backprime ‵
        backdprime ‶  backtrprime ‷  caretinsert ‸  Exclam ‼  tieconcat ⁀  hyphenbullet ⁃  fracslash ⁄  Question ⁇
        closure ⁐  qprime ⁗  textnsuperior ⁿ  Eulerconst ℇ  Planckconst ℎ  hslash ℏ  Im ℑ  mho ℧  turnediota ℩
        Angstrom Å  Finv Ⅎ  beth ℶ  gimel ℷ  daleth ℸ  Game ⅁  sansLturned ⅂  sansLmirrored ⅃  Yup ⅄
        CapitalDifferentialD ⅅ  PropertyLine ⅊  upand ⅋  nleftarrow ↚  nrightarrow ↛  leftwavearrow ↜
        rightwavearrow ↝  twoheadleftarrow ↞  twoheaduparrow ↟  twoheadrightarrow ↠  twoheaddownarrow ↡
        leftarrowtail ↢  rightarrowtail ↣  mapsfrom ↤  mapsup ↥  mapsdown ↧  updownarrowbar ↨  looparrowleft ↫
        looparrowright ↬  leftrightsquigarrow ↭  nleftrightarrow ↮  downzigzagarrow ↯  Lsh ↰  Rsh ↱  Ldsh ↲  Rdsh ↳
        linefeed ↴  carriagereturn ↵  curvearrowleft ↶  curvearrowright ↷  barovernorthwestarrow ↸
        barleftarrowrightarrowbar ↹  acwopencirclearrow ↺  circlearrowleft ↺  cwopencirclearrow ↻  upharpoonright ↾
        upharpoonleft ↿  rightharpoondown ⇁  downharpoonright ⇂  downharpoonleft ⇃  rightleftarrows ⇄
        updownarrows ⇅  leftrightarrows ⇆  leftleftarrows ⇇  upuparrows ⇈  rightrightarrows ⇉  downdownarrows ⇊
        leftrightharpoons ⇋  nLeftarrow ⇍  nLeftrightarrow ⇎  nRightarrow ⇏  Nwarrow ⇖  Nearrow ⇗  Searrow ⇘
        Swarrow ⇙  Lleftarrow ⇚  Rrightarrow ⇛  leftsquigarrow ⇜  rightsquigarrow ⇝  nHuparrow ⇞  nHdownarrow ⇟
        leftdasharrow ⇠  updasharrow ⇡  rightdasharrow ⇢  downdasharrow ⇣  barleftarrow ⇤  rightarrowbar ⇥
        leftwhitearrow ⇦  upwhitearrow ⇧  rightwhitearrow ⇨  downwhitearrow ⇩  whitearrowupfrombar ⇪
        circleonrightarrow ⇴  downuparrows ⇵  rightthreearrows ⇶  nvleftarrow ⇷  nvrightarrow ⇸  nvleftrightarrow ⇹
        nVleftarrow ⇺  nVrightarrow ⇻  nVleftrightarrow ⇼  leftarrowtriangle ⇽  rightarrowtriangle ⇾
        leftrightarrowtriangle ⇿  textpartial ∂  varnothing ∅  increment ∆  smallin ∊  nni ∌  smallni ∍  QED ∎
        minus −  divslash ∕  vysmwhtcircle ∘  vysmblkcircle ∙  cuberoot ∛  fourthroot ∜  rightangle ∟  textcap ∧
        oiint ∯  oiiint ∰  intclockwise ∱  varointclockwise ∲  ointctrclockwise ∳  Colon ∷  dotminus ∸  dashcolon ∹
        eqcolon ∹  dotsminusdots ∺  kernelcontraction ∻  invlazys ∾  sinewave ∿  eqsim ≂  texteqsim ≂  sime ≃
        nsime ≄  nsimeq ≄  simneqq ≆  napprox ≉  approxident ≋  backcong ≌  Doteq ≑  coloneq ≔  arceq ≘  wedgeq ≙
        veeeq ≚  stareq ≛  eqdef ≝  measeq ≞  questeq ≟  nequiv ≢  Equiv ≣  nasymp ≭  nlesssim ≴  ngtrsim ≵
        nlessgtr ≸  ngtrless ≹  nsubset ⊄  nsupset ⊅  cupleftarrow ⊌  cupdot ⊍  circledequal ⊜  assert ⊦
        vDash ⊨  VDash ⊫  nvdash ⊬  nvDash ⊭  nVDash ⊯  prurel ⊰  scurel ⊱  vartriangleleft ⊲  vartriangleright ⊳
        trianglelefteq ⊴  trianglerighteq ⊵  origof ⊶  imageof ⊷  hermitmatrix ⊹  barvee ⊽  measuredrightangle ⊾
        varlrtriangle ⊿  smwhtdiamond ⋄  equalparallel ⋕  hash ⋕  eqless ⋜  eqgtr ⋝  npreccurlyeq ⋠  npreceq ⋠
        nsucccurlyeq ⋡  nsucceq ⋡  nsqsubseteq ⋢  nsqsupseteq ⋣  sqsubsetneq ⋤  sqsupsetneq ⋥
        precedesnotsimilar ⋨  nvartriangleleft ⋪  nvartriangleright ⋫  unicodecdots ⋯  adots ⋰  disin ⋲
        varisins ⋳  isins ⋴  isindot ⋵  varisinobar ⋶  isinobar ⋷  isinvb ⋸  isinE ⋹  nisd ⋺  varnis ⋻  nis ⋼
        varniobar ⋽  niobar ⋾  bagmember ⋿  diameter ⌀  house ⌂  varbarwedge ⌅  vardoublebarwedge ⌆  invnot ⌐
        invneg ⌐  sqlozenge ⌑  profline ⌒  profsurf ⌓  viewdata ⌗  turnednot ⌙  ulcorner ⌜  urcorner ⌝  llcorner ⌞
        lrcorner ⌟  inttop ⌠  intbottom ⌡  varhexagonlrbonds ⌬  conictaper ⌲  topbot ⌶  obar ⌽  APLnotslash ⌿
        APLnotbackslash ⍀  APLboxupcaret ⍓  APLboxquestion ⍰  rangledownzigzagarrow ⍼  hexagon ⎔  lparenuend ⎛
        lparenextender ⎜  lparenlend ⎝  rparenuend ⎞  rparenextender ⎟  rparenlend ⎠  lbrackuend ⎡  lbrackextender ⎢
        lbracklend ⎣  rbrackuend ⎤  rbrackextender ⎥  rbracklend ⎦  lbraceuend ⎧  lbracemid ⎨  lbracelend ⎩
        vbraceextender ⎪  rbraceuend ⎫  rbracemid ⎬  rbracelend ⎭  intextender ⎮  harrowextender ⎯  sumtop ⎲
        sumbottom ⎳  overbracket ⎴  underbracket ⎵  bbrktbrk ⎶  sqrtbottom ⎷  lvboxline ⎸  rvboxline ⎹
        varcarriagereturn ⏎  overparen ⏜  underparen ⏝  overbrace ⏞  underbrace ⏟  obrbrak ⏠  ubrbrak ⏡  trapezium ⏢
        benzenr ⏣  strns ⏤  fltns ⏥  accurrent ⏦  elinters ⏧  blanksymbol ␢  bdtriplevdash ┆  blockuphalf ▀
        blocklowhalf ▄  blockfull █  blocklefthalf ▌  blockrighthalf ▐  blockqtrshaded ░  blockhalfshaded ▒
        blockthreeqtrshaded ▓  mdlgblksquare ■  mdlgwhtsquare □  squoval ▢  blackinwhitesquare ▣  squarehfill ▤
        squarevfill ▥  squarehvfill ▦  squarenwsefill ▧  squareneswfill ▨  squarecrossfill ▩  smblksquare ▪
        smwhtsquare ▫  hrectangleblack ▬  hrectangle ▭  vrectangleblack ▮  vrectangle ▯  parallelogramblack ▰
        parallelogram ▱  bigblacktriangleup ▲  bigtriangleup △  blacktriangle ▴  vartriangle ▵  blacktriangleright ▶
        smallblacktriangleright ▸  smalltriangleright ▹  blackpointerright ►  whitepointerright ▻
        bigblacktriangledown ▼  blacktriangledown ▾  triangledown ▿  blacktriangleleft ◀  smallblacktriangleleft ◂
        smalltriangleleft ◃  blackpointerleft ◄  whitepointerleft ◅  mdlgblkdiamond ◆  mdlgwhtdiamond ◇
        blackinwhitediamond ◈  fisheye ◉  mdlgwhtlozenge ◊  lozenge ◊  mdlgwhtcircle ○  dottedcircle ◌
        circlevertfill ◍  bullseye ◎  mdlgblkcircle ●  circlelefthalfblack ◐  circlerighthalfblack ◑
        circlebottomhalfblack ◒  circletophalfblack ◓  circleurquadblack ◔  blackcircleulquadwhite ◕
        blacklefthalfcircle ◖  blackrighthalfcircle ◗  inversebullet ◘  inversewhitecircle ◙
        invwhiteupperhalfcircle ◚  invwhitelowerhalfcircle ◛  ularc ◜  urarc ◝  lrarc ◞  llarc ◟  topsemicircle ◠
        botsemicircle ◡  lrblacktriangle ◢  llblacktriangle ◣  ulblacktriangle ◤  urblacktriangle ◥  smwhtcircle ◦
        squareleftblack ◧  squarerightblack ◨  squareulblack ◩  squarelrblack ◪  boxbar ◫  trianglecdot ◬
        triangleleftblack ◭  trianglerightblack ◮  lgwhtcircle ◯  squareulquad ◰  squarellquad ◱  squarelrquad ◲
        squareurquad ◳  circleulquad ◴  circlellquad ◵  circlelrquad ◶  circleurquad ◷  ultriangle ◸  urtriangle ◹
        lltriangle ◺  mdwhtsquare ◻  mdblksquare ◼  mdsmwhtsquare ◽  mdsmblksquare ◾  lrtriangle ◿  bigstar ★
        bigwhitestar ☆  astrosun ☉  danger ☡  blacksmiley ☻  sun ☼  rightmoon ☽  leftmoon ☾  female ♀  male ♂
        varspadesuit ♤  varheartsuit ♥  vardiamondsuit ♦  varclubsuit ♧  quarternote ♩  eighthnote ♪  twonotes ♫
        sixteenthnote ♬  acidfree ♾  dicei ⚀  diceii ⚁  diceiii ⚂  diceiv ⚃  dicev ⚄  dicevi ⚅  circledrightdot ⚆
        circledtwodots ⚇  blackcircledrightdot ⚈  blackcircledtwodots ⚉  Hermaphrodite ⚥  mdwhtcircle ⚪
        mdblkcircle ⚫  mdsmwhtcircle ⚬  neuter ⚲  checkmark ✓  maltese ✠  circledstar ✪  varstar ✶  dingasterisk ✽
        lbrbrak ❲  rbrbrak ❳  draftingarrow ➛  threedangle ⟀  whiteinwhitetriangle ⟁  subsetcirc ⟃  supsetcirc ⟄
        lbag ⟅  rbag ⟆  veedot ⟇  bsolhsub ⟈  suphsol ⟉  longdivision ⟌  diagdown ⟍  diamondcdot ⟐  wedgedot ⟑
        upin ⟒  pullback ⟓  pushout ⟔  leftouterjoin ⟕  rightouterjoin ⟖  fullouterjoin ⟗  bigbot ⟘  bigtop ⟙
        DashVDash ⟚  dashVdash ⟛  multimapinv ⟜  vlongdash ⟝  longdashv ⟞  cirbot ⟟  lozengeminus ⟠
        concavediamond ⟡  concavediamondtickleft ⟢  concavediamondtickright ⟣  whitesquaretickleft ⟤
        whitesquaretickright ⟥  lBrack ⟦  rBrack ⟧  lAngle ⟪  rAngle ⟫  rang ⟫  Lbrbrak ⟬  Rbrbrak ⟭  UUparrow ⟰
        DDownarrow ⟱  acwgapcirclearrow ⟲  cwgapcirclearrow ⟳  rightarrowonoplus ⟴  longmapsfrom ⟻  Longmapsfrom ⟽
        Longmapsto ⟾  longrightsquigarrow ⟿  nvtwoheadrightarrow ⤀  nVtwoheadrightarrow ⤁  nvLeftarrow ⤂
        nvRightarrow ⤃  nvLeftrightarrow ⤄  twoheadmapsto ⤅  Mapsfrom ⤆  Mapsto ⤇  downarrowbarred ⤈
        uparrowbarred ⤉  Uuparrow ⤊  Ddownarrow ⤋  leftbkarrow ⤌  rightbkarrow ⤍  leftdbkarrow ⤎  dbkarrow ⤏
        drbkarrow ⤐  rightdotarrow ⤑  baruparrow ⤒  downarrowbar ⤓  nvrightarrowtail ⤔  nVrightarrowtail ⤕
        twoheadrightarrowtail ⤖  nvtwoheadrightarrowtail ⤗  nVtwoheadrightarrowtail ⤘  lefttail ⤙  righttail ⤚
        leftdbltail ⤛  rightdbltail ⤜  diamondleftarrow ⤝  rightarrowdiamond ⤞  diamondleftarrowbar ⤟
        barrightarrowdiamond ⤠  nwsearrow ⤡  neswarrow ⤢  hknwarrow ⤣  hknearrow ⤤  hksearrow ⤥  hkswarrow ⤦  tona ⤧
        toea ⤨  tosa ⤩  towa ⤪  rdiagovfdiag ⤫  fdiagovrdiag ⤬  seovnearrow ⤭  neovsearrow ⤮  fdiagovnearrow ⤯
        rdiagovsearrow ⤰  neovnwarrow ⤱  nwovnearrow ⤲  rightcurvedarrow ⤳  uprightcurvearrow ⤴
        downrightcurvedarrow ⤵  leftdowncurvedarrow ⤶  rightdowncurvedarrow ⤷  cwrightarcarrow ⤸  acwleftarcarrow ⤹
        acwoverarcarrow ⤺  acwunderarcarrow ⤻  curvearrowrightminus ⤼  curvearrowleftplus ⤽  cwundercurvearrow ⤾
        ccwundercurvearrow ⤿  acwcirclearrow ⥀  cwcirclearrow ⥁  rightarrowshortleftarrow ⥂
        leftarrowshortrightarrow ⥃  shortrightarrowleftarrow ⥄  rightarrowplus ⥅  leftarrowplus ⥆  rightarrowx ⥇
        leftrightarrowcircle ⥈  twoheaduparrowcircle ⥉  leftrightharpoonupdown ⥊  leftrightharpoondownup ⥋
        updownharpoonrightleft ⥌  updownharpoonleftright ⥍  leftrightharpoonupup ⥎  updownharpoonrightright ⥏
        leftrightharpoondowndown ⥐  DownLeftRightVector ⥐  updownharpoonleftleft ⥑  barleftharpoonup ⥒
        rightharpoonupbar ⥓  barupharpoonright ⥔  downharpoonrightbar ⥕  barleftharpoondown ⥖  rightharpoondownbar ⥗
        barupharpoonleft ⥘  downharpoonleftbar ⥙  leftharpoonupbar ⥚  barrightharpoonup ⥛  upharpoonrightbar ⥜
        bardownharpoonright ⥝  leftharpoondownbar ⥞  barrightharpoondown ⥟  upharpoonleftbar ⥠  bardownharpoonleft ⥡
        leftharpoonsupdown ⥢  upharpoonsleftright ⥣  rightharpoonsupdown ⥤  downharpoonsleftright ⥥
        leftrightharpoonsup ⥦  leftrightharpoonsdown ⥧  rightleftharpoonsup ⥨  rightleftharpoonsdown ⥩
        leftharpoonupdash ⥪  dashleftharpoondown ⥫  rightharpoonupdash ⥬  dashrightharpoondown ⥭
        updownharpoonsleftright ⥮  downupharpoonsleftright ⥯  rightimply ⥰  equalrightarrow ⥱  similarrightarrow ⥲
        leftarrowsimilar ⥳  rightarrowsimilar ⥴  rightarrowapprox ⥵  ltlarr ⥶  leftarrowless ⥷  gtrarr ⥸  subrarr ⥹
        leftarrowsubset ⥺  suplarr ⥻  leftfishtail ⥼  rightfishtail ⥽  upfishtail ⥾  downfishtail ⥿  Vvert ⦀
        mdsmblkcircle ⦁  spot ⦁  typecolon ⦂  lBrace ⦃  rBrace ⦄  lParen ⦅  rParen ⦆  Elroang ⦆  llparenthesis ⦇
        limg ⦇  rrparenthesis ⦈  llangle ⦉  rrangle ⦊  lbrackubar ⦋  rbrackubar ⦌  lbrackultick ⦍  rbracklrtick ⦎
        lbracklltick ⦏  rbrackurtick ⦐  langledot ⦑  rangledot ⦒  lparenless ⦓  rparengtr ⦔  Lparengtr ⦕
        Rparenless ⦖  lblkbrbrak ⦗  rblkbrbrak ⦘  fourvdots ⦙  vzigzag ⦚  measuredangleleft ⦛  rightanglesqr ⦜
        rightanglemdot ⦝  angles ⦞  angdnr ⦟  gtlpar ⦠  sphericalangleup ⦡  turnangle ⦢  revangle ⦣  angleubar ⦤
        revangleubar ⦥  wideangledown ⦦  wideangleup ⦧  measanglerutone ⦨  measanglelutonw ⦩  measanglerdtose ⦪
        measangleldtosw ⦫  measangleurtone ⦬  measangleultonw ⦭  measangledrtose ⦮  measangledltosw ⦯  revemptyset ⦰
        emptysetobar ⦱  emptysetocirc ⦲  emptysetoarr ⦳  emptysetoarrl ⦴  circlehbar ⦵  circledvert ⦶
        circledparallel ⦷  obslash ⦸  circledbslash ⦸  operp ⦹  obot ⦺  olcross ⦻  odotslashdot ⦼  uparrowoncircle ⦽
        circledwhitebullet ⦾  circledbullet ⦿  olessthan ⧀  circledless ⧀  ogreaterthan ⧁  circledgtr ⧁  cirscir ⧂
        cirE ⧃  boxdiag ⧄  boxbslash ⧅  boxast ⧆  boxcircle ⧇  boxbox ⧈  boxonbox ⧉  triangleodot ⧊  triangleubar ⧋
        triangles ⧌  triangleserifs ⧍  rtriltri ⧎  ltrivb ⧏  vbrtri ⧐  lfbowtie ⧑  rfbowtie ⧒  fbowtie ⧓  lftimes ⧔
        rftimes ⧕  hourglass ⧖  blackhourglass ⧗  lvzigzag ⧘  rvzigzag ⧙  Lvzigzag ⧚  Rvzigzag ⧛  iinfin ⧜
        tieinfty ⧝  nvinfty ⧞  dualmap ⧟  laplac ⧠  lrtriangleeq ⧡  shuffle ⧢  eparsl ⧣  smeparsl ⧤  eqvparsl ⧥
        gleichstark ⧦  thermod ⧧  downtriangleleftblack ⧨  downtrianglerightblack ⧩  blackdiamonddownarrow ⧪
        mdlgblklozenge ⧫  blacklozenge ⧫  circledownarrow ⧬  blackcircledownarrow ⧭  errbarsquare ⧮
        errbarblacksquare ⧯  errbardiamond ⧰  errbarblackdiamond ⧱  errbarcircle ⧲  errbarblackcircle ⧳
        ruledelayed ⧴  RuleDelayed ⧴  reversesolidus ⧵  dsol ⧶  rsolbar ⧷  xsol ⧸  xbsol ⧹  doubleplus ⧺
        tripleplus ⧻  lcurvyangle ⧼  rcurvyangle ⧽  tplus ⧾  tminus ⧿  bigcupdot ⨃  Elxuplus ⨄  bigsqcap ⨅
        conjquant ⨇  disjquant ⨈  bigtimes ⨉  modtwosum ⨊  sumint ⨋  iiiint ⨌  intbar ⨍  intBar ⨎  fint ⨏
        cirfnint ⨐  awint ⨑  rppolint ⨒  scpolint ⨓  npolint ⨔  pointint ⨕  sqint ⨖  intlarhk ⨗  intx ⨘  intcap ⨙
        intcup ⨚  upint ⨛  lowint ⨜  Join ⨝  bigtriangleleft ⨞  zcmp ⨟  zpipe ⨠  zproject ⨡  ringplus ⨢  plushat ⨣
        simplus ⨤  plusdot ⨥  plussim ⨦  plussubtwo ⨧  plustrif ⨨  commaminus ⨩  minusdot ⨪  minusfdots ⨫
        minusrdots ⨬  opluslhrim ⨭  oplusrhrim ⨮  vectimes ⨯  dottimes ⨰  timesbar ⨱  btimes ⨲  smashtimes ⨳
        otimeslhrim ⨴  otimesrhrim ⨵  otimeshat ⨶  Otimes ⨷  odiv ⨸  triangleplus ⨹  triangleminus ⨺
        triangletimes ⨻  intprod ⨼  intprodr ⨽  fcmp ⨾  capdot ⩀  uminus ⩁  barcup ⩂  barcap ⩃  capwedge ⩄  cupvee ⩅
        cupovercap ⩆  capovercup ⩇  cupbarcap ⩈  capbarcup ⩉  twocups ⩊  twocaps ⩋  closedvarcup ⩌  closedvarcap ⩍
        Sqcap ⩎  Sqcup ⩏  closedvarcupsmashprod ⩐  wedgeodot ⩑  veeodot ⩒  Wedge ⩓  Vee ⩔  wedgeonwedge ⩕
        veeonvee ⩖  bigslopedvee ⩗  bigslopedwedge ⩘  veeonwedge ⩙  wedgemidvert ⩚  veemidvert ⩛  midbarwedge ⩜
        midbarvee ⩝  doublebarwedge ⩞  wedgebar ⩟  wedgedoublebar ⩠  varveebar ⩡  doublebarvee ⩢  veedoublebar ⩣
        dsub ⩤  rsub ⩥  eqdot ⩦  dotequiv ⩧  equivVert ⩨  equivVvert ⩩  dotsim ⩪  simrdots ⩫  simminussim ⩬
        congdot ⩭  asteq ⩮  hatapprox ⩯  approxeqq ⩰  eqqplus ⩱  pluseqq ⩲  eqqsim ⩳  Coloneq ⩴  Coloneqq ⩴  eqeq ⩵
        eqeqeq ⩶  ddotseq ⩷  equivDD ⩸  ltcir ⩹  gtcir ⩺  ltquest ⩻  gtquest ⩼  lesdot ⩿  gesdot ⪀  lesdoto ⪁
        gesdoto ⪂  lesdotor ⪃  gesdotol ⪄  lessapprox ⪅  gtrapprox ⪆  lneq ⪇  gneq ⪈  lnapprox ⪉  gnapprox ⪊
        lesseqqgtr ⪋  gtreqqless ⪌  lsime ⪍  gsime ⪎  lsimg ⪏  gsiml ⪐  lgE ⪑  glE ⪒  lesges ⪓  gesles ⪔
        eqslantless ⪕  eqslantgtr ⪖  elsdot ⪗  egsdot ⪘  eqqless ⪙  eqqgtr ⪚  eqqslantless ⪛  eqqslantgtr ⪜
        simless ⪝  simgtr ⪞  simlE ⪟  simgE ⪠  Lt ⪡  Gt ⪢  partialmeetcontraction ⪣  glj ⪤  gla ⪥  ltcc ⪦  gtcc ⪧
        lescc ⪨  gescc ⪩  smt ⪪  lat ⪫  smte ⪬  late ⪭  bumpeqq ⪮  precneq ⪱  succneq ⪲  preceqq ⪳  succeqq ⪴
        precneqq ⪵  succneqq ⪶  precnapprox ⪹  succnapprox ⪺  Prec ⪻  Succ ⪼  subsetdot ⪽  supsetdot ⪾  subsetplus ⪿
        supsetplus ⫀  submult ⫁  supmult ⫂  subedot ⫃  supedot ⫄  subseteqq ⫅  supseteqq ⫆  subsim ⫇  supsim ⫈
        subsetapprox ⫉  supsetapprox ⫊  subsetneqq ⫋  supsetneqq ⫌  lsqhook ⫍  rsqhook ⫎  csub ⫏  csup ⫐  csube ⫑
        csupe ⫒  subsup ⫓  supsub ⫔  subsub ⫕  supsup ⫖  suphsub ⫗  supdsub ⫘  forkv ⫙  topfork ⫚  mlcp ⫛  forks ⫝̸
        forksnot ⫝  shortlefttack ⫞  shortdowntack ⫟  shortuptack ⫠  perps ⫡  vDdash ⫢  dashV ⫣  Dashv ⫤  DashV ⫥
        varVdash ⫦  Barv ⫧  vBar ⫨  vBarv ⫩  barV ⫪  Vbar ⫫  Not ⫬  bNot ⫭  revnmid ⫮  cirmid ⫯  midcir ⫰  topcir ⫱
        nhpar ⫲  parsim ⫳  interleave ⫴  nhVvert ⫵  threedotcolon ⫶  lllnest ⫷  gggnest ⫸  leqqslant ⫹  geqqslant ⫺
        trslash ⫻  biginterleave ⫼  sslash ⫽  talloblong ⫾  bigtalloblong ⫿  squaretopblack ⬒  squarebotblack ⬓
        squareurblack ⬔  squarellblack ⬕  diamondleftblack ⬖  diamondrightblack ⬗  diamondtopblack ⬘
        diamondbotblack ⬙  dottedsquare ⬚  lgblksquare ⬛  lgwhtsquare ⬜  vysmblksquare ⬝  vysmwhtsquare ⬞
        pentagonblack ⬟  pentagon ⬠  varhexagon ⬡  varhexagonblack ⬢  hexagonblack ⬣  lgblkcircle ⬤  mdblkdiamond ⬥
        mdwhtdiamond ⬦  mdblklozenge ⬧  mdwhtlozenge ⬨  smblkdiamond ⬩  smblklozenge ⬪  smwhtlozenge ⬫
        blkhorzoval ⬬  whthorzoval ⬭  blkvertoval ⬮  whtvertoval ⬯  circleonleftarrow ⬰  leftthreearrows ⬱
        leftarrowonoplus ⬲  longleftsquigarrow ⬳  nvtwoheadleftarrow ⬴  nVtwoheadleftarrow ⬵  twoheadmapsfrom ⬶
        twoheadleftdbkarrow ⬷  leftdotarrow ⬸  nvleftarrowtail ⬹  nVleftarrowtail ⬺  twoheadleftarrowtail ⬻
        nvtwoheadleftarrowtail ⬼  nVtwoheadleftarrowtail ⬽  leftarrowx ⬾  leftcurvedarrow ⬿  equalleftarrow ⭀
        bsimilarleftarrow ⭁  leftarrowbackapprox ⭂  rightarrowgtr ⭃  rightarrowsupset ⭄  LLeftarrow ⭅  RRightarrow ⭆
        bsimilarrightarrow ⭇  rightarrowbackapprox ⭈  similarleftarrow ⭉  leftarrowapprox ⭊  leftarrowbsimilar ⭋
        rightarrowbsimilar ⭌  medwhitestar ⭐  medblackstar ⭑  smwhitestar ⭒  rightpentagonblack ⭓  rightpentagon ⭔
        postalmark 〒  hzigzag 〰
        """#

}
