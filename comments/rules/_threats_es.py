"""Spanish words of threats, for the small bare letters that `Spelling` makes of a text."""

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
_HARM_YOU = (
    r"(?:enterrar|partir|cortar|callar|silenciar|encontrar|buscar y|visitar|cobrar|hacer (?:pedazos"
    r"|pozole|carnitas|picadillo|trizas|pagar|sufrir|llorar|caca|mierda|cachitos))"
    r"(?!\w| (?:trabajo|un trabajo|chamba|un medico|ayuda|lugar|la forma))"
)
# What nobody means: to die of hunger, of laughter.
_REALLY = r"(?! de (?:hambre|frio|sed|calor|risa|covid|gusto|aburrimiento|miedo|susto|verguenza))"
_WHOM = r"(?:te|los|las|lo|la|les|le|me los|me lo|me la|se los)"
_FAMILY = (
    r"(?:tu|su|tus|sus) (?:familia|hijos?|hijas?|mama|madre|papa|esposa|mujer|casa|gente|cabezas?"
    r"|negocio|carro|hermanos?|jefa|jefita|puta madre)"
)
PATTERNS = [
    rf"(?<!\w){_WHOM} (?:voy|vamos|van|va|iremos) a (?:\w{{2,6}} )?{_HARM}(?:los|las|lo|la)?"
    rf"(?!\w){_REALLY}",
    rf"(?<!\w)(?:te|los) (?:voy|vamos|van|va) a {_HARM_YOU}",
    rf"(?<!\w)(?:voy|vamos|van) a {_HARM}(?:te|los|las|lo|la|les|le)?(?:(?<=te)|(?<=l[oae])"
    rf"|(?<=l[oae]s)| a (?:ti|ustedes|todos|todas|tu|tus|{_FAMILY}|los|las|ese|esa|esos))(?!\w)",
    rf"(?<!\w)(?:hay|habria|tenemos|tienen|deberian|deben|tendrian|merecen?)"
    rf"(?: que)? (?:que )?(?:\w{{2,6}} )?{_HARM}(?:los|las|lo|la|les|le)(?: a)?(?!\w)",
    rf"(?<!\w)(?:que|ojala|ojala que|ojala y|por favor)(?: ya)? {_WHOM} {_HARM_PLURAL}(?!\w)",
    rf"(?<!\w){_HARM_PLURAL}(?:los|las|lo|la) (?:a todos|a todas|ya|como|donde|por|de una)(?!\w)",
    r"(?<!\w)(?:matenl[oa]s?|quiebrenl[oa]s?|levantenl[oa]s?|quemenl[oa]s?|linchenl[oa]s?"
    r"|cuelguenl[oa]s?|denles? (?:piso|plomo)|ejecutenl[oa]s?|desaparezcanl[oa]s?|matal[oa]s?"
    r"|acabenl[oa]s?|fusilenl[oa]s?|mueranse)(?!\w)",
    r"(?<!\w)(?<!la )(?:mueran?|muerte a|plomo (?:para|a|con)|bala a) (?:todos|todas|los|las"
    r"|esos|esas|ese|esa|el|la|ustedes|ti|tus?|sus?)(?! (?:de hambre|de frio|de sed|inocentes"
    r"|periodistas ya))"
    r"(?!\w)",
    rf"(?<!\w)(?:vamos|voy|van|iremos|ire|venimos) (?:a ir )?por (?:ti|ustedes|{_FAMILY})(?!\w)",
    r"(?<!\w)(?:te|los|las|lo|la) (?:va|van) a (?:cargar|llevar)(?: a todos)? (?:la|el|pura) "
    r"(?:chingada|verga|muerte|huesuda|diablo|calaca|verdura|fregada|tiznada)(?!\w)",
    r"(?<!\w)(?:te vas|se van|vas|van) a (?:morir|amanecer (?:muert|en bolsas|embolsad|encobijad"
    r"|colgad|tirad|en pedazos|en una)\w{0,3}|arrepentir|aparecer (?:muert|tirad|colgad|en bolsas)"
    r"\w{0,3})(?!\w)(?! de (?!un))",
    r"(?<!\w)(?:estas|estan|eres|ya eres|son|ya estas|ya estan|date por|dense por) (?:un )?(?:"
    r"hombre |gente |ya )?(?:muert[oa]s?|carne muerta|sentenciad[oa]s?|en la lista)(?! en | de "
    r"| por )(?=$|[ ]?[.,;!?\n]| (?:perro|cabron|puto|compa|wey|guey|pendejo|rata|y tu|y no"
    r"|si sigues))",
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
    rf"(?<!\w)(?:hay que|habria que|deberian(?: de)?|tienen que|tendrian que|van a|vamos a|voy a)"
    rf" (?:ya )?{_HARM} a (?:ti|ese|esa|esos|esas|el|ella|ellos|todos|todas|tus?|ustedes|los|las"
    rf"|su \w{{3,12}}|ese \w{{3,12}})(?!\w)",
    rf"(?<!\w)(?<!que )(?<!no ){_HARM_PLURAL} (?:ya )?a (?:ese|esa|esos|esas|ellos|todos|todas"
    rf"|el|los"
    rf"|las|su)(?!\w)",
    r"(?<!\w)(?:vamos|voy|iremos|vamos a ir|voy a ir|vamos a pasar|llegamos|caemos|caerle)(?: a"
    r"| por"
    r"| hasta| en) (?:tu (?:casa|trabajo|oficina|escuela|puerta|negocio|redaccion)|la (?:casa"
    r"|escuela)"
    r" de tus?)(?!\w)",
    r"(?<!\w)no (?:vas|van) a (?:llegar a|llegar vivo|vivir|amanecer|durar|salir viv|contarla|pasar"
    r" de|ver (?:la navidad|el ano|otro|crecer|a tus?))",
    r"(?<!\w)(?:el|la|los) que sigue[ns]? (?:eres|es|son|seras?|van? a ser) (?:tu|usted|el|ella"
    r"|ustedes|ellos)(?!\w)|(?<!\w)(?:sigues|eres) (?:tu|el que sigue|el siguiente"
    r"|el proximo)(?!\w)",
    r"(?<!\w)ya (?:valiste|valieron)(?: madres?| verga| gorro| queso)?(?!\w)",
    r"(?<!\w)(?:donde|como|en donde) (?:encontrarte|buscarte|hallarte|localizarte|agarrarte)(?!\w)",
    r"(?<!\w)(?:te|los) (?:callamos|callo|vamos a callar|silenciamos|desaparecemos"
    r"|enterramos)(?!\w)",
    r"(?<!\w)(?:te|los|lo) (?:va|van|vamos) a (?:llevar|cargar) (?:la (?:chingada|verga|fregada"
    r"|jodida"
    r"|tiznada|huesuda|muerte)|el diablo)(?!\w)",
    r"(?<!\w)(?:vas|van|va) a (?:terminar|acabar|aparecer|amanecer|quedar) (?:\w{3,10} )?(?:en"
    r"|dentro de)"
    r" (?:una?|la|el|tu) (?:fosa|bolsa|zanja|hielera|tambo|cuneta|cajuela|cobija|hoyo|tumba"
    r"|panteon)",
    r"(?<!\w)(?:ya )?(?:sabemos|se|saben) que (?:vives|trabajas|duermes|tienes (?:hij|famil"
    r"|una hij))",
    r"(?<!\w)(?:los accidentes pasan|no (?:te|le|les) vaya a pasar|no vaya a ser que (?:te|les"
    r"|le))",
    r"(?<!\w)(?:te|les) quedan (?:muy )?(?:poc[oa]s|unos|unas|[0-9]{1,3}|dos|tres) (?:dias|horas"
    r"|minutos|semanas)(?!\w)",
    r"(?<!\w)no (?:va|van) a quedar (?:ni un[oa]|nadie|ningun[oa])(?: de (?:ustedes|ellos))?"
    r"(?: (?:viv[oa]|en pie))?(?!\w)",
    r"(?<!\w)(?:acuerdate|recuerda|no olvides|no se te olvide)(?: de)? que (?:tienes"
    r"|tambien tienes)"
    r" (?:hijos|hijas|familia|mama|esposa|un[oa]? hij[oa]|nietos)(?!\w)",
]
