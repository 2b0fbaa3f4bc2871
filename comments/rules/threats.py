"""Threats and calls to violence, in Spanish and English: said to somebody, or about somebody.

What is told in the past ("lo mataron", "they killed him") is news and is not looked for.
"""

import re

from django.utils.translation import gettext_lazy as _

from comments.flags import Lane
from comments.rules import Found, Said

TITLE = _("Threat or call to violence")

# Verbs of harm, for "te voy a …", "hay que …ios", "que lo …en".
_HARM = (
    r"(?:matar|quebrar|levantar|ejecutar|desaparecer|descuartizar|despedazar|picar|cocinar|quemar"
    r"|balear|rafaguear|tronar|colgar|cazar|golpear|chingar|madrear|reventar|tablear"
    r"|degollar|decapitar|torturar|violar|linchar|fusilar|secuestrar"
    r"|dar (?:piso|plomo|cuello|bajon|en la madre)|ajusticiar|tumbar|destazar|encobijar)"
)
_HARM_PLURAL = (
    r"(?:maten|mueran|quiebren|levanten|ejecuten|desaparezcan|descuarticen|quemen|baleen|cuelguen"
    r"|linchen|fusilen|torturen|violen|golpeen|revienten|tablen|tableen|agarren a balazos|dele?n"
    r" piso|secuestren|metan un balazo|truenen|chinguen|decapiten)"
)
_HARM_YOU = r"(?:enterrar|partir|cortar|acabar|buscar y|encontrar y|visitar y)"
# What nobody means: to die of hunger, of laughter.
_REALLY = r"(?! de (?:hambre|frio|sed|calor|risa|covid|gusto|aburrimiento|miedo|susto))"
_WHOM = r"(?:te|los|las|lo|la|les|le|me los|me lo|me la|se los)"
_FAMILY = (
    r"(?:tu|su|tus|sus) (?:familia|hijos?|hijas?|mama|madre|papa|esposa|mujer|casa|gente|cabezas?"
    r"|negocio|carro|hermanos?|jefa|jefita|puta madre)"
)
SPANISH = [
    rf"(?<!\w){_WHOM} (?:voy|vamos|van|va|iremos) a (?:\w{{2,6}} )?{_HARM}(?:los|las|lo|la)?(?!\w){_REALLY}",
    rf"(?<!\w)(?:te|los) (?:voy|vamos|van|va) a {_HARM_YOU}(?!\w)",
    rf"(?<!\w)(?:voy|vamos|van) a {_HARM}(?:te|los|las|lo|la|les|le)?(?:(?<=te)|(?<=l[oae])"
    rf"|(?<=l[oae]s)| a (?:ti|ustedes|todos|todas|tu|tus|{_FAMILY}|los|las|ese|esa|esos))(?!\w)",
    rf"(?<!\w)(?:hay|habria|tenemos|tienen|deberian|deben|tendrian|merecen?)"
    rf"(?: que)? (?:que )?(?:\w{{2,6}} )?{_HARM}(?:los|las|lo|la|les|le)(?: a)?(?!\w)",
    rf"(?<!\w)(?:que|ojala|ojala que|ojala y|por favor)(?: ya)? {_WHOM} {_HARM_PLURAL}(?!\w)",
    rf"(?<!\w){_HARM_PLURAL}(?:los|las|lo|la) (?:a todos|a todas|ya|como|donde|por|de una)(?!\w)",
    r"(?<!\w)(?:matenl[oa]s?|quiebrenl[oa]s?|levantenl[oa]s?|quemenl[oa]s?|linchenl[oa]s?"
    r"|cuelguenl[oa]s?|denles? (?:piso|plomo)|ejecutenl[oa]s?|desaparezcanl[oa]s?|matal[oa]s?"
    r"|acabenl[oa]s?|fusilenl[oa]s?|mueranse)(?!\w)",
    r"(?<!\w)(?<!la )(?:mueran?|muerte a|plomo (?:para|a|con)|bala a) (?:todos|todas|los|las|esos|esas|ese"
    r"|esa|el|la|ustedes|ti|tus?|sus?)(?! (?:de hambre|de frio|de sed|inocentes|periodistas ya))"
    r"(?!\w)",
    rf"(?<!\w)(?:vamos|voy|van|iremos|ire|venimos) (?:a ir )?por (?:ti|ustedes|{_FAMILY})(?!\w)",
    r"(?<!\w)(?:te|los|las|lo|la) (?:va|van) a (?:cargar|llevar)(?: a todos)? (?:la|el|pura) "
    r"(?:chingada|verga|muerte|huesuda|diablo|calaca|verdura|fregada|tiznada)(?!\w)",
    r"(?<!\w)(?:te vas|se van|vas|van) a (?:morir|amanecer (?:muert|en bolsas|embolsad|encobijad"
    r"|colgad|tirad|en pedazos|en una)\w{0,3}|arrepentir|aparecer (?:muert|tirad|colgad|en bolsas)"
    r"\w{0,3})(?!\w)(?! de (?:hambre|frio|sed|calor|risa|covid))",
    r"(?<!\w)(?:estas|estan|eres|ya eres|son|ya estas|ya estan|date por|dense por) (?:un )?(?:"
    r"hombre |gente |ya )?(?:muert[oa]s?|carne muerta|sentenciad[oa]s?|en la lista)(?! en | de | por )"
    r"(?=$|[ ]?[.,;!?\n]| (?:perro|cabron|puto|compa|wey|guey|pendejo|rata|y tu|y no|si sigues))",
    r"(?<!\w)(?:ya )?(?:te|los|las|lo) (?:tenemos|tengo|traemos|tienen) (?:bien |ya )?(?:ubicad"
    r"|checad|en la mira|vigilad|localizad|medid|controlad|identificad)[oa]?s?(?!\w)",
    r"(?<!\w)(?:sabemos|se|saben|ya sabemos|conocemos|ya se) (?:bien |muy bien )?(?:donde|en donde"
    r"|a donde|por donde|a que hora|a que escuela) (?:vives|viven tus|trabajas|te mueves|te juntas"
    r"|estas|duermes|andas|sales|van tus|va tu|estudian? tus?|vive tu|trabaja tu|pasas)(?!\w)",
    r"(?<!\w)(?:sabemos|ya sabemos|ya se|conocemos) (?:muy bien )?(?:quien eres|tu nombre|a"
    rf" {_FAMILY}|{_FAMILY})(?!\w)",
    rf"(?<!\w)(?:despidete de|despidanse de|reza por|recen por|dile adios a) {_FAMILY}(?!\w)",
    r"(?<!\w)(?:cuida|cuidate) (?:mucho |bien |muy bien )?(?:a )?(?:tus? (?:familia|hij[oa]s?"
    r"|mama|madre|papa|esposa|mujer|casa|gente|cabeza|espalda)|la espalda)(?!\w)",
    r"(?<!\w)te mueres(?: hoy| ya| pronto| esta noche| manana)?(?=$|[ ]?[.,;!?\n])",
    r"(?<!\w)(?:cuidate|cuidense|ten cuidado|atente|atenganse|bajenle|bajale)(?:[ ,]{1,2}\w{2,12})?"
    r"[ ,]{1,2}(?:porque|que|o|a las consecuencias)(?: te| los)?(?: vamos| voy| va| van| puede"
    r"| pueden)?(?: a)? (?:pasar|levantar|matar|buscar|encontrar|cargar|vas a|no vas|consecuencias"
    r"|amaneces|apareces|topamos|morir)(?!\w)",
    r"(?<!\w)(?:a ti |a ustedes )?(?:te|les) (?:va|puede) a? ?pasar (?:lo mismo|igual|lo de|algo)"
    r"(?!\w)",
    r"(?<!\w)(?:tu|ustedes|ese|el|ella) (?:sigues|eres el (?:siguiente|proximo)|siguen en la lista"
    r"|es el (?:siguiente|proximo)|vas a ser el (?:siguiente|proximo))(?=$|[ ]?[.,;!?\n])",
    r"(?<!\w)(?:tienes|tienen|les quedan|te quedan) (?:las )?(?:horas|dias) contad[oa]s(?!\w)",
    r"(?<!\w)(?:te|lo|la|los) (?:mato|quiebro|trueno|levanto|parto (?:tu|la|su) madre|destripo"
    r"|descuartizo|carga la chingada|quebramos|matamos|tronamos|levantamos)(?! (?:mucho|de risa))"
    r"(?=$|[ ]?[.,;!?\n]| (?:perro|cabron|puto|a ti|si|y|con|en cuanto|donde))",
    r"(?<!\w)(?:(?:le|les|me|hay que|yo) )?(?:metanle|metele|metanles|darles?|dale|denles?"
    r"|meterle|meterles) (?:un |una |unos |sus |puro )?(?:balazos?|tiros?|plomazos?|plomo|piso"
    r"|levanton|bala|cuello|chicharron|tiro de gracia)(?!\w)",
    r"(?<!\w)(?:quemen|quememos|hay que quemar|vamos a quemar)(?:le|les)? (?:la |su |sus |las |el )"
    r"(?:casas?|negocios?|carros?|rancho|periodico|oficinas?)(?!\w)",
]
_KILL = (
    r"(?:kill|shoot|murder|stab|behead|burn|bury|hang|hunt|hurt|execute|gut|skin|butcher|beat|rape"
    r"|torture|slaughter|kidnap|disappear|end|drag|smoke|waste|cap|chop|bomb)"
)
_THEM = (
    r"(?:you|u|him|her|them|ya|y'all|yall|all of (?:you|them)|your \w{2,12}|his \w{2,12}"
    r"|her \w{2,12}|their \w{2,12}|that (?:\w{2,12} )?(?:rat|snitch|dog|traitor|reporter|cop|bitch)"
    r"|these (?:rats|snitches|dogs|people)|those (?:rats|snitches|dogs|people)|every (?:last )?one)"
)
ENGLISH = [
    rf"(?<!\w)(?:i|we)(?:'ll|'m| will| am|'re| are| gonna| shall| should)(?: gonna| going to)?"
    rf"(?: \w{{3,9}})? {_KILL} {_THEM}(?!\w)(?! (?:at|in the polls|to it|an?|some|the)(?!\w))",
    rf"(?<!\w)(?:gonna|going to|coming to|want to|wanna) {_KILL} (?:you|u|ya|your \w{{2,12}}|all of"
    rf" you)(?!\w)",
    rf"(?<!\w)(?:somebody|someone|they|we|people|you guys|cops|the army)"
    rf" (?:should|needs? to|must|gotta|ought to|has to|have to)(?: just)? "
    rf"(?:{_KILL} {_THEM}|put a bullet|take (?:him|her|them) out|lynch (?:him|her|them))(?!\w)",
    r"(?<!\w)(?:should|needs? to|must|deserves? to|ought to)(?: all| both)? be (?:shot|hanged|hung|killed|lynched"
    r"|executed|beheaded|skinned|burned alive|burnt alive|gutted|put down|fed to)(?!\w)",
    r"(?<!\w)(?:deserves? to die|hope (?:you|they|he|she)(?: all)? (?:dies?|gets? (?:killed|shot"
    r"|beheaded|murdered)|burns?)"
    r"|hope (?:they|someone|somebody|he|she) (?:kills?|shoots?) (?:you|him|her|them|u))(?!\w)",
    r"(?<!\w)(?:kill|shoot|hang|lynch|burn|behead|execute|exterminate) (?:them|him|her|'em|em|all"
    r" (?:of|the|those|these)|(?:these|those) (?:rats|dogs|people|animals))"
    r"(?: all| now| already| both| slowly)?(?=$|[ ]?[.,;!?\n]| (?:and|before|on sight|wherever))",
    r"(?<!\w)(?:you're|you are|ur|u r|he's|she's|they're)(?: a| all| already)? (?:dead(?: man| men"
    r"| meat| woman)?|next|a target|marked)(?=$|[ ]?[.,;!?\n]| (?:if|when|bitch|rat|for|soon))",
    r"(?<!\w)(?:you|he|she|they)(?:'ll| will|'re gonna| are gonna|'re going to| are going to|"
    r"'s going to| is going to)(?: all)? (?:die|pay for this|bleed|end up (?:dead|in a (?:bag|ditch"
    r"|hole|barrel))|regret|wake up dead|be found (?:dead|in)|disappear|get what's coming)(?!\w)"
    r"(?! (?:laughing|of (?:old|boredom|hunger|thirst)|higher|taxes))",
    r"(?<!\w)(?<!to )burn (?:his|her|their|your|that) (?:house|car|truck|shop|store|office|ranch)",
    r"(?<!\w)(?:we|i)(?: all)? (?:know|found|found out|have) (?:exactly )?(?:where (?:you|your|his"
    r"|he|she|they)(?: \w{2,12})? (?:lives?|sleeps?|works?|goes|go|parks?|study|hang out)|who you are"
    r"|your (?:address|family|house|school|car|kids))(?!\w)",
    r"(?<!\w)(?:watch|cover) (?:your|ur) (?:back|step|family|kids)(?!\w)"
    r"|(?<!\w)sleep with one eye open(?!\w)|(?<!\w)say (?:goodbye|bye) to your (?:family|kids)"
    r"|(?<!\w)(?:your|ur) (?:days are numbered|family (?:will|is going to|is gonna) (?:pay|die"
    r"|bleed)|time is up|head (?:is|will be) (?:next|in))(?!\w)",
    r"(?<!\w)(?:we are|we're|i'm|i am|they are|they're) coming (?:for|after) (?:you|your \w{2,12}"
    r"|all of you)(?!\w)",
    r"(?<!\w)(?:put|putting|needs?|deserves?|give|get|got) (?:a |one |two )?(?:bullets?|slugs?)"
    r" (?:in|through|to|with|for) (?:the |his |her |your |their |you|him|them|everyone)",
    r"(?<!\w)(?<!to )(?<!they )(?:death to|burn down|blow up|shoot up) (?:the|all|every|his|her|your|their|that|those"
    r"|you)(?! (?:penalty|balloons?|photos?|numbers))(?!\w)",
    r"(?<!\w)(?:i|we)(?: will|'ll| gonna| am going to| are going to)(?: \w{3,9})? find (?:you|your"
    r" family|your kids)(?! (?:a|an|the|some|another|work))(?!\w)",
]
PATTERNS = [re.compile(pattern, re.MULTILINE) for pattern in SPANISH + ENGLISH]


def find(said: Said) -> Found | None:
    spans = sorted(span for shape in PATTERNS for span in said.spelling.spans(shape))
    return Found(Lane.DANGER, spans) if spans else None
